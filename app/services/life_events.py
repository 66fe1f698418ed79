"""Life events ahead: birthdays the law asks about, certificates to be determined anew, births.

Rules kept: who draws nothing and can draw nothing is not on the list; nothing on it tells an
illness; a birth known by year alone gives no day, so it gives no line either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection

from app.core.i18n import N_, _
from app.policy.ages import birthday
from app.policy.months import month_text
from app.storage.queries import life_events as rows
from app.storage.queries import people as people_rows
from app.storage.queries.life_events import Birthday

DAYS_AHEAD = 60

PAID, POOR, EVERYBODY = "paid", "poor", "everybody"
# Whom a birthday concerns: those in payment, those of poor households, everybody.
AGES = {
    3: (PAID, N_("36 months: see whether the child's allowance goes on")),
    4: (PAID, N_("the coefficient may change at 4")),
    16: (PAID, N_("the child's allowance ends or changes at 16")),
    22: (PAID, N_("the allowance of a student ends at 22")),
    60: (PAID, N_("the coefficient may rise at 60")),
    70: (POOR, N_("ask about the social pension")),
    75: (EVERYBODY, N_("ask about the social pension")),
    80: (PAID, N_("the coefficient may rise at 80")),
}
ENDINGS = {
    "disability": N_("disability certificate: needs to be determined anew"),
    "pregnancy": N_("the child is expected"),
}


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """What happens to somebody on a day within the next two months; ``age`` for birthdays."""

    day: date
    person: UUID
    name: str
    sex: str | None
    age: int | None
    what: str


def life_events(connection: Connection, pv: int, today: date) -> list[LifeEvent]:
    """Everything ahead within 60 days, the nearest first."""
    last = today + timedelta(DAYS_AHEAD)
    found = rows.birthdays(connection, pv, [_born(age, today, last) for age in AGES])
    turning = [(one, age) for one in found if (age := _turns(one, today, last)) is not None]
    people = [one.person for one, _years in turning]
    paid = people_rows.sums_of(connection, pv, people, month_text(today))
    poor = _poor(connection, pv, turning, today)
    events = [
        LifeEvent(
            birthday(date.fromisoformat(one.birth), age), one.person, one.name, one.sex, age,
            _(AGES[age][1]),
        )
        for one, age in turning
        if _concerns(age, one.person, paid, poor)
    ]  # fmt: skip
    events += [
        LifeEvent(
            date.fromisoformat(one.on), one.person, one.name, one.sex, None, _(ENDINGS[one.kind])
        )
        for one in rows.endings(connection, pv, ("disability", "pregnancy"), today, last)
        if len(one.on) == len("2025-11-13")
    ]
    return sorted(events, key=lambda event: (event.day, event.name))


def _born(age: int, first: date, last: date) -> tuple[date, date]:
    """Days of birth that give that birthday between two days, a leap day either way included."""
    one = timedelta(1)
    return birthday(first, -age) - one, birthday(last, -age) + one


def _turns(one: Birthday, first: date, last: date) -> int | None:
    born = date.fromisoformat(one.birth)
    return next((age for age in AGES if first <= birthday(born, age) <= last), None)


def _poor(
    connection: Connection, pv: int, turning: Sequence[tuple[Birthday, int]], today: date
) -> set[UUID]:
    asked = [one.person for one, age in turning if AGES[age][0] == POOR]
    if not asked:
        return set()
    poverty = rows.poverty_of(connection, pv, asked, today.isoformat())
    return {person for person, value in poverty.items() if value in ("ngheo", "can_ngheo")}


def _concerns(age: int, person: UUID, paid: dict[UUID, int], poor: set[UUID]) -> bool:
    whom = AGES[age][0]
    return whom == EVERYBODY or person in (paid if whom == PAID else poor)
