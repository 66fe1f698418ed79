"""Persons for lists and for one person's page."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, text

from app.core.names import fold
from app.models.local import search
from app.models.records import allowance, household, membership, person, village

CHUNK = 500
MANY = 2_000  # hits beyond which walking the sort index is quicker than sorting

_BY_NUMBER = (
    select(
        search.c.n,
        person.c.pv,
        person.c.id,
        person.c.name,
        person.c.sex,
        person.c.birth,
        person.c.pin,
        person.c.death_on,
        person.c.moved_on,
    )
    .join(person, (person.c.pv == search.c.pv) & (person.c.id == search.c.id))
    .where(search.c.n.in_(bindparam("numbers", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What a list shows of one person."""

    n: int
    pv: int
    id: UUID
    name: str
    sex: str | None
    birth: str | None
    pin: str | None
    death_on: str | None
    moved_on: str | None


def numbers_in_order(connection: Connection, kind: str, scopes: Sequence[int] = ()) -> array[int]:
    """The list numbers of all persons (or households) in Vietnamese order."""
    query = select(search.c.n).where(search.c.kind == kind).order_by(search.c.sort_key)
    if scopes:
        query = query.where(search.c.pv.in_(scopes))
    return array("I", connection.execute(query).scalars())


def numbers_found(
    connection: Connection, kind: str, typed: str, limit: int | None = None
) -> array[int]:
    """The list numbers of those whose words begin with every typed word, in order.

    Typed with or without marks; the tail of a number (four digits or more) counts as a word.
    """
    if not typed.strip():
        return numbers_in_order(connection, kind)
    # A quotation mark or NUL would end the phrase; a word without letter or digit finds nothing.
    bare = "".join(" " if one == '"' or not one.isprintable() else one for one in fold(typed))
    words = [word for word in bare.split() if any(map(str.isalnum, word))]
    if not words:
        return array("I")
    tails = [word for word in words if word.isdecimal() and len(word) >= 4]
    match = " ".join(f'"{word}"*' for word in words if word not in tails)
    parts, values = ["s.kind = :kind"], {"kind": kind}
    if match:
        parts.append("f.folded MATCH :match")
        values["match"] = match
    for place, tail in enumerate(tails):
        parts.append(f"(' ' || s.folded || ' ') LIKE :tail{place}")
        values[f"tail{place}"] = f"%{tail} %"
    join = "JOIN search_fts f ON f.rowid = s.n" if match else ""
    statement = f"SELECT s.n FROM search s {join} WHERE {' AND '.join(parts)} ORDER BY s.sort_key"
    if limit is not None:
        statement += f" LIMIT {int(limit)}"
    return array("I", connection.execute(text(statement), values).scalars())


def rows_by_number(connection: Connection, numbers: Iterable[int]) -> dict[int, PersonRow]:
    """The persons behind list numbers."""
    found = connection.execute(_BY_NUMBER, {"numbers": list(numbers)})
    return {
        row.n: PersonRow(
            row.n,
            row.pv,
            row.id,
            row.name or "",
            row.sex,
            row.birth,
            row.pin,
            row.death_on,
            row.moved_on,
        )
        for row in found
    }


def villages_of(connection: Connection, pv: int, people: Sequence[UUID]) -> dict[UUID, str]:
    """The village each of these persons lives in now, by the household they belong to."""
    found: dict[UUID, str] = {}
    for start in range(0, len(people), CHUNK):
        rows = connection.execute(
            select(membership.c.person, village.c.name)
            .join(
                household,
                (household.c.pv == membership.c.pv) & (household.c.id == membership.c.household),
            )
            .join(village, (village.c.pv == household.c.pv) & (village.c.id == household.c.village))
            .where(
                membership.c.pv == pv,
                membership.c.person.in_(people[start : start + CHUNK]),
                membership.c.valid_to.is_(None),
                membership.c.alive,
            )
        )
        found.update({row.person: row.name or "" for row in rows})
    return found


def sums_of(connection: Connection, pv: int, people: Sequence[UUID], month: str) -> dict[UUID, int]:
    """Đồng a month that each of these persons is paid in ``month`` (``YYYY-MM``)."""
    found: dict[UUID, int] = {}
    for start in range(0, len(people), CHUNK):
        rows = connection.execute(
            select(
                allowance.c.person,
                allowance.c.monthly_vnd,
                allowance.c.from_month,
                allowance.c.to_month,
            ).where(
                allowance.c.pv == pv,
                allowance.c.person.in_(people[start : start + CHUNK]),
                allowance.c.alive,
            )
        )
        for row in rows:
            if (row.from_month or "") <= month and (row.to_month is None or row.to_month >= month):
                found[row.person] = found.get(row.person, 0) + (row.monthly_vnd or 0)
    return found


def scope_of(connection: Connection, person_id: UUID) -> int | None:
    """The commune whose register holds a person: at a receiving office there are many."""
    return connection.execute(
        select(person.c.pv).where(person.c.id == person_id, person.c.alive)
    ).scalar()


def number_of(connection: Connection, pv: int, row_id: UUID) -> int | None:
    """The list number of a person or household; None when it is not in the index."""
    return connection.execute(
        select(search.c.n).where(search.c.pv == pv, search.c.id == row_id)
    ).scalar()
