"""The dated figures of the law, read from ``resources/policy/*.toml`` and checked before use.

Rules kept: a row says from when to when it holds, which article it rests on and whether somebody
has read that article; rows of one table neither overlap nor leave a gap; coefficients are
``Decimal`` made from text and sums are whole đồng. A broken file is never half used.
"""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, NoReturn

from app.core.errors import Environment
from app.core.i18n import N_
from app.core.paths import resource
from app.policy.figures import Folder, Table

NO_LIMIT = 999
TABLES = frozenset(
    f"{name}.toml"
    for name in (
        "care_support",
        "categories",
        "emergency",
        "instruments",
        "levels",
        "social_pension",
    )
)
"""What a pack may bring."""


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


@dataclass(frozen=True, slots=True)
class Law:
    """Everything the rules look up; made once."""

    instruments: Mapping[str, Instrument]
    standard_levels: tuple[Level, ...]
    social_pension_levels: tuple[Level, ...]
    categories: Mapping[str, Category]
    social_pension: tuple[PensionRow, ...]
    care_support: Mapping[str, CareRow]
    emergency: Mapping[str, Mapping[str, int | str]]
    emergency_unverified_from: date

    def emergency_number(self, section: str, key: str) -> int:
        """A whole number of an emergency row: đồng, kg, months, days or times the level."""
        value = self.emergency[section][key]
        assert isinstance(value, int)
        return value

    def emergency_text(self, section: str, key: str) -> str:
        """A citation or a decimal of an emergency row."""
        return str(self.emergency[section][key])


@cache
def shipped() -> Law:
    """The law shipped with the program.

    Raises:
        Environment: a file of ``resources/policy`` is missing or damaged.
    """
    return read_law(resource("policy"))


def law() -> Law:
    """The law in use: that of a pack when one was taken, else the program's own."""
    return _in_use[-1] if _in_use else shipped()


_in_use: list[Law] = []  # empty, or the law of the pack


def use(taken: Law | None) -> None:
    """From now on, let ``law`` answer this one; None: the program's own again."""
    _in_use[:] = [] if taken is None else [taken]


def read_law(folder: Folder) -> Law:
    """Read and check every table of ``folder``.

    Raises:
        Environment: a file is missing, is no TOML or breaks its schema; ``params`` name it.
    """
    levels = _Table(folder / "levels.toml")
    categories = _Table(folder / "categories.toml")
    emergency = _Table(folder / "emergency.toml")
    instruments = _Table(folder / "instruments.toml")
    read = Law(
        instruments={row.number: row for row in map(_instrument, instruments.rows("instrument"))},
        standard_levels=_levels(levels, "standard_level"),
        social_pension_levels=_levels(levels, "social_pension_level"),
        categories={row.code: row for row in map(_category, categories.rows("category"))},
        social_pension=tuple(
            _pension(row) for row in _Table(folder / "social_pension.toml").rows("social_pension")
        ),
        care_support={
            row.code: row
            for row in map(_care, _Table(folder / "care_support.toml").rows("care_support"))
        },
        emergency=emergency.sections(),
        emergency_unverified_from=emergency.row().day("unverified_from"),
    )
    _check_citations(read, folder)
    return read


class _Table:
    """One TOML file; knows its name so that complaints can name it."""

    def __init__(self, path: Table) -> None:
        self.path = path
        try:
            self.data = tomllib.loads(path.read_text(encoding="utf-8"))
        # ValueError: no TOML, no text, or a number of thousands of digits.
        except (OSError, ValueError, RecursionError) as found:
            broken(path, str(found))

    def rows(self, name: str) -> list[_Row]:
        found = self.data.get(name)
        if not isinstance(found, list) or not found or set(self.data) - _TABLES:
            broken(self.path, name)
        return [_Row(self.path, row) for row in found]

    def row(self) -> _Row:
        plain = {key: value for key, value in self.data.items() if not isinstance(value, dict)}
        return _Row(self.path, plain)

    def sections(self) -> dict[str, dict[str, int | str]]:
        found: dict[str, dict[str, int | str]] = {}
        for name, section in self.data.items():
            if not isinstance(section, dict):
                continue
            if "legal" not in section or any(
                not isinstance(value, int | str) or isinstance(value, bool)
                for value in section.values()
            ):
                broken(self.path, name)
            found[name] = dict(section)
        if set(found) != _EMERGENCY:
            broken(self.path, ", ".join(sorted(set(found) ^ _EMERGENCY)))
        return found


_TABLES = {
    "instrument",
    "standard_level",
    "social_pension_level",
    "category",
    "social_pension",
    "care_support",
}
_EMERGENCY = {
    "food",
    "goods",
    "injury",
    "funeral_emergency",
    "funeral_recipient",
    "funeral_social_pension",
    "funeral_facility",
    "housing_rebuild",
    "housing_move",
    "housing_repair",
    "protection",
    "work",
    "facility",
}


class _Row:
    """One row being read; every key must be asked for exactly, nothing may be left over."""

    def __init__(self, path: Table, data: Any) -> None:
        if not isinstance(data, dict):
            broken(path, repr(data))
        self.path = path
        self.data: dict[str, Any] = data
        self.used: set[str] = set()

    def _take(self, key: str, kind: type, *, needed: bool = True) -> Any:
        self.used.add(key)
        value = self.data.get(key)
        if (value is None and needed) or (value is not None and type(value) is not kind):
            broken(self.path, f"{key} = {value!r}")
        return value

    def text(self, key: str) -> str:
        value: str = self._take(key, str)
        return value

    def text_or_none(self, key: str) -> str | None:
        value: str | None = self._take(key, str, needed=False)
        return value

    def whole(self, key: str, default: int) -> int:
        value = self._take(key, int, needed=False)
        return default if value is None else int(value)

    def day(self, key: str) -> date:
        value: date = self._take(key, date)
        return value

    def day_or_none(self, key: str) -> date | None:
        value: date | None = self._take(key, date, needed=False)
        return value

    def yes(self, key: str) -> bool:
        value: bool = self._take(key, bool)
        return value

    def rows(self, key: str) -> list[_Row]:
        return [_Row(self.path, row) for row in self._take(key, list)]

    def coefficient(self) -> Decimal:
        text = self.text("coefficient")
        try:
            value = Decimal(text)
        except InvalidOperation:
            broken(self.path, text)
        if value.as_tuple().exponent != -1 or value <= 0:
            broken(self.path, text)
        return value

    def done(self) -> None:
        if left := set(self.data) - self.used:
            broken(self.path, ", ".join(sorted(left)))


def _instrument(row: _Row) -> Instrument:
    found = Instrument(
        number=row.text("number"),
        title=row.text("title"),
        in_force=row.day("in_force"),
        verified=row.yes("verified"),
        source=row.text("source"),
    )
    row.done()
    return found


def _levels(table: _Table, name: str) -> tuple[Level, ...]:
    found: list[Level] = []
    for row in table.rows(name):
        level = Level(
            first_day=row.day("from"),
            last_day=row.day_or_none("to"),
            vnd=row.whole("vnd", 0),
            legal=row.text("legal"),
            verified=row.yes("verified"),
        )
        row.done()
        if level.vnd <= 0:
            broken(table.path, f"{name} {level.first_day}: vnd")
        before = found[-1].last_day if found else None
        if found and (before is None or level.first_day - before != timedelta(days=1)):
            broken(table.path, f"{name} {level.first_day}: from")
        found.append(level)
    if found[-1].last_day is not None:
        broken(table.path, f"{name}: to")
    return tuple(found)


def _category(row: _Row) -> Category:
    bands = []
    for part in row.rows("bands"):
        bands.append(
            Band(
                from_age=part.whole("from_age", 0),
                below_age=part.whole("below_age", NO_LIMIT),
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


def _pension(row: _Row) -> PensionRow:
    found = PensionRow(
        code=row.text("code"),
        label=row.text("label"),
        legal=row.text("legal"),
        first_day=row.day("from"),
        from_age=row.whole("from_age", 0),
        below_age=row.whole("below_age", NO_LIMIT),
    )
    row.done()
    return found


def _care(row: _Row) -> CareRow:
    found = CareRow(code=row.text("code"), legal=row.text("legal"), coefficient=row.coefficient())
    row.done()
    return found


def _check_citations(read: Law, folder: Folder) -> None:
    """Every citation names an instrument that the list of instruments knows."""
    cited = [level.legal for level in (*read.standard_levels, *read.social_pension_levels)]
    cited += [row.legal for row in read.categories.values()]
    cited += [row.coefficient_legal for row in read.categories.values()]
    cited += [row.ended_by for row in read.categories.values() if row.ended_by]
    cited += [row.legal for row in read.social_pension]
    cited += [row.legal for row in read.care_support.values()]
    cited += [str(row["legal"]) for row in read.emergency.values()]
    for citation in cited:
        if citation.split(" Điều ")[0] not in read.instruments:
            broken(folder, citation)


def broken(path: Table | Folder, detail: str) -> NoReturn:
    """A table is not as it has to be. Raises Environment; ``params`` name file and detail."""
    raise Environment(
        "policy-data-broken",
        N_("The law file {file} is damaged ({detail}). Install the program again."),
        file=path.name,
        detail=detail,
    )
