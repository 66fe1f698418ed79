"""How a field and its value are called when two entries stand side by side."""

from __future__ import annotations

from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import _
from app.core.money import show_dong
from app.core.partial_date import PartialDate
from app.services.differences import DELETED_FIELD, Difference

MONEY = frozenset({"monthly_vnd", "amount", "vnd"})
DATES = frozenset(
    ("birth", "death_on", "moved_on", "valid_from", "valid_to", "issued_on", "received_on",
     "verified_on", "posted_from", "posted_to", "submitted_on", "decided_on", "ended_on",
     "happened_on", "met_on", "delivered_on", "hardship_from", "hardship_to", "from_month",
     "to_month", "ends_on")
)  # fmt: skip


def field_words(field: str) -> str:
    """The field's name as officers say it; the record's own name when none is known."""
    words = {
        DELETED_FIELD: _("Kept or taken out"),
        "name": _("Name"),
        "sex": _("Sex"),
        "birth": _("Date of birth"),
        "pin": _("Personal number"),
        "old_id": _("Old ID card number"),
        "death_on": _("Date of death"),
        "moved_on": _("Moved away on"),
        "moved_to": _("Moved to"),
        "village": _("Village"),
        "head": _("Head of household"),
        "household": _("Household"),
        "person": _("Person"),
        "value": _("What was found"),
        "amount": _("Amount a month"),
        "number": _("Number"),
        "issued_on": _("Issued on"),
        "valid_from": _("From"),
        "valid_to": _("To"),
        "category": _("Category"),
        "state": _("Step"),
        "coefficient": _("Coefficient"),
        "monthly_vnd": _("Amount a month"),
        "from_month": _("Paid from"),
        "to_month": _("Paid until"),
        "payee": _("Collector"),
        "decision_no": _("Decision number"),
        "decided_on": _("Decision date"),
        "result": _("Result"),
        "persons": _("Persons"),
        "months": _("Months"),
        "kilograms": _("Kilograms of rice"),
        "vnd": _("Sum"),
        "house_damage": _("Damage to the house"),
        "cause": _("Cause"),
        "status": _("State of the victim"),
        "ended_on": _("Ended on"),
        "hardship_from": _("Especially hard from"),
        "hardship_to": _("Especially hard until"),
        "received_on": _("Received on"),
        "received_at": _("Received at"),
    }
    return words.get(field, field.replace("_", " "))


def value_words(value: object, field: str) -> str:
    """A stored value as it is shown: dates and money in one way, nothing as a dash."""
    if field == DELETED_FIELD:
        return _("taken out") if value else _("kept")
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field in MONEY and isinstance(value, int):
        return show_dong(value)
    if field in DATES and isinstance(value, str):
        return _date(value)
    if isinstance(value, UUID | bytes):
        return _("another record")
    return str(value)


def title_words(found: Difference) -> str:
    """Whom it is about and what differs, for a list."""
    return found.subject or field_words(found.field)


def _date(text: str) -> str:
    try:
        return PartialDate.from_iso(text).show()
    except (Correctable, ValueError):
        return text
