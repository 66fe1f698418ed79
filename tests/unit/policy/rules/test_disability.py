"""Điều 5.6 and 6.1.e."""

from __future__ import annotations

import pytest

from app.policy.facts import Disability
from app.policy.outcome import Verdict
from app.policy.rules import disability
from tests.unit.policy.invented import case, facts, told

EXTREME, SEVERE = Disability.EXTREME, Disability.SEVERE


@pytest.mark.parametrize(
    ("degree", "age", "coefficient"),
    [
        (EXTREME, 0, "2.5"),
        (EXTREME, 15, "2.5"),  # trẻ em
        (EXTREME, 16, "2.0"),
        (EXTREME, 59, "2.0"),
        (EXTREME, 60, "2.5"),  # người cao tuổi
        (SEVERE, 15, "2.0"),
        (SEVERE, 16, "1.5"),
        (SEVERE, 59, "1.5"),
        (SEVERE, 60, "2.0"),
        (SEVERE, 101, "2.0"),
    ],
)
def test_degree_and_age(degree: Disability, age: int, coefficient: str) -> None:
    found = told(disability.assess(case("2022-05-10", age, facts(disability=degree))))
    assert found == {"5.6": (Verdict.GRANTED, coefficient)}


@pytest.mark.parametrize("degree", [Disability.MILD, None])
def test_mild_or_no_certificate(degree: Disability | None) -> None:
    found = told(disability.assess(case("2022-05-10", 30, facts(disability=degree))))
    assert found == {"5.6": (Verdict.REFUSED, None)}
