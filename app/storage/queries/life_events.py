"""What lies ahead in people's lives: birthdays and papers that run out, a register at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from app.models.records import fact, household, membership, person


@dataclass(frozen=True, slots=True)
class Birthday:
    """A person of the register who lives here, born on a known day (ISO text)."""

    person: UUID
    name: str
    sex: str | None
    birth: str


@dataclass(frozen=True, slots=True)
class Ending:
    """A fact about a person that ends on a day (ISO text)."""

    person: UUID
    name: str
    sex: str | None
    kind: str
    on: str


def birthdays(
    connection: Connection, pv: int, ranges: Sequence[tuple[date, date]]
) -> list[Birthday]:
    """The living born within any of these ranges (first and last day)."""
    wanted: list[ColumnElement[bool]] = [
        person.c.birth.between(first.isoformat(), last.isoformat()) for first, last in ranges
    ]
    rows = connection.execute(
        select(person.c.id, person.c.name, person.c.sex, person.c.birth).where(
            person.c.pv == pv,
            person.c.alive,
            person.c.death_on.is_(None),
            person.c.moved_on.is_(None),
            func.length(person.c.birth) == len("1945-08-10"),
            or_(*wanted),
        )
    )
    return [Birthday(row.id, row.name or "", row.sex, row.birth) for row in rows]


def endings(
    connection: Connection, pv: int, kinds: Sequence[str], first: date, last: date
) -> list[Ending]:
    """Facts about the living that end from ``first`` to ``last``."""
    rows = connection.execute(
        select(fact.c.subject, fact.c.kind, fact.c.valid_to, person.c.name, person.c.sex)
        .join(person, and_(person.c.pv == fact.c.pv, person.c.id == fact.c.subject))
        .where(
            fact.c.pv == pv,
            fact.c.alive,
            fact.c.kind.in_(list(kinds)),
            fact.c.valid_to.between(first.isoformat(), last.isoformat()),
            person.c.alive,
            person.c.death_on.is_(None),
            person.c.moved_on.is_(None),
        )
    )
    return [Ending(row.subject, row.name or "", row.sex, row.kind, row.valid_to) for row in rows]


def poverty_of(
    connection: Connection, pv: int, people: Sequence[UUID], day: str
) -> Mapping[UUID, str]:
    """The poverty of the households these persons live in, as it stands on ``day``."""
    rows = connection.execute(
        select(membership.c.person, fact.c.value, fact.c.valid_from)
        .join(
            household,
            and_(household.c.pv == membership.c.pv, household.c.id == membership.c.household),
        )
        .join(fact, and_(fact.c.pv == household.c.pv, fact.c.subject == household.c.id))
        .where(
            membership.c.pv == pv,
            membership.c.alive,
            membership.c.valid_to.is_(None),
            membership.c.person.in_(list(people)),
            fact.c.alive,
            fact.c.kind == "poverty",
            or_(fact.c.valid_to.is_(None), fact.c.valid_to >= day),
        )
        .order_by(fact.c.valid_from)
    )
    return {row.person: row.value for row in rows if (row.valid_from or "") <= day}


def any_person(connection: Connection, pv: int) -> bool:
    """Whether the register holds anybody at all."""
    found = select(person.c.id).where(person.c.pv == pv, person.c.alive).limit(1)
    return connection.execute(found).first() is not None
