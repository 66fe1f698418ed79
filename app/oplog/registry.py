"""The shape of the registry: record kinds, their fields, and how two entries merge.

Numbers are for ever: a kind or field number is never used again for something else, and a
field is retired by a flag, never removed. ``kinds.py`` holds the entries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

SCHEMA = 1  # the registry's version, written into every operation
DELETED = 0  # the field that every kind has: true once the row was deleted
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

    def fits(self, value: object) -> bool:
        """Whether the field can hold ``value``; nothing (None) fits everywhere."""
        if value is None:
            return True
        if self.kind is Kind.TEXT:
            return isinstance(value, str)
        if self.kind is Kind.ROW:
            return isinstance(value, bytes) and len(value) == 16
        return isinstance(value, int) and isinstance(value, bool) is (self.kind is Kind.BOOL)


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


def text(number: int, name: str, merge: Merge = Merge.ASK) -> Field:
    """A text field (NFC); dates, months and decimals are text too."""
    return Field(number, name, Kind.TEXT, merge)


def whole(number: int, name: str, merge: Merge = Merge.ASK) -> Field:
    """A whole number of 64 bits: đồng, days, persons, kilograms."""
    return Field(number, name, Kind.INT, merge)


def flag(number: int, name: str, merge: Merge = Merge.ASK) -> Field:
    """True, false or not known."""
    return Field(number, name, Kind.BOOL, merge)


def row(number: int, name: str, merge: Merge = Merge.ASK) -> Field:
    """The id of another row; the row itself may arrive later."""
    return Field(number, name, Kind.ROW, merge)
