"""The legal clock: which days are worked, and when a limit of days runs out.

Sources: Bộ luật Lao động 2019 Điều 111 khoản 3 (a holiday on a weekend is made good on the next
working day), Điều 112 (holidays; the Prime Minister fixes Tết and the second day of Quốc khánh
each year); Bộ luật Dân sự 2015 Điều 147 (the first day of a limit is not counted).
Where a year is not announced yet, the usual pattern is taken and :func:`announced` says so. What
is announced is a table, the program's own or that of the law in use.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from app.core.holidays import Holidays, read_holidays
from app.core.lunar import LunarDate, tet, to_solar
from app.core.paths import resource

WEEKEND, IN_LIEU, SWAPPED = "weekend", "in_lieu", "swapped"
NEW_YEAR, TET, HUNG_KINGS = "new_year", "tet", "hung_kings"
VICTORY, LABOUR, NATIONAL = "victory_day", "labour_day", "national_day"

TET_DAYS = 5
SECOND_NATIONAL_DAY_FROM = 2021
"""Two days for Quốc khánh since Bộ luật Lao động 2019 came into force on 1/1/2021."""

_SATURDAY = 5
_ONE_DAY = timedelta(1)
_USUAL_TET_DAYS_BEFORE = 1
# By weekday of 2/9, Monday first: the neighbour that makes the longest rest, as chosen so far.
_USUAL_SECOND_DAY = (1, -1, -1, 1, -1, -1, 1)


class _Calendar:
    """The days off that follow from one table, each year reckoned once."""

    def __init__(self, told: Holidays) -> None:
        self.told = told
        self._years: dict[int, dict[date, str]] = {}

    def days_off(self, year: int) -> dict[date, str]:
        """Holidays of a year with the days in lieu of those that fall on a weekend."""
        if year not in self._years:
            self._years[year] = _days_off(self.told, year)
        return self._years[year]


@cache
def _shipped() -> _Calendar:
    table = resource("policy", "holidays.toml").read_text(encoding="utf-8")
    return _Calendar(read_holidays(table))


_in_use: list[_Calendar] = []  # empty, or that of a law which came in a pack


def use(told: Holidays | None) -> None:
    """From now on, reckon with ``told``; None: with the program's own table again."""
    _in_use[:] = [] if told is None else [_Calendar(told)]


def _calendar() -> _Calendar:
    return _in_use[-1] if _in_use else _shipped()


def is_working_day(day: date) -> bool:
    """Whether offices work on that day."""
    return why_off(day) is None


def why_off(day: date) -> str | None:
    """Why offices rest: one of the words of this module, or None on a working day."""
    calendar = _calendar()
    if day in calendar.told.swapped_worked:
        return None
    if (holiday := calendar.days_off(day.year).get(day)) is not None:
        return holiday
    if day in calendar.told.swapped_off:
        return SWAPPED
    return WEEKEND if day.weekday() >= _SATURDAY else None


def announced(year: int) -> bool:
    """Whether the days of Tết and Quốc khánh of a year are decided, not just usual."""
    return year in _calendar().told.tet_days_before


def add_working_days(start: date, days: int) -> date:
    """The day on which ``days`` working days after ``start`` are over; 0 gives ``start``.

    Raises:
        ValueError: a negative count.
    """
    if days < 0:
        raise ValueError("a limit of days is never negative")
    day = start
    while days:
        day += _ONE_DAY
        days -= is_working_day(day)
    return day


def working_days_left(today: date, due: date) -> int:
    """Working days after ``today`` up to and with ``due``; negative when ``due`` is past."""
    if due < today:
        return -working_days_left(due, today)
    span = range((due - today).days)
    return sum(is_working_day(today + timedelta(passed + 1)) for passed in span)


def deadline(start: date, days: int, *, working: bool) -> date:
    """The last day of a limit that began on ``start`` (which is not counted).

    Args:
        working: the text says "ngày làm việc". Where it says only "ngày" (as for emergency
            support, Nghị định 20/2021/NĐ-CP Điều 12 and 13) days are counted as they come and
            the end is not moved off a weekend: what is told is never later than the law.
    """
    return add_working_days(start, days) if working else start + timedelta(days)


def _days_off(told: Holidays, year: int) -> dict[date, str]:
    days = _holidays(told, year)
    for holiday in sorted(days):
        if holiday.weekday() >= _SATURDAY:
            instead = holiday
            while instead.weekday() >= _SATURDAY or instead in days:
                instead += _ONE_DAY
            days[instead] = IN_LIEU
    return days


def _holidays(told: Holidays, year: int) -> dict[date, str]:
    days = {
        date(year, 1, 1): NEW_YEAR,
        to_solar(LunarDate(year, 3, False, 10)): HUNG_KINGS,
        date(year, 4, 30): VICTORY,
        date(year, 5, 1): LABOUR,
        date(year, 9, 2): NATIONAL,
    }
    before = told.tet_days_before.get(year, _USUAL_TET_DAYS_BEFORE)
    first = tet(year) - timedelta(before)
    days |= {first + timedelta(place): TET for place in range(TET_DAYS)}
    if year >= SECOND_NATIONAL_DAY_FROM:
        also = told.national_day_also.get(year) or _usual_second_day(year)
        days[also] = NATIONAL
    return days


def _usual_second_day(year: int) -> date:
    national_day = date(year, 9, 2)
    return national_day + timedelta(_USUAL_SECOND_DAY[national_day.weekday()])
