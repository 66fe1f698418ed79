"""What people and files enter, checked field by field before it becomes a record.

One table for screens, commands and applied files: what a field takes, how it may be typed, and
the sentence when it does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from app.core import numbers
from app.core.clock import VIETNAM
from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.money import parse_dong
from app.core.names import clean_name, clean_text
from app.core.partial_date import PartialDate, parse_typed
from app.oplog.kinds import BY_NAME
from app.oplog.operation import Value
from app.oplog.registry import Field, Kind
from app.services import choices

Typed = str | int | bool | UUID | None
Check = Callable[[str, str, date], Value]

MONEY = frozenset({"amount", "monthly_vnd", "vnd"})

_MONTH = re.compile(r"(?:(\d{4})-(\d{2})|(\d{1,2})[/.](\d{4}))")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


def checked(kind: str, values: Mapping[str, Typed], *, today: date) -> dict[str, Value | UUID]:
    """The values as they are stored.

    Raises Correctable at the field: unknown field, wrong kind of value, or a sentence of the
    field's own.
    """
    fields = BY_NAME[kind].by_name
    found: dict[str, Value | UUID] = {}
    for name, value in values.items():
        field = fields.get(name)
        if field is None or field.act:
            raise Correctable(
                "unknown_field",
                N_("{kind} has no field {name}. Look the fields up with 'ansinh record schema'."),
                field=name,
                kind=kind,
                name=name,
            )
        found[name] = _value(kind, field, value, values, today)
    return found


def _value(
    kind: str, field: Field, value: Typed, values: Mapping[str, Typed], today: date
) -> Value | UUID:
    if value is None or value == "":
        return None
    if isinstance(value, UUID):
        return value
    if field.kind is Kind.ROW:
        return _row_id(field.name, value)
    if isinstance(value, bool):
        if field.kind is not Kind.BOOL:
            raise _wrong(field.name)
        return value
    if isinstance(value, int):
        if field.kind is not Kind.INT:
            raise _wrong(field.name)
        return _not_negative(field.name, value)
    if field.kind is Kind.INT:
        money = field.name in MONEY
        return parse_dong(value, field=field.name) if money else _whole(field.name, value)
    if field.kind is Kind.BOOL:
        return _one_of(choices.YES_NO, field.name, value) == "co"
    if kind in ("fact", "restricted_fact") and field.name in ("kind", "value"):
        return _fact_word(kind, field.name, value, values)
    check = CHECKS.get((kind, field.name)) or CHECKS_BY_NAME.get(field.name)
    return clean_text(value, field=field.name) if check is None else check(value, field.name, today)


def _row_id(field: str, value: Typed) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as reason:
        raise Correctable(
            "row_id",
            N_("This is not the id of a record. Look it up with 'ansinh record list'."),
            field=field,
        ) from reason


def _whole(field: str, value: str) -> int:
    digits = value.strip().replace(".", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):
        raise Correctable("whole_number", N_("Type a whole number, like 3."), field=field)
    return int(digits)


def _not_negative(field: str, value: int) -> int:
    if value < 0:
        raise Correctable("negative", N_("This number cannot be below zero."), field=field)
    return value


def _wrong(field: str) -> Correctable:
    return Correctable(
        "wrong_kind", N_("This field takes another kind of value. Check it."), field=field
    )


def _one_of(words: Mapping[str, object], field: str, value: str) -> str:
    word = value.strip()
    if word not in words:
        raise Correctable(
            "choice",
            N_("Choose one of: {choices}."),
            field=field,
            choices=", ".join(words),
        )
    return word


def _choice(words: Mapping[str, object]) -> Check:
    return lambda value, field, today: _one_of(words, field, value)


def _fact_word(kind: str, field: str, value: str, values: Mapping[str, Typed]) -> str:
    kinds = choices.FACT_VALUES if kind == "fact" else choices.RESTRICTED_FACT_VALUES
    if field == "kind":
        return _one_of(kinds, field, value)
    words = kinds.get(str(values.get("kind")))
    return clean_text(value, field=field) if words is None else _one_of(words, field, value)


def _name(value: str, field: str, today: date) -> str:
    return clean_name(value, field=field)


def _past(value: str, field: str, today: date) -> str:
    """A day, month or year that lies behind us, as typed or as ISO text."""
    return _date(value, field, today, past=True)


def _any_date(value: str, field: str, today: date) -> str:
    return _date(value, field, today, past=False)


def _date(value: str, field: str, today: date, *, past: bool) -> str:
    try:
        found = PartialDate.from_iso(value.strip())
    except ValueError:
        found = parse_typed(value, today=today, field=field, past=past)
    if past and found.earliest() > today:
        raise Correctable(
            "in_future", N_("This date lies ahead. Check the day, month and year."), field=field
        )
    return found.iso()


def _month(value: str, field: str, today: date) -> str:
    found = _MONTH.fullmatch(value.strip())
    year, month = (0, 0)
    if found:
        year, month = int(found[1] or found[4]), int(found[2] or found[3])
    if not (1900 <= year <= 2200 and 1 <= month <= 12):
        raise Correctable("month", N_("Type a month like 07/2026."), field=field)
    return f"{year:04d}-{month:02d}"


def _instant(value: str, field: str, today: date) -> str:
    """A day with its hour and minute in Vietnam, or a day alone."""
    if _INSTANT.match(value.strip()):
        try:
            found = datetime.fromisoformat(value.strip())
        except ValueError:
            raise Correctable(
                "instant", N_("Type day and time like 2025-11-13T06:10."), field=field
            ) from None
        if found.tzinfo is not None:
            found = found.astimezone(VIETNAM)
        if found.date() > today:
            raise Correctable(
                "in_future", N_("This date lies ahead. Check the day, month and year."), field=field
            )
        return found.strftime("%Y-%m-%dT%H:%M")
    return _date(value, field, today, past=True)


def _needs(value: str, field: str, today: date) -> str:
    """Words of what is needed at once, kept in the law's order (NĐ 20/2021 Điều 12.2)."""
    typed = {_one_of(choices.NEEDS, field, word) for word in value.split(",") if word.strip()}
    return ",".join(word for word in choices.NEEDS if word in typed)


CHECKS_BY_NAME: dict[str, Check] = {
    "birth": _past,
    "death_on": _past,
    "moved_on": _past,
    "issued_on": _past,
    "received_on": _past,
    "happened_on": _past,
    "signed_on": _past,
    "valid_from": _any_date,
    "valid_to": _any_date,
    "verified_on": _past,
    "posted_from": _any_date,
    "posted_to": _any_date,
    "submitted_on": _past,
    "decided_on": _past,
    "delivered_on": _past,
    "met_on": _past,
    "ended_on": _past,
    "hardship_from": _any_date,
    "hardship_to": _any_date,
    "ends_on": _any_date,
    "pin_issued_on": _past,
    "received_at": _instant,
    "measures_at": _instant,
    "from_month": _month,
    "to_month": _month,
    "pin": lambda value, field, today: numbers.parse_pin(value, field=field),
    "old_id": lambda value, field, today: numbers.parse_old_id(value, field=field),
    "bhyt": lambda value, field, today: numbers.parse_bhyt(value, field=field),
    "phone": lambda value, field, today: numbers.parse_phone(value, field=field),
    "reporter_phone": lambda value, field, today: numbers.parse_phone(value, field=field),
    "sex": _choice(choices.SEX),
    "subject_kind": _choice(choices.SUBJECT_KIND),
    "relation": _choice(choices.RELATION),
    "cause": _choice(choices.CAUSE),
    "house_damage": _choice(choices.HOUSE_DAMAGE),
    "poverty": _choice(choices.POVERTY),
}
CHECKS: dict[tuple[str, str], Check] = {
    ("person", "name"): _name,
    ("victim", "name"): _name,
    ("victim", "status"): _choice(choices.VICTIM_STATUS),
    ("protection_case", "person_name"): _name,
    ("village", "kind"): _choice(choices.VILLAGE_KIND),
    ("emergency_case", "poverty"): _choice(choices.CASE_POVERTY),
    ("emergency_case", "needs"): _needs,
    ("emergency_case", "state"): _choice(choices.CASE_STATE),
    ("emergency_case", "result"): _choice(choices.CASE_RESULT),
    ("support", "type"): _choice(choices.SUPPORT_TYPE),
    ("support", "source"): _choice(choices.SUPPORT_SOURCE),
    ("protection_case", "ground"): _choice(choices.PROTECTION_GROUND),
    ("protection_case", "state"): _choice(choices.PROTECTION_STATE),
}
