"""A date known to the day, the month or only the year, as old people's birth dates are.

Rules kept: precision is part of the value and is never filled up in silence; what is stored is
ISO text ("1945", "1945-07", "1945-07-10", "~1945" when told as "about"); what is shown is
Vietnamese ("01/07/1945", "07/1945", "1945", "khoảng 1945"). The clock only helps to read a year
of two digits.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from app.core.errors import Correctable
from app.core.i18n import N_, translate
from app.core.told_age import years_told

FIRST_YEAR, LAST_YEAR = 1850, 2199
ABOUT = "~"

_ISO = re.compile(r"(~?)(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_ABOUT_WORDS = re.compile(r"^(?:~|khoảng|chừng|độ|about)\s*(?:năm\s+)?|^năm\s+", re.IGNORECASE)
_PARTS = re.compile(r"\d+(?:\s*[/.\-\s]\s*\d+){0,2}", re.ASCII)


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, perhaps with month, perhaps with day; ``about`` when the year itself is a guess.

    Ordered by the earliest day it can mean, then by the latest.

    Raises:
        ValueError: a day without month, or a day that no calendar has.
    """

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year {self.year}")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        self.earliest()

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A date that is known to the day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read back what :meth:`iso` wrote.

        Raises:
            ValueError: any other text.
        """
        found = _ISO.fullmatch(text)
        if found is None:
            raise ValueError(f"not a partial date: {text!r}")
        about, year, month, day = found.groups()
        return cls(
            int(year),
            int(month) if month else None,
            int(day) if day else None,
            about=bool(about),
        )

    def iso(self) -> str:
        """The text that is stored."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return (ABOUT if self.about else "") + "-".join(parts)

    def show(self) -> str:
        """The text that people read: "01/07/1945", "07/1945", "1945", "khoảng 1945"."""
        parts = [f"{part:02}" for part in (self.day, self.month) if part is not None]
        known = "/".join([*parts, str(self.year)])
        return translate(N_("about {date}"), date=known) if self.about else known

    def earliest(self) -> date:
        """The first day it can mean, taking the words as they stand.

        A year told as "about" gives its own first day: how far off a guess may be is
        nobody's to invent, so whoever decides by it looks at :attr:`about` first.
        """
        month = 1 if self.month is None else self.month
        return date(self.year, month, 1 if self.day is None else self.day)

    def latest(self) -> date:
        """The last day it can mean; see :meth:`earliest` for "about"."""
        month = 12 if self.month is None else self.month
        last = calendar.monthrange(self.year, month)[1]
        return date(self.year, month, last if self.day is None else self.day)

    def exact(self) -> date | None:
        """The day, when it is known to the day and not a guess."""
        return None if self.day is None or self.about else self.earliest()

    def may_be(self, other: PartialDate) -> bool:
        """Whether both can mean the same day; a guess agrees with any day of its year."""
        return self.earliest() <= other.latest() and other.earliest() <= self.latest()

    def __lt__(self, other: PartialDate) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[date, date, bool]:
        return self.earliest(), self.latest(), self.about


def parse_typed(
    text: str, *, today: date, past: bool = True, field: str | None = None
) -> PartialDate:
    """Read a date as people type it: 1/7/45, 01.07.1945, 07-1945, 1945, khoảng 1945, 10071945.

    A birth may also be told as an age: "82 tuổi", "tuổi mụ 83", "tuổi Ất Dậu".

    Args:
        today: only used for years of two digits.
        past: two digits mean the latest such year that is not in the future (a birth);
            otherwise the one nearest to ``today`` (a due date).

    Raises:
        Correctable: the sentence says what to type.
    """
    words = " ".join(text.split())
    about = bool(_ABOUT_WORDS.match(words)) and not words.lower().startswith("năm")
    digits = _ABOUT_WORDS.sub("", words).strip()
    parts = _split(digits)
    if parts is None and past and (told := years_told(words, today=today)):
        return _about_year(told, words, field)
    if parts is None:
        raise Correctable(
            "date-unread",
            N_("Type the date like 10/7/1945, 7/1945 or 1945."),
            field=field,
        )
    day, month, year_text = parts
    years = _years(year_text, today=today, past=past)
    for year in years:
        try:
            found = PartialDate(year, month, day, about=about)
        except ValueError:
            continue
        if len(years) == 1 or not past or found.earliest() <= today:
            return found
    raise Correctable(
        "date-not-in-calendar",
        N_("No calendar has {typed}. Look at the day, the month and the year again."),
        field=field,
        typed=words,
    )


def _about_year(years: tuple[int, ...], words: str, field: str | None) -> PartialDate:
    if len(years) > 1:
        raise Correctable(
            "date-two-lifetimes",
            N_("{typed} can mean {years}. Type the year."),
            field=field,
            typed=words,
            years=", ".join(str(year) for year in years),
        )
    return PartialDate(years[0], about=True)


def _split(digits: str) -> tuple[int | None, int | None, str] | None:
    """Day, month and the year's digits; None when the text is something else."""
    if re.fullmatch(r"[0-9]{8}", digits):
        return int(digits[:2]), int(digits[2:4]), digits[4:]
    if not _PARTS.fullmatch(digits):
        return None
    parts = re.findall(r"\d+", digits)
    if len(parts[0]) == 4 and len(parts) > 1:
        parts.reverse()
    year = parts.pop()
    if len(year) not in (2, 4) or any(len(part) > 2 for part in parts):
        return None
    if not parts:
        return (None, None, year) if len(year) == 4 else None
    return (int(parts[0]) if len(parts) == 2 else None), int(parts[-1]), year


def _years(digits: str, *, today: date, past: bool) -> list[int]:
    if len(digits) == 4:
        return [int(digits)]
    century = today.year - today.year % 100
    years = [century + hundred + int(digits) for hundred in (100, 0, -100)]
    return years[1:] if past else sorted(years, key=lambda year: abs(year - today.year))
