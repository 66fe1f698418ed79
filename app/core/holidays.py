"""What the State decides about days off year by year, read exactly from a table.

Fixed days, Giỗ Tổ and days in lieu are computed (``working_days``); the days around Tết, the
second day of Quốc khánh (Bộ luật Lao động 2019 Điều 112 khoản 3) and swapped days are told here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

MOST_TET_DAYS_BEFORE = 4  # of the five days of Tết, how many lie before its first
CHECKED = ("press", "recalled", "notice")
_FIRST_WEEKEND_DAY = 5


@dataclass(frozen=True, slots=True)
class Holidays:
    """By year: days of Tết before its first, the other day of Quốc khánh; and swapped days."""

    tet_days_before: Mapping[int, int]
    national_day_also: Mapping[int, date]
    swapped_off: frozenset[date]
    swapped_worked: frozenset[date]


def read_holidays(text: str) -> Holidays:
    """The table ``holidays.toml``. Raises ValueError that names the place."""
    try:
        told = tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if set(told) != {"year", "swap"}:
        raise ValueError(", ".join(sorted(set(told) ^ {"year", "swap"})))
    before: dict[int, int] = {}
    also: dict[int, date] = {}
    for row in _rows(told, "year"):
        year = _whole(row, "year", 2000, 2199)
        if year in before:
            raise ValueError(f"year = {year}")
        before[year] = _whole(row, "tet_days_before", 0, MOST_TET_DAYS_BEFORE)
        also[year] = _day(row, "national_day_also")
        if also[year] not in (date(year, 9, 1), date(year, 9, 3)):
            raise ValueError(f"national_day_also = {also[year]}")
        _end(row)
    off, worked = set(), set()
    for row in _rows(told, "swap"):
        rested, made_good = _day(row, "off"), _day(row, "worked")
        if not rested.weekday() < _FIRST_WEEKEND_DAY <= made_good.weekday():
            raise ValueError(f"off = {rested}")
        off.add(rested)
        worked.add(made_good)
        _end(row)
    return Holidays(before, also, frozenset(off), frozenset(worked))


def _rows(told: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = told[name]
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise ValueError(name)
    return found


def _whole(row: dict[str, Any], key: str, least: int, most: int) -> int:
    value = row.pop(key, None)
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{key} = {value!r}")
    return value


def _day(row: dict[str, Any], key: str) -> date:
    value = row.pop(key, None)
    if type(value) is not date:
        raise ValueError(f"{key} = {value!r}")
    return value


def _end(row: dict[str, Any]) -> None:
    """Every row names its source, and nothing is left over."""
    source, checked = row.pop("source", None), row.pop("checked", None)
    if not isinstance(source, str) or not source or checked not in CHECKED:
        raise ValueError(f"source = {source!r}, checked = {checked!r}")
    if row:
        raise ValueError(", ".join(sorted(row)))
