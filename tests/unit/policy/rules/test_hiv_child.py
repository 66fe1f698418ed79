"""Điều 5.3 and 6.1.c."""

from __future__ import annotations

import pytest

from app.policy.facts import Poverty
from app.policy.outcome import Verdict
from app.policy.rules import hiv_child
from tests.unit.policy.invented import NEAR, NONE, POOR, case, facts, told


@pytest.mark.parametrize(("age", "coefficient"), [(0, "2.5"), (3, "2.5"), (4, "2.0"), (15, "2.0")])
def test_coefficient_by_age(age: int, coefficient: str) -> None:
    found = told(hiv_child.assess(case("2022-05-10", age, facts(poverty=POOR, hiv=True))))
    assert found == {"5.3": (Verdict.GRANTED, coefficient)}


@pytest.mark.parametrize(
    ("age", "poverty", "hiv", "failing"),
    [
        (16, POOR, True, 1),  # trẻ em: dưới 16
        (10, NEAR, True, 1),  # hộ nghèo only
        (10, NONE, True, 1),
        (10, POOR, False, 1),
        (16, NONE, False, 3),
    ],
)
def test_refusals_name_every_failing_condition(
    age: int, poverty: Poverty, hiv: bool, failing: int
) -> None:
    [finding] = hiv_child.assess(case("2022-05-10", age, facts(poverty=poverty, hiv=hiv)))
    assert finding.verdict is Verdict.REFUSED
    assert len(finding.reasons) == failing
