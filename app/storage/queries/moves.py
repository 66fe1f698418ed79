"""Moves to another commune: who leaves, who came, and what of a person has not gone along yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from app.models.records import RECORDS, allowance, household, membership, move, person


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move as told in scope ``pv``; months are ``YYYY-MM``, the sum is in đồng a month."""

    pv: int
    id: UUID
    person: UUID
    from_pv: int
    to_pv: int
    moved_on: str | None
    decision_no: str | None
    decided_on: str | None
    signer: str | None
    monthly_vnd: int | None
    to_month: str | None
    from_month: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class MovingRow:
    """A move with the person's name and whether the person was carried over by now."""

    row: MoveRow
    name: str
    birth: str | None
    carried: bool
    has_household: bool
    paid_here: bool  # an allowance of this commune that begins with the move or later


def of_people(connection: Connection, pv: int, people: Collection[UUID]) -> list[MoveRow]:
    """The moves of these persons as told in one commune, oldest first."""
    query = select(move).where(
        move.c.pv == pv, move.c.alive, move.c.person.in_(list(people)), *_whole()
    )
    return [_row(one) for one in connection.execute(query.order_by(move.c.id)).mappings()]


def leaving(connection: Connection, pv: int | None) -> list[MovingRow]:
    """Who was told to leave a commune (any when None), oldest first."""
    return _moving(connection, [move.c.pv == move.c.from_pv, *_in(pv)])


def any_told(connection: Connection, pv: int) -> bool:
    """Whether any move, to or from, is told in a commune."""
    query = select(move.c.id).where(move.c.pv == pv, move.c.alive).limit(1)
    return connection.execute(query).first() is not None


def leaves(connection: Connection, pv: int, people: Collection[UUID]) -> bool:
    """Whether one of these was told to leave this commune, or went on elsewhere."""
    if any(one.row.person in people for one in leaving(connection, pv)):
        return True
    gone = select(person.c.id).where(
        person.c.pv == pv, person.c.id.in_(list(people)), person.c.carried_to.is_not(None)
    )
    return connection.execute(gone.limit(1)).first() is not None


def arriving(connection: Connection, pv: int) -> list[MovingRow]:
    """Who was carried over into this commune and lives here still."""
    return [
        one for one in _moving(connection, [move.c.pv == move.c.to_pv, *_in(pv)]) if not one.carried
    ]


def left_behind(connection: Connection) -> list[tuple[int, int, UUID]]:
    """Persons who went on from one scope into another, with closed records that did not.

    (old scope, new scope, person); for a cleared officer alone.
    """
    found: set[tuple[int, int, UUID]] = set()
    for kind, column in (("restricted_fact", "subject"), ("restricted_dossier", "person")):
        table, there = RECORDS[kind], RECORDS[kind].alias("there")
        came = exists().where(there.c.pv == person.c.carried_to, there.c.id == table.c.id)
        query = (
            select(person.c.pv, person.c.carried_to, person.c.id)
            .join(table, and_(table.c.pv == person.c.pv, table.c[column] == person.c.id))
            .where(person.c.alive, person.c.carried_to.is_not(None), table.c.alive, ~came)
        )
        if kind == "restricted_dossier":
            # Those under way, and those by which the old commune paid until the move.
            paying = exists().where(
                allowance.c.pv == person.c.pv, allowance.c.id == table.c.allowance,
                move.c.pv == person.c.pv, move.c.person == person.c.id, move.c.alive,
                move.c.from_pv == person.c.pv, allowance.c.to_month == move.c.to_month,
            )  # fmt: skip
            under_way = table.c.result.is_(None) & (table.c.state != "moved")
            query = query.where(under_way | (paying & (table.c.result == "granted")))
        found |= {(row[0], row[1], row[2]) for row in connection.execute(query)}
    return sorted(found, key=lambda one: one[2].bytes)


def _moving(connection: Connection, wanted: Sequence[ColumnElement[bool]]) -> list[MovingRow]:
    home = exists().where(
        membership.c.pv == move.c.pv, membership.c.person == move.c.person,
        membership.c.alive, membership.c.valid_to.is_(None),
        # The household that came along has a place when it has a village of this commune.
        household.c.pv == membership.c.pv, household.c.id == membership.c.household,
        household.c.village.is_not(None),
    )  # fmt: skip
    paid = exists().where(
        allowance.c.pv == move.c.pv, allowance.c.person == move.c.person, allowance.c.alive,
        or_(allowance.c.to_month.is_(None), allowance.c.to_month >= move.c.from_month),
        allowance.c.from_month >= move.c.from_month,
    )  # fmt: skip
    # Who left and came back has several; only the last one says where things stand.
    later = move.alias("later")
    newer = exists().where(
        later.c.pv == move.c.pv, later.c.person == move.c.person, later.c.id > move.c.id,
        later.c.alive,
    )  # fmt: skip
    query = (
        select(
            move, person.c.name, person.c.birth, person.c.carried_to,
            home.label("home"), paid.label("paid"),
        )
        .join(person, and_(person.c.pv == move.c.pv, person.c.id == move.c.person))
        .where(move.c.alive, person.c.alive, ~newer, *_whole(), *wanted)
        .order_by(move.c.id)
    )  # fmt: skip
    return [
        MovingRow(
            _row(one), one["name"] or "", one["birth"], one["carried_to"] is not None,
            bool(one["home"]), bool(one["paid"]),
        )
        for one in connection.execute(query).mappings()
    ]  # fmt: skip


def _whole() -> tuple[ColumnElement[bool], ...]:
    """A row whose first change has not come yet names nobody."""
    return (move.c.person.is_not(None), move.c.from_pv.is_not(None), move.c.to_pv.is_not(None))


def _in(pv: int | None) -> list[ColumnElement[bool]]:
    return [] if pv is None else [move.c.pv == pv]


def _row(one: object) -> MoveRow:
    return MoveRow(**{name: one[name] for name in MoveRow.__dataclass_fields__})  # type: ignore[index]  # a row mapping
