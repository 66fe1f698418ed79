"""Điều 5.1 and 6.1.a."""

from __future__ import annotations

import pytest

from app.policy.facts import ORPHAN_GROUNDS
from app.policy.outcome import Verdict
from app.policy.rules import orphan
from tests.unit.policy.invented import case, facts, told


@pytest.mark.parametrize("ground", ORPHAN_GROUNDS)
@pytest.mark.parametrize(
    ("age", "coefficient"),
    [(0, "2.5"), (3, "2.5"), (4, "1.5"), (15, "1.5")],  # Điều 6.1.a: under 4, from 4
)
def test_each_ground_by_age(ground: str, age: int, coefficient: str) -> None:
    found = told(orphan.assess(case("2022-05-10", age, facts(k1_ground=ground))))
    assert found == {f"5.1.{ground}": (Verdict.GRANTED, coefficient)}


@pytest.mark.parametrize(
    ("age", "ground", "code", "word"),
    [
        (16, "b", "5.1.b", "under 16"),  # Điều 5.1: dưới 16 tuổi
        (10, None, "5.1", "eleven grounds"),  # Điều 5.1: none of a–l
    ],
)
def test_refusals(age: int, ground: str | None, code: str, word: str) -> None:
    [finding] = orphan.assess(case("2022-05-10", age, facts(k1_ground=ground)))
    assert (finding.code, finding.verdict) == (code, Verdict.REFUSED)
    assert word in finding.reasons[0].message
