"""The day in Vietnam, whatever the computer's own zone; a clock that stands still."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import VIETNAM, FixedClock, ShiftedClock, SystemClock, local


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2025, 12, 31, 16, 59, tzinfo=UTC), date(2025, 12, 31)),
        (datetime(2025, 12, 31, 17, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_the_day_begins_at_midnight_in_vietnam(utc: datetime, day: date) -> None:
    clock = FixedClock(utc)
    assert clock.today() == day
    assert local(clock.now_ms()).date() == day


def test_a_fixed_clock_stands_until_it_is_moved() -> None:
    clock = FixedClock.on(date(2026, 2, 28), hour=23)
    assert clock.now_ms() == clock.now_ms() == 1_772_294_400_000
    clock.advance(hours=1)
    assert clock.today() == date(2026, 3, 1)
    assert clock.now_ms() == 1_772_298_000_000


def test_the_computers_clock_agrees_with_itself() -> None:
    clock = SystemClock()
    before = clock.now_ms()
    days = {clock.today(), local(before).date()}
    assert before <= clock.now_ms()
    assert max(days).toordinal() - min(days).toordinal() <= 1
    assert before > 1_700_000_000_000, "milliseconds, not seconds"


@given(st.integers(0, 4_102_444_800_000))
def test_milliseconds_and_the_time_of_day_are_two_views(ms: int) -> None:
    at = local(ms)
    assert at.tzinfo == VIETNAM
    assert abs(at.timestamp() * 1000 - ms) < 1


def test_a_corrected_date_keeps_the_hour() -> None:
    base = FixedClock.on(date(2010, 1, 1), hour=9)
    clock = ShiftedClock(base)
    assert (clock.today(), clock.now_ms()) == (base.today(), base.now_ms())
    clock.shift += date(2026, 11, 22) - clock.today()
    assert clock.today() == date(2026, 11, 22)
    assert local(clock.now_ms()).hour == 9
