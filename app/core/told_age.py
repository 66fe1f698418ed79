"""Ages as elders tell them: "82 tuổi", "tuổi mụ 83", "tuổi Ất Dậu".

Rule kept: what comes out is a year told as "about", because an age says no birthday and a lunar
year begins in late January or February; where a name of the sixty-year cycle fits two lifetimes
the person is asked.
"""

from __future__ import annotations

import re
from datetime import date

from app.core.lunar import to_lunar
from app.core.names import fold

OLDEST = 115
"""Years of age; nobody on a register is older."""

_SPOKEN_STEMS = ("Canh", "Tân", "Nhâm", "Quý", "Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ")
_SPOKEN_BRANCHES = (
    *("Thân", "Dậu", "Tuất", "Hợi", "Tý", "Sửu"),
    *("Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi"),
)
_STEMS = tuple(fold(word) for word in _SPOKEN_STEMS)
_BRANCHES = tuple(fold(word) for word in _SPOKEN_BRANCHES)
_AGE = re.compile(r"(?:khoang |chung |do )?(\d{1,3}) tuoi(?: (mu|ta))?", re.ASCII)
_COUNTED_AGE = re.compile(r"tuoi (?:mu|ta) (\d{1,3})", re.ASCII)
_CYCLE = re.compile(r"(?:tuoi |nam )?(\w+) (\w+)")
# Tý (the rat) and Tỵ (the snake) fold alike; only their own marks tell them apart.
_SNAKE = re.compile(r"\b(?:tỵ|tị)\b")
_RAT_PLACE, _SNAKE_PLACE = 4, 9
_OTHER_SPELLINGS = {"meo": "mao", "ti": "ty"}


def years_told(text: str, *, today: date) -> tuple[int, ...]:
    """The years of birth that an age or a name of the cycle can mean, latest first.

    Empty when the text is neither. A counted age (tuổi mụ) begins with one at birth and grows at
    Tết; an age in full years may have been reached this year or last, so the later is given.
    """
    words = fold(text)
    if found := _COUNTED_AGE.fullmatch(words):
        return _by_counted_age(int(found[1]), today)
    if found := _AGE.fullmatch(words):
        if found[2]:
            return _by_counted_age(int(found[1]), today)
        return (today.year - int(found[1]),) if int(found[1]) <= OLDEST else ()
    if found := _CYCLE.fullmatch(words):
        return _by_cycle(found[1], found[2], today, snake=bool(_SNAKE.search(text.lower())))
    return ()


def cycle_name(year: int) -> str:
    """The name of a lunar year as it is spoken: 1945 is "Ất Dậu"."""
    return f"{_SPOKEN_STEMS[year % 10]} {_SPOKEN_BRANCHES[year % 12]}"


def _by_counted_age(age: int, today: date) -> tuple[int, ...]:
    return (to_lunar(today).year - age + 1,) if 1 <= age <= OLDEST + 1 else ()


def _by_cycle(stem: str, branch: str, today: date, *, snake: bool) -> tuple[int, ...]:
    branch = _OTHER_SPELLINGS.get(branch, branch)
    if branch == "ty":
        place = _SNAKE_PLACE if snake else _RAT_PLACE
    elif branch in _BRANCHES:
        place = _BRANCHES.index(branch)
    else:
        return ()
    if stem not in _STEMS:
        return ()
    this_year = to_lunar(today).year
    return tuple(
        year
        for year in range(this_year, this_year - OLDEST, -1)
        if year % 12 == place and year % 10 == _STEMS.index(stem)
    )
