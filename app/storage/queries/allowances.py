"""The neutral allowances: who is paid how much a month, never why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from app.models.records import allowance, household, membership, person, village

CHUNK = 500


@dataclass(frozen=True, slots=True)
class AllowanceRow:
    """What one person is paid a month (đồng), from a month to a month or without end."""

    id: UUID
    person: UUID
    payee: UUID | None
    monthly_vnd: int | None
    from_month: str | None
    to_month: str | None


@dataclass(frozen=True, slots=True)
class BeneficiaryRow:
    """One line of the list of beneficiaries."""

    village: str | None
    name: str
    birth: str | None
    sex: str | None
    monthly_vnd: int
    from_month: str


def of_person(connection: Connection, pv: int, person_id: UUID) -> list[AllowanceRow]:
    """A person's allowances over time, oldest first."""
    rows = connection.execute(
        select(allowance)
        .where(allowance.c.pv == pv, allowance.c.person == person_id, allowance.c.alive)
        .order_by(allowance.c.from_month)
    )
    return [_row(row._mapping) for row in rows]


def paid_in(
    connection: Connection, pv: int, people: Sequence[UUID], month: str
) -> dict[UUID, tuple[int, str | None]]:
    """What each of these is paid in ``month`` (``YYYY-MM``), in đồng, and since which month."""
    found: dict[UUID, tuple[int, str | None]] = {}
    for start in range(0, len(people), CHUNK):
        rows = connection.execute(
            select(allowance.c.person, allowance.c.monthly_vnd, allowance.c.from_month).where(
                allowance.c.pv == pv,
                allowance.c.person.in_(people[start : start + CHUNK]),
                allowance.c.alive,
                func.coalesce(allowance.c.from_month, "") <= month,
                or_(allowance.c.to_month.is_(None), allowance.c.to_month >= month),
            )
        )
        for row in rows:
            before, since = found.get(row.person, (0, row.from_month))
            known = [one for one in (since, row.from_month) if one]
            found[row.person] = (before + (row.monthly_vnd or 0), min(known, default=None))
    return found


def in_payment(connection: Connection, pv: int, month: str) -> list[BeneficiaryRow]:
    """Everybody who is paid in ``month`` (``YYYY-MM``), in the order of the register."""
    living = (
        select(membership.c.person, func.max(membership.c.household).label("household"))
        .where(membership.c.pv == pv, membership.c.valid_to.is_(None), membership.c.alive)
        .group_by(membership.c.person)
        .subquery()
    )
    rows = connection.execute(
        select(
            village.c.name.label("village"),
            person.c.name,
            person.c.birth,
            person.c.sex,
            allowance.c.monthly_vnd,
            allowance.c.from_month,
        )
        .join(person, (person.c.pv == allowance.c.pv) & (person.c.id == allowance.c.person))
        .outerjoin(living, living.c.person == person.c.id)
        .outerjoin(
            household, (household.c.pv == person.c.pv) & (household.c.id == living.c.household)
        )
        .outerjoin(village, (village.c.pv == person.c.pv) & (village.c.id == household.c.village))
        .where(
            allowance.c.pv == pv,
            allowance.c.alive,
            allowance.c.from_month <= month,
            or_(allowance.c.to_month.is_(None), allowance.c.to_month >= month),
        )
    )
    return [
        BeneficiaryRow(
            row.village, row.name or "", row.birth, row.sex, row.monthly_vnd or 0, row.from_month
        )
        for row in rows
    ]


def _row(row: Mapping[Any, Any]) -> AllowanceRow:
    return AllowanceRow(**{name: row[name] for name in AllowanceRow.__dataclass_fields__})
