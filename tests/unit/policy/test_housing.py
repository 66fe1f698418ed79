"""Điều 15."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.policy.emergency import Cause
from app.policy.housing import Damage, Hardship, housing

ON = date(2024, 8, 1)


@pytest.mark.parametrize(
    ("damage", "hardship", "told", "vnd", "asked"),
    [
        (Damage.DESTROYED, Hardship.POOR, {"no_place_to_live": True}, 40_000_000, 0),  # 15.1
        (Damage.DESTROYED, Hardship.HARDSHIP, {}, 40_000_000, 1),
        (Damage.DESTROYED, Hardship.NONE, {"no_place_to_live": True}, 0, 0),
        (Damage.DESTROYED, Hardship.POOR, {"no_place_to_live": False}, 0, 0),
        (Damage.MUST_MOVE, Hardship.NONE, {"ordered_to_move": True}, 30_000_000, 0),  # 15.2: any
        (Damage.MUST_MOVE, Hardship.POOR, {}, 30_000_000, 1),
        (Damage.MUST_MOVE, Hardship.POOR, {"ordered_to_move": False}, 0, 0),
        (Damage.BADLY_DAMAGED, Hardship.NEAR_POOR, {"habitable": False}, 20_000_000, 0),  # 15.3
        (Damage.BADLY_DAMAGED, Hardship.NEAR_POOR, {"habitable": True}, 0, 0),
        (Damage.BADLY_DAMAGED, Hardship.NONE, {"habitable": False}, 0, 0),
        (Damage.BADLY_DAMAGED, Hardship.POOR, {}, 20_000_000, 1),
        (Damage.SLIGHT, Hardship.POOR, {}, 0, 0),
        (Damage.MUST_MOVE, Hardship.POOR, {"cause": Cause.TRAFFIC}, 0, 0),
        (Damage.MUST_MOVE, Hardship.POOR, {"cause": Cause.FIRE, "households": 3}, 90_000_000, 1),
    ],
)
def test_minimum(
    damage: Damage, hardship: Hardship, told: dict[str, Any], vnd: int, asked: int
) -> None:
    found = housing(ON, damage=damage, hardship=hardship, **told)
    assert (found.amount, len(found.questions)) == (vnd, asked)
    assert found.reasons


def test_sums_are_fixed_whatever_the_level() -> None:
    sums = {
        housing(day, damage=Damage.MUST_MOVE, hardship=Hardship.POOR).amount
        for day in (date(2022, 1, 1), date(2025, 1, 1), date(2026, 8, 1))
    }
    assert sums == {30_000_000}
