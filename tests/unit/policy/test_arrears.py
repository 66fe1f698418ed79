"""Điều 34.4: what is still owed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.policy import arrears


@pytest.mark.parametrize(
    ("coefficient", "first", "last", "paid", "vnd", "asked"),
    [
        ("1.5", "2022-08", "2022-10", {}, 1_620_000, 0),
        ("1.5", "2024-06", "2024-07", {}, 540_000 + 750_000, 0),  # the level rises
        ("1.5", "2026-07", "2026-08", {"2026-07": 750_000, "2026-08": 750_000}, 120_000, 0),
        (None, "2025-06", "2025-08", {}, 1_000_000, 0),  # social pension from 7/2025
        ("1.0", "2022-08", "2022-08", {"2022-08": 400_000}, 0, 1),  # no rule on recovery
    ],
)
def test_arrears(
    coefficient: str | None, first: str, last: str, paid: dict[str, int], vnd: int, asked: int
) -> None:
    found = arrears.still_owed(
        None if coefficient is None else Decimal(coefficient),
        date.fromisoformat(first + "-01"),
        date.fromisoformat(last + "-01"),
        paid={date.fromisoformat(month + "-01"): sum_ for month, sum_ in paid.items()},
    )
    assert (found.answer, len(found.questions)) == (vnd, asked)
    assert found.verified is (last < "2026-07")
