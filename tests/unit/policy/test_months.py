"""Months: Bộ luật Dân sự 2015 Điều 148 for days that a month has not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.months import add_months, first_of, month_text, months_between


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2022, 5, 10), 3, date(2022, 8, 10)),
        (date(2022, 11, 30), 3, date(2023, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2022, 12, 31), 1, date(2023, 1, 31)),
        (date(2022, 1, 31), -1, date(2021, 12, 31)),
    ],
)
def test_add_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_month_text_and_first_day() -> None:
    assert month_text(date(2022, 5, 31)) == "2022-05"
    assert first_of(date(2022, 5, 31)) == date(2022, 5, 1)


@given(first=st.dates(date(2021, 7, 1), date(2030, 1, 1)), count=st.integers(0, 40))
def test_months_between_has_every_month_once(first: date, count: int) -> None:
    months = list(months_between(first, add_months(first, count)))
    assert len(months) == len(set(months)) == count + 1
    assert months[0] == first_of(first)
