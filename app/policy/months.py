"""Calendar months: counting them, and the day some months later.

Rule kept (Bộ luật Dân sự 2015 Điều 148): a period of months ends with the same day of its last
month, or with that month's last day when it has no such day.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date


def first_of(day: date) -> date:
    """The first day of the month of ``day``."""
    return day.replace(day=1)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), or the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_text(day: date) -> str:
    """``YYYY-MM`` of a day."""
    return f"{day.year:04}-{day.month:02}"


def months_between(first: date, last: date) -> Iterator[date]:
    """The first day of every month from that of ``first`` to that of ``last``."""
    month = first_of(first)
    while month <= last:
        yield month
        month = add_months(month, 1)
