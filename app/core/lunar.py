"""The Vietnamese lunar calendar, computed offline for the time zone UTC+7.

A month begins on the day, in Vietnam, of the new moon; the month with the winter solstice is
the eleventh; between two eleventh months with thirteen moons, the first month without a major
solar term (multiple of 30° of the sun's longitude) is the leap one. Positions follow the short
series of Meeus, "Astronomical Algorithms", which are exact to minutes; that is enough for the
years 1900–2100, and the official days of Tết are in the tests.

Floats here are astronomy, they never meet money or a limit of the law except as a whole day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from math import floor, pi, sin

_SYNODIC_MONTH = 29.530588853
_FIRST_NEW_MOON = 2415021.076998695
_J2000 = 2451545.0
_JULIAN_DAY_OF_ORDINAL = 1721425
_ZONE_DAYS = 7 / 24
_DEGREE = pi / 180

WINTER_SOLSTICE_TERM = 9
"""The sun's longitude from 270°, in steps of 30°."""


@dataclass(frozen=True, slots=True, order=True)
class LunarDate:
    """A day of the lunar calendar; a leap month follows the ordinary one of its number."""

    year: int
    month: int
    leap: bool
    day: int


@cache
def tet(year: int) -> date:
    """The first day of the first lunar month of ``year``."""
    return to_solar(LunarDate(year, 1, False, 1))


def to_solar(lunar: LunarDate) -> date:
    """The calendar day of a lunar one.

    Raises:
        ValueError: the month has no such day, or the year has no such leap month.
    """
    for month, leap, start, end in _months(lunar.year - (lunar.month < 11)):
        if month == lunar.month and leap == lunar.leap:
            if 1 <= lunar.day <= (end - start).days:
                return start + timedelta(lunar.day - 1)
            break
    raise ValueError(f"no lunar day {lunar}")


def to_lunar(day: date) -> LunarDate:
    """The lunar day of a calendar day."""
    cycle = day.year if day >= _eleventh_month(day.year) else day.year - 1
    for month, leap, start, end in _months(cycle):
        if start <= day < end:
            year = cycle + (month < 11)
            return LunarDate(year, month, leap, (day - start).days + 1)
    raise AssertionError("the months of a cycle leave no day out")


@cache
def _months(cycle: int) -> tuple[tuple[int, bool, date, date], ...]:
    """Months from the eleventh of ``cycle`` up to before the next eleventh.

    Each with its number, whether it is a leap month, its first day and the day after its last.
    """
    first, after = _eleventh_month(cycle), _eleventh_month(cycle + 1)
    moon = _moon_of(first)
    starts = []
    while (start := _new_moon_day(moon)) < after:
        starts.append(start)
        moon += 1
    starts.append(after)
    leap_wanted = len(starts) - 1 == 13
    months: list[tuple[int, bool, date, date]] = []
    number = 11
    for start, end in pairwise(starts):
        leap = leap_wanted and bool(months) and _solar_term(start) == _solar_term(end)
        if leap:
            leap_wanted = False
        elif months:
            number = number % 12 + 1
        months.append((number, leap, start, end))
    return tuple(months)


@cache
def _eleventh_month(year: int) -> date:
    """The first day of the month in which the winter solstice of ``year`` falls."""
    moon = _moon_of(date(year, 12, 31))
    day = _new_moon_day(moon)
    return _new_moon_day(moon - 1) if _solar_term(day) >= WINTER_SOLSTICE_TERM else day


def _moon_of(day: date) -> int:
    """The number of the last new moon on or before ``day`` (0 is that of 1/1/1900)."""
    julian = day.toordinal() + _JULIAN_DAY_OF_ORDINAL
    moon = floor((julian - _FIRST_NEW_MOON) / _SYNODIC_MONTH) + 1
    while _new_moon_day(moon) > day:
        moon -= 1
    return moon


@cache
def _new_moon_day(moon: int) -> date:
    """The day in Vietnam on which the new moon of that number falls."""
    return _day_in_vietnam(_new_moon(moon))


def _day_in_vietnam(julian: float) -> date:
    return date.fromordinal(floor(julian + 0.5 + _ZONE_DAYS) - _JULIAN_DAY_OF_ORDINAL)


def _new_moon(moon: int) -> float:
    """The moment of a new moon as a Julian day in universal time (Meeus, chapter 32, 1982)."""
    century = moon / 1236.85
    square, cube = century**2, century**3
    mean = (
        2415020.75933
        + 29.53058868 * moon
        + 0.0001178 * square
        - 0.000000155 * cube
        + 0.00033 * sin((166.56 + 132.87 * century - 0.009173 * square) * _DEGREE)
    )
    sun = (359.2242 + 29.10535608 * moon - 0.0000333 * square - 0.00000347 * cube) * _DEGREE
    lune = (306.0253 + 385.81691806 * moon + 0.0107306 * square + 0.00001236 * cube) * _DEGREE
    node = (21.2964 + 390.67050646 * moon - 0.0016528 * square - 0.00000239 * cube) * _DEGREE
    shift = (
        (0.1734 - 0.000393 * century) * sin(sun)
        + 0.0021 * sin(2 * sun)
        - 0.4068 * sin(lune)
        + 0.0161 * sin(2 * lune)
        - 0.0004 * sin(3 * lune)
        + 0.0104 * sin(2 * node)
        - 0.0051 * sin(sun + lune)
        - 0.0074 * sin(sun - lune)
        + 0.0004 * sin(2 * node + sun)
        - 0.0004 * sin(2 * node - sun)
        - 0.0006 * sin(2 * node + lune)
        + 0.0010 * sin(2 * node - lune)
        + 0.0005 * sin(sun + 2 * lune)
    )
    return mean + shift - _clock_drift(century)


def _clock_drift(century: float) -> float:
    """Dynamical minus universal time in days, for centuries counted from 1900."""
    return -0.000278 + 0.000265 * century + 0.000262 * century**2


def _solar_term(day: date) -> int:
    """In which twelfth of the sun's way the day begins in Vietnam (0 from the March equinox)."""
    julian = day.toordinal() + _JULIAN_DAY_OF_ORDINAL - 0.5 - _ZONE_DAYS
    century = (julian - _J2000) / 36525
    square = century**2
    anomaly = (
        357.52910 + 35999.05030 * century - 0.0001559 * square - 0.00000048 * century * square
    ) * _DEGREE
    centre = (
        (1.914600 - 0.004817 * century - 0.000014 * square) * sin(anomaly)
        + (0.019993 - 0.000101 * century) * sin(2 * anomaly)
        + 0.000290 * sin(3 * anomaly)
    )
    longitude = 280.46645 + 36000.76983 * century + 0.0003032 * square + centre
    return floor(longitude % 360 / 30)
