"""How old somebody is on a day, also when only the month or the year of birth is known.

Rules kept: "dưới N tuổi" is every day before the N-th birthday and "từ đủ N tuổi" the birthday
and every day after it. A person born on 29 February completes a year of age on 1 March of a
year without that day: on 28 February the full year has not yet passed (Bộ luật Dân sự 2015
Điều 148 lets a period end with the close of its last day). A birth date known in part has every
age that some day of it gives; days after the day asked about are left out, because somebody who
is on the register has been born.
"""

from __future__ import annotations

from datetime import date

from app.core.partial_date import PartialDate

CHILD_BELOW = 16  # trẻ em: Luật Trẻ em 2016 Điều 1
STUDY_LIMIT = 22  # "tối đa không quá 22 tuổi": Điều 5.2
OLD_FROM = 60  # người cao tuổi: Luật Người cao tuổi 2009 Điều 2


def completed_years(born: date, on: date) -> int:
    """Full years of age on ``on``; negative for a day before the birth."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def birthday(born: date, years: int) -> date:
    """The day on which ``years`` are completed; 1 March for 29 February without that day."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def possible_ages(birth: PartialDate, on: date) -> tuple[int, ...]:
    """Every number of completed years that the birth date allows on ``on``, lowest first.

    One number when the answer is certain, two when it hangs on a day that is not known,
    none when the birth lies wholly after ``on``.
    """
    if birth.day is not None and birth.month is not None:
        years = completed_years(date(birth.year, birth.month, birth.day), on)
        return (years,) if years >= 0 and birth.earliest() <= on else ()
    oldest = birth.earliest()
    if oldest > on:
        return ()
    youngest = min(birth.latest(), on)
    return tuple(range(completed_years(youngest, on), completed_years(oldest, on) + 1))


def latest_birth(age: int, on: date) -> date:
    """The last day of birth that makes somebody ``age`` years old on ``on``."""
    try:
        found = on.replace(year=on.year - age)
    except ValueError:
        return date(on.year - age, 2, 28)
    return found
