"""Completed years, birthdays, and births known in part."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.partial_date import PartialDate
from app.policy.ages import birthday, completed_years, latest_birth, possible_ages

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2006, 5, 10), date(2022, 5, 9), 15),
        (date(2006, 5, 10), date(2022, 5, 10), 16),
        (date(2006, 5, 10), date(2006, 5, 10), 0),
        (date(2006, 5, 10), date(2006, 5, 9), -1),
        (date(2004, 2, 29), date(2020, 2, 28), 15),
        (date(2004, 2, 29), date(2020, 2, 29), 16),
        (date(1948, 2, 29), date(2023, 2, 28), 74),  # no 29 February: not yet complete
        (date(1948, 2, 29), date(2023, 3, 1), 75),
        (date(1948, 12, 31), date(2024, 1, 1), 75),
    ],
)
def test_completed_years(born: date, on: date, years: int) -> None:
    assert completed_years(born, on) == years


@pytest.mark.parametrize(
    ("birth", "on", "ages"),
    [
        ("1950", date(2025, 1, 1), (74, 75)),  # born on 1 January, or later
        ("1950", date(2025, 7, 1), (74, 75)),
        ("1950", date(2025, 12, 31), (75,)),
        ("1950-07", date(2025, 6, 30), (74,)),
        ("1950-07", date(2025, 7, 1), (74, 75)),
        ("1950-07", date(2025, 7, 31), (75,)),
        ("1950-07-10", date(2025, 7, 10), (75,)),
        ("2025", date(2025, 7, 1), (0,)),  # days that have not come are no birthdays
        ("2025-08", date(2025, 7, 31), ()),
        ("2025-08-01", date(2025, 7, 31), ()),
        ("2024", date(2025, 7, 1), (0, 1)),
    ],
)
def test_possible_ages(birth: str, on: date, ages: tuple[int, ...]) -> None:
    assert possible_ages(PartialDate.from_iso(birth), on) == ages


@given(born=DAYS, years=st.integers(0, 90))
def test_birthday_is_the_first_day_of_that_age(born: date, years: int) -> None:
    day = birthday(born, years)
    assert completed_years(born, day) == years
    assert completed_years(born, day - timedelta(days=1)) == years - 1


@given(on=DAYS, age=st.integers(0, 40))
def test_latest_birth_is_the_last_that_is_old_enough(on: date, age: int) -> None:
    day = latest_birth(age, on)
    assert completed_years(day, on) >= age
    assert completed_years(day + timedelta(days=1), on) < age


@given(born=DAYS, on=DAYS)
def test_possible_ages_hold_the_real_one(born: date, on: date) -> None:
    if born > on:
        return
    real = completed_years(born, on)
    assert real in possible_ages(PartialDate(born.year), on)
    assert real in possible_ages(PartialDate(born.year, born.month), on)
    assert possible_ages(PartialDate.of(born), on) == (real,)
