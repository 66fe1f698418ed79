"""The rows of the law's tables of figures: levels, categories, pension, care, legal acts."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.policy.reading import MOST_VND, OpenTable, Row, broken, require_unbroken

NO_LIMIT = 999


@dataclass(frozen=True, slots=True)
class Level:
    """Money per month (đồng) that sums are counted from, between two days."""

    first_day: date
    last_day: date | None
    vnd: int
    legal: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A coefficient from one birthday up to the day before another."""

    from_age: int
    below_age: int
    degree: str | None
    coefficient: Decimal


@dataclass(frozen=True, slots=True)
class Category:
    """One category of Điều 5 with the coefficients Điều 6.1 gives it."""

    code: str
    label: str
    legal: str
    coefficient_legal: str
    first_day: date
    last_day: date | None
    ended_by: str | None
    bands: tuple[Band, ...]

    def coefficient(self, age: int, degree: str | None = None) -> Decimal | None:
        """The coefficient at ``age`` completed years; None outside the category's ages."""
        for band in self.bands:
            if band.from_age <= age < band.below_age and band.degree == degree:
                return band.coefficient
        return None

    @property
    def from_age(self) -> int:
        """The birthday from which the category can be reached."""
        return min(band.from_age for band in self.bands)

    @property
    def below_age(self) -> int:
        """The birthday on which the category is left; ``NO_LIMIT`` when never."""
        return max(band.below_age for band in self.bands)


@dataclass(frozen=True, slots=True)
class PensionRow:
    """One reach of the social pension: from one birthday up to the day before another."""

    code: str
    label: str
    legal: str
    first_day: date
    from_age: int
    below_age: int


@dataclass(frozen=True, slots=True)
class CareRow:
    """One care support of Điều 20."""

    code: str
    legal: str
    coefficient: Decimal


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal act, the day it came into force, and whether its text has been read."""

    number: str
    title: str
    in_force: date
    verified: bool
    source: str


def read_instrument(row: Row) -> Instrument:
    """A legal act."""
    found = Instrument(
        number=row.text("number"),
        title=row.text("title"),
        in_force=row.day("in_force"),
        verified=row.yes("verified"),
        source=row.text("source"),
    )
    row.done()
    return found


def read_levels(table: OpenTable, name: str, other: str) -> tuple[Level, ...]:
    """The levels called ``name``, each following on the one before; ``other`` stands beside."""
    found: list[Level] = []
    for row in table.rows(name, other):
        level = Level(
            first_day=row.day("from"),
            last_day=row.day_or_none("to"),
            vnd=row.whole("vnd", 0, MOST_VND),
            legal=row.text("legal"),
            verified=row.yes("verified"),
        )
        row.done()
        if level.vnd <= 0:
            broken(table.path, f"{name} {level.first_day}: vnd")
        found.append(level)
    require_unbroken(table.path, name, [(one.first_day, one.last_day) for one in found])
    return tuple(found)


def read_category(row: Row) -> Category:
    """A category with its bands, which leave no gap between two ages."""
    bands = []
    for part in row.rows("bands"):
        bands.append(
            Band(
                from_age=part.whole("from_age", 0, NO_LIMIT),
                below_age=part.whole("below_age", NO_LIMIT, NO_LIMIT),
                degree=part.text_or_none("degree"),
                coefficient=part.coefficient(),
            )
        )
        part.done()
    found = Category(
        code=row.text("code"),
        label=row.text("label"),
        legal=row.text("legal"),
        coefficient_legal=row.text("coefficient_legal"),
        first_day=row.day("from"),
        last_day=row.day_or_none("to"),
        ended_by=row.text_or_none("ended_by"),
        bands=tuple(bands),
    )
    row.done()
    if not bands or (found.last_day is None) != (found.ended_by is None):
        broken(row.path, found.code)
    for one, next_one in itertools.pairwise(bands):
        if one.degree == next_one.degree and one.below_age != next_one.from_age:
            broken(row.path, found.code)
    return found


def read_pension(row: Row) -> PensionRow:
    """A reach of the social pension."""
    found = PensionRow(
        code=row.text("code"),
        label=row.text("label"),
        legal=row.text("legal"),
        first_day=row.day("from"),
        from_age=row.whole("from_age", 0, NO_LIMIT),
        below_age=row.whole("below_age", NO_LIMIT, NO_LIMIT),
    )
    row.done()
    return found


def read_care(row: Row) -> CareRow:
    """A care support."""
    found = CareRow(code=row.text("code"), legal=row.text("legal"), coefficient=row.coefficient())
    row.done()
    return found
