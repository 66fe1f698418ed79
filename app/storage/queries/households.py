"""Households, their villages and who belongs to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from app.models.local import search
from app.models.records import household, membership, person, village


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A village of the commune; hardship dates tell since when it counts as most difficult."""

    id: UUID
    name: str
    kind: str | None
    former_unit: str | None
    hardship_from: str | None
    hardship_to: str | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One person's belonging to a household; ``valid_to`` is None while it lasts."""

    id: UUID
    household: UUID
    person: UUID
    name: str
    sex: str | None
    birth: str | None
    pin: str | None
    relation: str | None
    valid_from: str | None
    valid_to: str | None
    death_on: str | None


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One household."""

    id: UUID
    village: UUID | None
    head: UUID | None
    address: str | None
    phone: str | None
    note: str | None
    ended_on: str | None


def villages(connection: Connection, pv: int) -> list[VillageRow]:
    """All villages of a commune by name."""
    rows = connection.execute(
        select(village).where(village.c.pv == pv, village.c.alive, village.c.ended_on.is_(None))
    )
    found = [_pick(VillageRow, row._mapping) for row in rows]
    return sorted(found, key=lambda row: row.name or "")


def household_row(connection: Connection, pv: int, household_id: UUID) -> HouseholdRow | None:
    """One household; None when it is not here (yet)."""
    row = connection.execute(
        select(household).where(
            household.c.pv == pv, household.c.id == household_id, household.c.alive
        )
    ).one_or_none()
    return None if row is None else _pick(HouseholdRow, row._mapping)


def members(connection: Connection, pv: int, household_id: UUID) -> list[MemberRow]:
    """Who belongs or belonged to a household, the head first, then as they came in."""
    return _members(connection, pv, membership.c.household == household_id)


def memberships_of(connection: Connection, pv: int, person_id: UUID) -> list[MemberRow]:
    """The households a person belongs or belonged to, oldest first."""
    return _members(connection, pv, membership.c.person == person_id)


def _members(connection: Connection, pv: int, condition: Any) -> list[MemberRow]:
    rows = connection.execute(
        select(
            membership.c.id,
            membership.c.household,
            membership.c.person,
            membership.c.relation,
            membership.c.valid_from,
            membership.c.valid_to,
            person.c.name,
            person.c.sex,
            person.c.birth,
            person.c.pin,
            person.c.death_on,
        )
        .join(person, (person.c.pv == membership.c.pv) & (person.c.id == membership.c.person))
        .where(membership.c.pv == pv, condition, membership.c.alive)
        .order_by(membership.c.id)
    )
    found = [_pick(MemberRow, row._mapping) for row in rows]
    return sorted(found, key=lambda row: (row.valid_to is not None, row.relation != "chu_ho"))


def _pick(shape: Any, row: Mapping[Any, Any]) -> Any:
    return shape(**{name: row[name] for name in shape.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class FoundHousehold:
    """A household as it is shown among hits."""

    id: UUID
    head_name: str
    village: str | None
    persons: int


def by_number(connection: Connection, numbers: Sequence[int]) -> list[FoundHousehold]:
    """The households behind list numbers, in the order given."""
    persons = (
        select(func.count())
        .where(
            membership.c.pv == household.c.pv,
            membership.c.household == household.c.id,
            membership.c.valid_to.is_(None),
            membership.c.alive,
        )
        .scalar_subquery()
    )
    query = (
        select(
            search.c.n,
            household.c.id,
            person.c.name,
            village.c.name.label("village"),
            persons.label("persons"),
        )
        .join(household, (household.c.pv == search.c.pv) & (household.c.id == search.c.id))
        .outerjoin(person, (person.c.pv == household.c.pv) & (person.c.id == household.c.head))
        .outerjoin(
            village, (village.c.pv == household.c.pv) & (village.c.id == household.c.village)
        )
        .where(search.c.n.in_(list(numbers)))
    )
    found = {
        row.n: FoundHousehold(row.id, row.name or "", row.village, row.persons)
        for row in connection.execute(query)
    }
    return [found[n] for n in numbers if n in found]
