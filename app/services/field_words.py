"""Names of records and their fields, and values as people read them: dates, sums, chosen words."""

from __future__ import annotations

from app.core.errors import Correctable
from app.core.i18n import N_, _
from app.core.money import show_dong
from app.core.partial_date import PartialDate
from app.core.units import unit
from app.oplog.operation import Value
from app.services import choices
from app.services.dossiers import STEP_NAMES

RECORDS = {
    "officer": N_("Officer"),
    "village": N_("Village"),
    "from_pv": N_("Moved from"),
    "to_pv": N_("Moved to"),
    "other": N_("The other person"),
    "household": N_("Household"),
    "person": N_("Person"),
    "membership": N_("Belonging to a household"),
    "fact": N_("Circumstance"),
    "dossier": N_("Dossier"),
    "allowance": N_("Monthly allowance"),
    "assessment": N_("Assessment"),
    "decision": N_("Decision"),
    "event": N_("Event"),
    "emergency_case": N_("Emergency case"),
    "victim": N_("Victim"),
    "support": N_("Support"),
    "paper": N_("Paper"),
    "notice": N_("Notice"),
    "settlement": N_("Settled difference"),
    "protection_case": N_("Protection case"),
    "apart": N_("Two different persons"),
    "move": N_("Move to another commune"),
}

FIELDS = {
    "name": N_("Name"),
    "title": N_("Title"),
    "phone": N_("Telephone"),
    "kind": N_("Kind"),
    "former_unit": N_("Former commune"),
    "hardship_from": N_("Most difficult since"),
    "hardship_to": N_("Most difficult until"),
    "ended_on": N_("Ended on"),
    "ended_reason": N_("Reason of the end"),
    "note": N_("Note"),
    "village": N_("Village"),
    "head": N_("Head of the household"),
    "address": N_("Address"),
    "other_names": N_("Other names"),
    "sex": N_("Sex"),
    "birth": N_("Born"),
    "birth_source": N_("Source of the birth date"),
    "ethnic_code": N_("Ethnic group"),
    "ethnic_name": N_("Ethnic group as written"),
    "pin": N_("Personal identification number"),
    "pin_issued_on": N_("Number issued on"),
    "pin_issued_by": N_("Number issued by"),
    "old_id": N_("Old identity card"),
    "bhyt": N_("Health insurance"),
    "residence": N_("Place of residence"),
    "living_with": N_("Lives with"),
    "death_on": N_("Died on"),
    "death_source": N_("Source of the death"),
    "moved_on": N_("Moved on"),
    "moved_to": N_("Moved to"),
    "same_as": N_("Same person as"),
    "carried_to": N_("Carried on in"),
    "household": N_("Household"),
    "person": N_("Person"),
    "relation": N_("Relation to the head"),
    "valid_from": N_("From"),
    "valid_to": N_("Until"),
    "value": N_("Content"),
    "amount": N_("Sum"),
    "number": N_("Paper number"),
    "issued_on": N_("Issued on"),
    "issued_by": N_("Issued by"),
    "category": N_("Category"),
    "form": N_("Form"),
    "received_on": N_("Received on"),
    "one_stop_code": N_("One-stop code"),
    "state": N_("Step"),
    "verified_on": N_("Verified on"),
    "posted_from": N_("Posted from"),
    "posted_to": N_("Posted until"),
    "submitted_on": N_("Submitted on"),
    "decided_on": N_("Decided on"),
    "decision_no": N_("Decision number"),
    "signer": N_("Signer"),
    "signer_title": N_("Signer's title"),
    "result": N_("Result"),
    "coefficient": N_("Coefficient"),
    "monthly_vnd": N_("Sum a month"),
    "from_month": N_("From month"),
    "to_month": N_("Until month"),
    "reason": N_("Reason"),
    "payee": N_("Payee"),
    "method": N_("Way of payment"),
    "proxy_name": N_("Proxy declarant"),
    "proxy_id": N_("Proxy's number"),
    "proxy_relation": N_("Proxy's relation"),
    "proxy_address": N_("Proxy's address"),
    "cause": N_("What happened"),
    "happened_on": N_("Happened on"),
    "place": N_("Place"),
    "event": N_("Event"),
    "household_name": N_("Household as told"),
    "received_at": N_("Reported at"),
    "reporter": N_("Reported by"),
    "reporter_phone": N_("Reporter's telephone"),
    "house_damage": N_("House"),
    "no_place_to_live": N_("No other place to live"),
    "ordered_to_move": N_("Ordered to move"),
    "poverty": N_("Poverty"),
    "persons": N_("Persons"),
    "months": N_("Months"),
    "needs": N_("Needed at once"),
    "shortened": N_("Village meeting skipped"),
    "shortened_reason": N_("Why the meeting is skipped"),
    "shortened_by": N_("Skipped by decision of"),
    "met_on": N_("Village meeting on"),
    "meeting_result": N_("Result of the meeting"),
    "delivered_on": N_("Handed over on"),
    "receiver": N_("Received by"),
    "late_reason": N_("Reason of the delay"),
    "status": N_("Condition"),
    "treatment_days": N_("Days of treatment"),
    "type": N_("Kind of support"),
    "kilograms": N_("Rice (kg)"),
    "vnd": N_("Money"),
    "source": N_("Source"),
    "basis": N_("Legal basis"),
    "person_name": N_("Person as told"),
    "ground": N_("Why protection is needed"),
    "what_happened": N_("What happened to the person"),
    "shelter": N_("Shelter"),
    "measures": N_("Measures taken"),
    "measures_at": N_("Measures taken at"),
    "reported_to": N_("Told to"),
    "ends_on": N_("Care until"),
}
_MONEY = frozenset(("amount", "monthly_vnd", "vnd"))
_COMMUNES = frozenset(("from_pv", "to_pv", "carried_to"))
_TEXTS = frozenset(("name", "number", "pin", "old_id", "phone", "reporter_phone", "note"))
_WORDS: dict[str, dict[str, str]] = {
    "sex": choices.SEX,
    "relation": choices.RELATION,
    "cause": choices.CAUSE,
    "house_damage": choices.HOUSE_DAMAGE,
    "poverty": choices.CASE_POVERTY,
    "status": choices.VICTIM_STATUS,
    "type": choices.SUPPORT_TYPE,
    "source": choices.SUPPORT_SOURCE,
    "ground": choices.PROTECTION_GROUND,
    "result": choices.CASE_RESULT,
}
_STATES: dict[str, dict[str, str]] = {
    "dossier": STEP_NAMES,
    "emergency_case": choices.CASE_STATE,
    "protection_case": choices.PROTECTION_STATE,
}


def record_name(kind: str) -> str:
    """A kind of record in words; a restricted one is named as its twin."""
    return _(RECORDS.get(kind.removeprefix("restricted_"), kind))


def field_name(field: str) -> str:
    """A field in words."""
    return _(FIELDS.get(field, field))


def shown_value(kind: str, field: str, value: Value, *, fact_kind: str | None = None) -> str:
    """A stored value as people read it; "" for none. Ids of rows are the caller's to name."""
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, bool):
        word = "co" if value else "khong"
        return _(choices.YES_NO[word])
    if isinstance(value, int) and field in _COMMUNES:
        return _commune(value)
    if isinstance(value, int):
        return show_dong(value) if field in _MONEY else str(value)
    words = _words_of(kind.removeprefix("restricted_"), field, fact_kind)
    if field == "needs":
        return ", ".join(_(choices.NEEDS.get(word, word)) for word in value.split(","))
    if words is not None:
        return _(words[value]) if value in words else value
    return value if field in _TEXTS else _date(value)


def _words_of(kind: str, field: str, fact_kind: str | None) -> dict[str, str] | None:
    if kind == "fact" and field == "kind":
        return choices.FACT_NAMES
    if kind == "fact" and field == "value":
        return choices.RESTRICTED_FACT_VALUES.get(fact_kind or "")
    if field == "state":
        return _STATES.get(kind)
    return _WORDS.get(field)


def _commune(pv: int) -> str:
    try:
        return unit(pv).name
    except Correctable:
        return str(pv)


def _date(value: str) -> str:
    day, _t, hour = value.partition("T")
    try:
        found = PartialDate.from_iso(day).show()
    except ValueError:
        return value
    return f"{found} {hour[:5]}".strip()
