from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.lunar import LunarDate, tet, to_lunar, to_solar

# The first day of Tết as it was and as it is printed in Vietnamese calendars. 2007 and 2030
# (17 February, 2 February) differ by a day from calendars of the zone UTC+8; 1985 by a month.
TET = """
1968-01-29 1969-02-16 1975-02-11 1984-02-02 1985-01-21
2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17
2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19
2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22
2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23
2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24
2040-02-12
"""


@pytest.mark.parametrize("day", TET.split())
def test_tet(day: str) -> None:
    assert tet(int(day[:4])).isoformat() == day


@pytest.mark.parametrize(
    "day",
    # Giỗ Tổ Hùng Vương, the tenth day of the third month
    [
        *("2019-04-14", "2020-04-02", "2021-04-21", "2022-04-10", "2023-04-29"),
        *("2024-04-18", "2025-04-07", "2026-04-26"),
    ],
)
def test_hung_kings_day(day: str) -> None:
    known = date.fromisoformat(day)
    assert to_lunar(known) == LunarDate(known.year, 3, False, 10)


@pytest.mark.parametrize(
    ("year", "month"), [(2020, 4), (2023, 2), (2025, 6), (2028, 5), (2031, 3), (2033, 11)]
)
def test_leap_months(year: int, month: int) -> None:
    first = to_solar(LunarDate(year, month, True, 1))
    assert to_lunar(first - timedelta(1)).month == month
    assert not to_lunar(first - timedelta(1)).leap


@pytest.mark.parametrize(
    "lunar",
    [
        LunarDate(2024, 2, True, 1),
        LunarDate(2025, 1, False, 31),
        LunarDate(2025, 13, False, 1),
        LunarDate(2025, 12, False, 0),
    ],
)
def test_days_that_no_calendar_has(lunar: LunarDate) -> None:
    with pytest.raises(ValueError, match="no lunar day"):
        to_solar(lunar)


@given(st.dates(date(1920, 1, 1), date(2090, 12, 31)))
def test_there_and_back(day: date) -> None:
    lunar = to_lunar(day)
    assert to_solar(lunar) == day
    after = to_lunar(day + timedelta(1))
    assert after > lunar
    assert after.day in (lunar.day + 1, 1)
    assert 1 <= lunar.day <= 30
