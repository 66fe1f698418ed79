"""The table of days that the State decides: read exactly, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.holidays import read_holidays
from app.core.paths import resource

TEXT = resource("policy", "holidays.toml").read_text(encoding="utf-8")


def test_the_programs_own_table() -> None:
    found = read_holidays(TEXT)
    assert found.tet_days_before[2026] == 1
    assert found.national_day_also[2026] == date(2026, 9, 1)
    assert date(2026, 8, 31) in found.swapped_off
    assert date(2026, 8, 22) in found.swapped_worked


def test_a_table_may_tell_nothing() -> None:
    found = read_holidays("year = []\nswap = []\n")
    assert not found.tet_days_before
    assert not found.swapped_off


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("year = 2026", "year = 2025"),  # told twice
        ("year = 2026", "year = 26"),
        ("year = 2026", "year = true"),
        ("tet_days_before = 1", "tet_days_before = 6"),
        ("tet_days_before = 1", 'tet_days_before = "1"'),
        ("national_day_also = 2026-09-01", "national_day_also = 2026-09-04"),
        ("national_day_also = 2026-09-01", "national_day_also = 2025-09-01"),
        ("national_day_also = 2026-09-01", "national_day_also = 2026-09-01T00:00:00"),
        ("off = 2026-08-31", "off = 2026-08-30"),  # a Sunday
        ("worked = 2026-08-22", "worked = 2026-08-21"),  # a Friday
        ('checked = "press"', 'checked = "somebody"'),
        ('checked = "press"', ""),
        ("[[swap]]", "[[swaps]]"),
        ("off = 2026-08-31", "off = 2026-08-31\nnote = 1"),
        ("[[year]]", "[year]"),
    ],
)
def test_anything_else_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(ValueError, match=r"."):
        read_holidays(TEXT.replace(old, new))


@pytest.mark.parametrize("text", ["x = " + "[" * 20_000, "year = 1\nswap = []", "", "x"])
def test_what_is_no_such_table(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_holidays(text)
