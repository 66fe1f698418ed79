"""Levels by day (Điều 4.2, NĐ 76/2024, NĐ 335/2026, NĐ 176/2025)."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import Correctable
from app.policy.calendar import require_known, social_pension_level, standard_level


@pytest.mark.parametrize(
    ("on", "vnd", "verified"),
    [
        (date(2021, 7, 1), 360_000, True),
        (date(2024, 6, 30), 360_000, True),
        (date(2024, 7, 1), 500_000, True),
        (date(2025, 6, 30), 500_000, True),
        (date(2025, 7, 1), 500_000, True),
        (date(2026, 6, 30), 500_000, True),
        (date(2026, 7, 1), 540_000, False),
        (date(2030, 1, 1), 540_000, False),
    ],
)
def test_standard_level(on: date, vnd: int, verified: bool) -> None:
    level = standard_level(on)
    assert (level.vnd, level.verified) == (vnd, verified)


@pytest.mark.parametrize(
    ("on", "vnd"),
    [
        (date(2025, 6, 30), None),
        (date(2025, 7, 1), 500_000),
        (date(2026, 6, 30), 500_000),
        (date(2026, 7, 1), 540_000),
    ],
)
def test_social_pension_level(on: date, vnd: int | None) -> None:
    level = social_pension_level(on)
    assert (level and level.vnd) == vnd


def test_no_law_before_july_2021() -> None:
    require_known(date(2021, 7, 1))
    with pytest.raises(Correctable) as refused:
        standard_level(date(2021, 6, 30))
    assert refused.value.field == "date"
