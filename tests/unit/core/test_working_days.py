from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import working_days
from app.core.holidays import read_holidays
from app.core.paths import resource
from app.core.working_days import (
    HUNG_KINGS,
    IN_LIEU,
    NATIONAL,
    SWAPPED,
    TET,
    WEEKEND,
    add_working_days,
    announced,
    deadline,
    is_working_day,
    why_off,
    working_days_left,
)

DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))

# Mondays to Fridays on which offices rested, as the State announced them for each year.
RESTED = {
    2021: "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9",
    2022: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9",
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9",
}
WORKED_SATURDAYS = {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}


@pytest.mark.parametrize("year", RESTED)
def test_announced_years(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(n) for n in range(365)]
    rested = " ".join(
        f"{day.day}/{day.month}" for day in days if day.weekday() < 5 and not is_working_day(day)
    )
    assert rested == RESTED[year]
    worked = {day for day in days if day.weekday() >= 5 and is_working_day(day)}
    assert worked == {day for day in WORKED_SATURDAYS if day.year == year}
    assert announced(year)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 11, 21), WEEKEND),
        (date(2026, 2, 17), TET),
        (date(2026, 4, 26), HUNG_KINGS),
        (date(2026, 4, 27), IN_LIEU),
        (date(2026, 8, 31), SWAPPED),
        (date(2026, 9, 1), NATIONAL),
        (date(2026, 8, 22), None),
        (date(2026, 11, 23), None),
    ],
)
def test_why_offices_rest(day: date, reason: str | None) -> None:
    assert why_off(day) == reason


def test_a_year_not_announced_follows_the_usual_pattern() -> None:
    assert not announced(2030)
    assert why_off(date(2030, 2, 1)) == TET
    assert not is_working_day(date(2030, 9, 3))


def test_one_day_of_national_day_before_the_code_of_2019() -> None:
    assert why_off(date(2020, 9, 2)) == NATIONAL
    assert is_working_day(date(2020, 9, 1))
    assert is_working_day(date(2020, 9, 3))


def test_each_dated_fact_names_its_source() -> None:
    table = tomllib.loads(resource("policy", "holidays.toml").read_text(encoding="utf-8"))
    for row in [*table["year"], *table["swap"]]:
        assert row["source"]
        assert row["checked"] in {"press", "recalled", "notice"}
    for swap in table["swap"]:
        assert swap["off"].weekday() < 5 <= swap["worked"].weekday()


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        # Nghị định 147/2025/NĐ-CP Điều 5: ten working days, over Quốc khánh 2025
        (date(2025, 8, 25), 10, date(2025, 9, 10)),
        # received on a Friday; the day of receipt is not counted
        (date(2026, 11, 20), 2, date(2026, 11, 24)),
        # over Tết 2026
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_limits_of_working_days(start: date, days: int, due: date) -> None:
    assert add_working_days(start, days) == due
    assert deadline(start, days, working=True) == due
    assert working_days_left(start, due) == days


def test_plain_days_are_counted_as_they_come() -> None:
    # Nghị định 20/2021/NĐ-CP Điều 12 khoản 3 điểm c: 02 ngày
    assert deadline(date(2026, 2, 14), 2, working=False) == date(2026, 2, 16)


def test_a_negative_limit_is_a_slip_of_the_program() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 1, 1), -1)


@given(DAYS, st.integers(1, 40))
def test_a_limit_ends_on_a_working_day(start: date, days: int) -> None:
    due = add_working_days(start, days)
    assert is_working_day(due)
    assert working_days_left(start, due) == days
    assert working_days_left(due, start) == -days
    assert add_working_days(start, days + 1) > due


def test_another_table_counts_until_the_own_one_is_back() -> None:
    text = resource("policy", "holidays.toml").read_text(encoding="utf-8")
    monday = date(2026, 8, 31)
    assert not is_working_day(monday)
    try:
        working_days.use(read_holidays(text.replace("off = 2026-08-31", "off = 2026-09-04")))
        assert is_working_day(monday)
        assert why_off(date(2026, 9, 4)) == SWAPPED
    finally:
        working_days.use(None)
    assert not is_working_day(monday)
