"""Invented people for the tests of the law: short builders of facts and cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from app.core.partial_date import PartialDate
from app.policy.calendar import standard_level
from app.policy.case import Case
from app.policy.facts import Child, Facts, Person, Poverty, Readings
from app.policy.outcome import Finding, Outcome, Verdict

POOR, NEAR, NONE = Poverty.POOR, Poverty.NEAR_POOR, Poverty.NONE


def born(text: str) -> PartialDate:
    return PartialDate.from_iso(text)


def child(dob: str, *, studying: bool = False) -> Child:
    return Child(born(dob), studying=studying)


def facts(
    dob: str = "1990-01-01",
    *,
    poverty: Poverty = NONE,
    hard_area: bool = False,
    **person: Any,
) -> Facts:
    return Facts(Person(born(dob), **person), poverty=poverty, hard_area=hard_area)


def case(
    on: str, age: int, known: Facts, *, children: int = 0, open_children: int = 0, **reading: Any
) -> Case:
    day = date.fromisoformat(on)
    return Case(known, day, age, standard_level(day), Readings(**reading), children, open_children)


def told(findings: tuple[Finding, ...]) -> dict[str, tuple[Verdict, str | None]]:
    """Code → verdict and coefficient; of two findings of one code the later is kept under "?"."""
    found: dict[str, tuple[Verdict, str | None]] = {}
    for finding in findings:
        coefficient = None if finding.coefficient is None else str(finding.coefficient)
        code = finding.code + "?" if finding.code in found else finding.code
        found[code] = finding.verdict, coefficient
    return found


def paid(outcome: Outcome) -> list[tuple[str, Decimal | None, int]]:
    return [(row.code, row.coefficient, row.monthly_vnd) for row in outcome.entitlements]
