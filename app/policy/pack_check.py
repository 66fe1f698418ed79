"""The program's law with a pack laid over it, and what the pack must keep for the rules.

A schema says how a row is written. The rules name rows by code and ask them at ages and on days;
a pack of good rows that leaves one of those out would stop every question to the law. Rows may be
added and figures changed; what ends does so by its last day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from app.core.paths import resource
from app.policy.figures import Overlay, Text
from app.policy.parameters import TABLES, Law, read_law, shipped
from app.policy.procedure_rows import Procedure, Step
from app.policy.reading import MOST_TIMES, MOST_VND, broken
from app.policy.rows import Category

_OLDEST = 150  # years; nobody reaches a limit beyond


def with_pack(texts: Mapping[str, str]) -> Law:
    """The program's law with the tables of a pack in place of its own.

    Raises:
        Environment: a table is not one of ours, is no TOML, breaks its schema or leaves out what
            the rules ask for.
    """
    for name in texts:
        if name not in TABLES:
            broken(Text(name, ""), "unknown")
    taken = read_law(Overlay(texts, resource("policy")))
    for table, detail in faults(shipped(), taken):
        broken(Text(table, ""), detail)
    return taken


def faults(ours: Law, taken: Law) -> Iterator[tuple[str, str]]:
    """Table and place of everything that ``taken`` lacks against the program's own law."""
    for name in ("standard_levels", "social_pension_levels"):
        if getattr(taken, name)[0].first_day > getattr(ours, name)[0].first_day:
            yield "levels.toml", name
    for table in ("categories", "care_support"):
        for code in _gone(getattr(ours, table), getattr(taken, table)):
            yield f"{table}.toml", code
    for code in ours.categories.keys() & taken.categories.keys():
        if not _reaches(ours.categories[code], taken.categories[code]):
            yield "categories.toml", code
    if {row.code for row in ours.social_pension} != {row.code for row in taken.social_pension}:
        yield "social_pension.toml", "code"
    yield from _emergency(ours, taken)
    yield from _clocks(ours, taken)


def _gone(ours: Mapping[str, object], taken: Mapping[str, object]) -> list[str]:
    return sorted(ours.keys() - taken.keys())


def _reaches(ours: Category, taken: Category) -> bool:
    """Whether every degree is there, and what had no lower or upper age still has none."""
    reach = _reach(taken)
    return all(
        degree in reach
        and (low > 0 or reach[degree][0] <= 0)
        and (high < _OLDEST or reach[degree][1] >= _OLDEST)
        for degree, (low, high) in _reach(ours).items()
    )


def _reach(category: Category) -> dict[str | None, tuple[int, int]]:
    """By degree of disability: the birthdays on which the category is reached and left."""
    found: dict[str | None, tuple[int, int]] = {}
    for band in category.bands:
        low, high = found.get(band.degree, (_OLDEST, 0))
        found[band.degree] = min(low, band.from_age), max(high, band.below_age)
    return found


def _emergency(ours: Law, taken: Law) -> Iterator[tuple[str, str]]:
    for section, row in ours.emergency.items():
        other = taken.emergency[section]
        for key, value in row.items():
            if type(other.get(key)) is not type(value) or _number(value) > _number(other[key]):
                yield "emergency.toml", f"{section}: {key}"


def _clocks(ours: Law, taken: Law) -> Iterator[tuple[str, str]]:
    """Every day that is asked about has its way and its limits; steps are entered in fields."""
    fields = {step.key: step.field for step in _steps(ours.procedures)}
    first = taken.procedures[0].first_day
    if first > ours.procedures[0].first_day or any(
        fields.get(step.key) != step.field for step in _steps(taken.procedures)
    ):
        yield "procedures.toml", f"procedure {first}"
    begins = {one.key: one.first_day for one in reversed(taken.limits)}
    for one in ours.limits:
        if begins[one.key] > one.first_day and one.first_day == min(
            other.first_day for other in ours.limits if other.key is one.key
        ):
            yield "emergency_clock.toml", one.key.value
    for year in _gone(
        {str(year): 0 for year in ours.holidays.tet_days_before},
        {str(year): 0 for year in taken.holidays.tet_days_before},
    ):
        yield "holidays.toml", year


def _steps(procedures: tuple[Procedure, ...]) -> Iterator[Step]:
    for one in procedures:
        yield from one.steps


def _number(value: int | str) -> bool:
    """Whether somebody may reckon with it: nothing below zero, nothing that fits no column."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return False
    return number.is_finite() and 0 <= number <= (MOST_VND if type(value) is int else MOST_TIMES)
