"""What two facts together say."""

from __future__ import annotations

import pytest

from app.policy.facts import Disability
from tests.unit.policy.invented import NEAR, NONE, POOR, facts


@pytest.mark.parametrize(
    ("told", "amount", "draws"),
    [
        (False, None, False),
        (True, None, True),
        (False, 0, False),
        (False, 1, True),
        (True, 0, True),
    ],
)
def test_a_told_sum_is_a_pension(told: bool, amount: int | None, draws: bool) -> None:
    assert facts(pension_or_si=told, pension_amount=amount).person.draws_pension is draws


def test_severe_disability_and_poverty() -> None:
    degrees = [Disability.EXTREME, Disability.SEVERE, Disability.MILD, None]
    severe = [facts(disability=degree).person.severely_disabled for degree in degrees]
    assert severe == [True, True, False, False]
    assert [facts(poverty=state).poor_or_near for state in (POOR, NEAR, NONE)] == [
        True,
        True,
        False,
    ]
