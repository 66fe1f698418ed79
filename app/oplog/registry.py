"""The shape of the registry: record kinds, their fields, and how two entries merge.

Numbers are for ever: a kind or field number is never used again for something else, and a
field is retired by a flag, never removed. ``kinds.py`` holds the entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from app.core.partial_date import PartialDate
from app.oplog.operation import VERSION, Action

SCHEMA = 1  # the registry's version, written into every operation
FOLDING = 3  # the rules of folding: 2 counts once what was written twice, 3 where it says the same
# Of everything that :meth:`Registry.fingerprint` tells: up with every kind, field, action and rule
# that is added. Two stations of different editions may fold the same operations to different rows,
# so their control totals are not compared.
EDITION = 1
DELETED = 0  # the field that every kind has: true once the row was deleted
LARGEST = 10**12  # of any whole number; millions of them still add up within 64 bits
FIELD_NAMES_RESERVED = frozenset({"pv", "id", "heads", "alive", "open"})


class Channel(StrEnum):
    """Which readers may hold a record: whole streams are shared or not shared."""

    BASE = "base"
    CASE = "case"
    CTL = "ctl"


class Kind(StrEnum):
    """What a field holds; dates are ISO text with their precision, money is whole đồng."""

    TEXT = "text"
    INT = "int"
    BOOL = "bool"
    ROW = "row"


class Merge(StrEnum):
    """What happens when two officers wrote different values without knowing of each other."""

    ASK = "ask"  # both stay, a person decides, money and decisions on the row wait
    AUTO = "auto"  # the newer is shown, the other stays in the history
    OFFICE = "office"  # only the receiving office writes it
    ONCE = "once"  # written with the row and never again; a correction is a new row


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record kind."""

    number: int
    name: str
    kind: Kind
    merge: Merge
    act: str = ""  # the only action that writes it, besides a settlement; never typed

    def fits(self, value: object) -> bool:
        """Whether the field can hold ``value``; nothing (None) fits everywhere."""
        if value is None:
            return True
        if self.kind is Kind.TEXT:
            spelled = _SPELLED.get(self.name)
            return isinstance(value, str) and (spelled is None or spelled(value))
        if self.kind is Kind.ROW:
            return isinstance(value, bytes) and len(value) == 16
        if not isinstance(value, int) or isinstance(value, bool) is not (self.kind is Kind.BOOL):
            return False
        return 0 <= value <= LARGEST


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record: a table, a channel and its fields."""

    number: int
    name: str
    channel: Channel
    fields: tuple[Field, ...]
    by_number: dict[int, Field] = field(init=False, repr=False, compare=False)
    by_name: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_number", {f.number: f for f in self.fields})
        object.__setattr__(self, "by_name", {f.name: f for f in self.fields})


@dataclass(frozen=True, slots=True)
class Registry:
    """What one version of the program knows: its kinds by number, and the version itself."""

    kinds: Mapping[int, RecordKind]
    schema: int = SCHEMA
    edition: int = EDITION

    def fingerprint(self) -> str:
        """Another one whenever a program understands more operations, or understands them anew."""
        fields = {
            number: [(one.number, one.kind.value, one.merge.value, one.act) for one in kind.fields]
            for number, kind in sorted(self.kinds.items())
        }
        told = repr((VERSION, FOLDING, list(map(int, Action)), self.schema, fields))
        return sha256(told.encode()).hexdigest()[:16]


def text(number: int, name: str, merge: Merge = Merge.ASK) -> Field:
    """A text field (NFC); dates, months and decimals are text too.

    Dates, months and personal numbers are told by their names; see ``_SPELLED``.
    """
    return Field(number, name, Kind.TEXT, merge)


def whole(number: int, name: str, merge: Merge = Merge.ASK) -> Field:
    """A whole number from 0 to :data:`LARGEST`: đồng, days, persons, kilograms."""
    return Field(number, name, Kind.INT, merge)


def flag(number: int, name: str, merge: Merge = Merge.ASK) -> Field:
    """True, false or not known."""
    return Field(number, name, Kind.BOOL, merge)


def row(number: int, name: str, merge: Merge = Merge.ASK) -> Field:
    """The id of another row; the row itself may arrive later."""
    return Field(number, name, Kind.ROW, merge)


@lru_cache(maxsize=4096)
def _is_date(value: str) -> bool:
    try:
        PartialDate.from_iso(value)
    except ValueError:
        return False
    return True


def _is_instant(value: str) -> bool:
    """A date, or a day with hour and minute of Vietnam."""
    day, separator, time = value.partition("T")
    if not separator:
        return _is_date(value)
    return re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", time) is not None and (
        _is_date(day) and len(day) == len("2026-08-03")
    )


def _is_month(value: str) -> bool:
    return re.fullmatch(r"[12][0-9]{3}-[0-9]{2}", value) is not None and _is_date(value)


def _is_personal_number(value: str) -> bool:
    return re.fullmatch(r"[0-9]{12}", value) is not None


# Text that every reader reckons with, by the field's name. What is spelled otherwise can only
# come from a program that is not ours; it is kept in the log and changes nothing.
_SPELLED: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(
        (
            "birth",
            "death_on",
            "moved_on",
            "issued_on",
            "received_on",
            "happened_on",
            "signed_on",
            "valid_from",
            "valid_to",
            "verified_on",
            "posted_from",
            "posted_to",
            "submitted_on",
            "decided_on",
            "delivered_on",
            "met_on",
            "ended_on",
            "hardship_from",
            "hardship_to",
            "ends_on",
            "pin_issued_on",
            "on_date",
            "made_on",
            "sent_on",
        ),
        _is_date,
    ),
    "received_at": _is_instant,
    "measures_at": _is_instant,
    "from_month": _is_month,
    "to_month": _is_month,
    "pin": _is_personal_number,
}
