"""The dated law as data, read from ``resources/policy/*.toml`` and checked before use.

Rules kept: a row says from when to when it holds, which article it rests on and whether somebody
has read that article; rows of one table neither overlap nor leave a gap; coefficients are
``Decimal`` made from text and sums are whole đồng. A broken file is never half used. What follows
from the figures is code, and so are the layouts of the papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.core import working_days
from app.core.errors import Environment
from app.core.holidays import Holidays, read_holidays
from app.core.i18n import N_
from app.core.paths import resource
from app.policy.figures import Folder, Table
from app.policy.limit_rows import Rule, read_limits
from app.policy.procedure_rows import Procedure, read_procedures
from app.policy.reading import OpenTable, Row, broken
from app.policy.rows import (
    CareRow,
    Category,
    Instrument,
    Level,
    PensionRow,
    read_care,
    read_category,
    read_instrument,
    read_levels,
    read_pension,
)

UNKNOWN_ACT = "policy-act-unknown"
TABLES = frozenset(
    f"{name}.toml"
    for name in (
        "care_support",
        "categories",
        "emergency",
        "emergency_clock",
        "holidays",
        "instruments",
        "levels",
        "procedures",
        "social_pension",
    )
)
"""What a pack may bring."""

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
    procedures: tuple[Procedure, ...]
    limits: tuple[Rule, ...]
    holidays: Holidays

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
    """From now on, let ``law`` answer this one; None: the program's own again.

    Working days are reckoned by its holidays.
    """
    _in_use[:] = [] if taken is None else [taken]
    working_days.use(None if taken is None else taken.holidays)


def read_law(folder: Folder) -> Law:
    """Read and check every table of ``folder``.

    Raises:
        Environment: a file is missing, is no TOML or breaks its schema; ``params`` name it.
    """

    def rows(name: str) -> list[Row]:
        return OpenTable(folder / f"{name}.toml").rows(name)

    levels, emergency = (OpenTable(folder / f"{name}.toml") for name in ("levels", "emergency"))
    acts = OpenTable(folder / "instruments.toml").rows("instrument")
    categories = OpenTable(folder / "categories.toml").rows("category")
    read = Law(
        instruments={act.number: act for act in map(read_instrument, acts)},
        standard_levels=read_levels(levels, "standard_level", "social_pension_level"),
        social_pension_levels=read_levels(levels, "social_pension_level", "standard_level"),
        categories={one.code: one for one in map(read_category, categories)},
        social_pension=tuple(map(read_pension, rows("social_pension"))),
        care_support={one.code: one for one in map(read_care, rows("care_support"))},
        emergency=_sections(emergency),
        emergency_unverified_from=emergency.row().day("unverified_from"),
        procedures=read_procedures(OpenTable(folder / "procedures.toml")),
        limits=read_limits(OpenTable(folder / "emergency_clock.toml")),
        holidays=_holidays(folder / "holidays.toml"),
    )
    _check_citations(read)
    return read


def _sections(table: OpenTable) -> dict[str, dict[str, int | str]]:
    found = table.sections()
    if set(found) != _EMERGENCY:
        broken(table.path, ", ".join(sorted(set(found) ^ _EMERGENCY)))
    return found


def _holidays(path: Table) -> Holidays:
    try:
        return read_holidays(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        broken(path, str(error))


def _check_citations(read: Law) -> None:
    """Every citation names an instrument that the list of instruments knows."""
    cited = [level.legal for level in (*read.standard_levels, *read.social_pension_levels)]
    cited += [row.legal for row in read.categories.values()]
    cited += [row.coefficient_legal for row in read.categories.values()]
    cited += [row.ended_by for row in read.categories.values() if row.ended_by]
    cited += [row.legal for row in read.social_pension]
    cited += [row.legal for row in read.care_support.values()]
    cited += [str(row["legal"]) for row in read.emergency.values()]
    cited += [row.legal for row in read.procedures]
    cited += [row.legal for row in read.limits]
    for citation in cited:
        if citation.split(" Điều ")[0] not in read.instruments:
            raise Environment(
                UNKNOWN_ACT,
                N_("The law files cite {citation}, which none of them lists. Install the program "
                   "again."),
                citation=citation,
            )  # fmt: skip
