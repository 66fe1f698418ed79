"""Rows that may be one person: the same personal number, or the same name, birth and village.

A birth that is known by its year alone fits every day of that year, in the same village.

Only what stands in ``base`` records is looked at. Rows that are linked, that went on in another
commune or that somebody called two persons are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, select

from app.core.names import fold
from app.core.partial_date import ABOUT
from app.models.log import sync_stream
from app.models.records import apart, household, membership, person, village
from app.storage import row_heads

FULL_DATE = len("1945-07-10")
MOST_OF_ONE = 6  # rows of one number or name; more are a placeholder, not a person

Groups = dict[tuple[int, str, str], list[bytes]]  # rows by scope, birth and name


@dataclass(frozen=True, slots=True)
class Row:
    """One row with what tells whether it is the same person; dates are ISO text."""

    pv: int
    id: UUID
    name: str
    other_names: str | None
    sex: str | None
    birth: str | None
    pin: str | None
    phone: str | None
    village: str | None
    household: UUID | None
    head: str | None
    death_on: str | None


@dataclass(frozen=True, slots=True)
class Alike:
    """Two rows that may be one person, the older first; ``by_number`` or else by their words."""

    older: tuple[int, UUID]
    younger: tuple[int, UUID]
    by_number: bool


def alike(connection: Connection, pv: int | None) -> list[Alike]:
    """All pairs of a commune, or of every commune here when ``pv`` is None.

    The same number is looked for across communes, the same words within each.
    """
    inside, across = _apart(connection, pv)
    found: dict[tuple[UUID, UUID], Alike] = {}
    for by_number, groups in (
        (True, _by_number(connection, pv)),
        (False, _by_words(connection, pv)),
    ):
        for group in groups:
            rows = sorted(group, key=lambda one: one[1].bytes)
            for older, younger in combinations(rows, 2):
                pair = (older[1], younger[1])
                one_commune = older[0] == younger[0]
                settled = (older[0], *pair) in inside if one_commune else pair in across
                if not settled and older[1] != younger[1]:
                    found.setdefault(pair, Alike(older, younger, by_number))
    return list(found.values())


def rows(connection: Connection, wanted: Iterable[tuple[int, UUID]]) -> dict[tuple[int, UUID], Row]:
    """These rows, with the household and the village they belong to now."""
    asked = set(wanted)
    head = person.alias("head")
    found: dict[tuple[int, UUID], Row] = {}
    for part in _parts(sorted(asked, key=lambda one: one[1].bytes)):
        query = (
            select(
                person.c.pv, person.c.id, person.c.name, person.c.other_names, person.c.sex,
                person.c.birth, person.c.pin, person.c.phone, person.c.death_on,
                village.c.name.label("village"), household.c.id.label("household"),
                head.c.name.label("head"),
            )
            .outerjoin(membership, _now_in())
            .outerjoin(
                household,
                and_(household.c.pv == person.c.pv, household.c.id == membership.c.household),
            )
            .outerjoin(
                village, and_(village.c.pv == person.c.pv, village.c.id == household.c.village)
            )
            .outerjoin(head, and_(head.c.pv == person.c.pv, head.c.id == household.c.head))
            .where(
                person.c.pv.in_({pv for pv, _one in part}),
                person.c.id.in_([one for _pv, one in part]),
                person.c.alive,
            )
        )  # fmt: skip
        for row in connection.execute(query):
            if (row.pv, row.id) in asked:
                found[row.pv, row.id] = Row(
                    row.pv, row.id, row.name or "", row.other_names, row.sex, row.birth, row.pin,
                    row.phone, row.village, row.household, row.head, row.death_on,
                )  # fmt: skip
    return found


def apart_rows(
    connection: Connection, pv: int, one: UUID, other: UUID, *, offices: bool = False
) -> list[UUID]:
    """What somebody (an office alone, when asked so) entered about two rows being two persons."""
    pair = (one, other)
    query = select(apart.c.id, apart.c.heads).where(
        apart.c.pv == pv, apart.c.alive, apart.c.person.in_(pair), apart.c.other.in_(pair)
    )
    trusted = _offices(connection) if offices else None
    return [
        row.id
        for row in connection.execute(query)
        if trusted is None or _streams(row.heads) <= trusted
    ]


def _offices(connection: Connection) -> set[int]:
    """The local numbers of streams that an office writes."""
    query = select(sync_stream.c.stream_no).where(sync_stream.c.role == "office")
    return set(connection.execute(query).scalars())


def _streams(heads: bytes) -> set[int]:
    return {group.stream_no for group in row_heads.groups(heads)}


def _apart(
    connection: Connection, pv: int | None
) -> tuple[set[tuple[int, UUID, UUID]], set[tuple[UUID, UUID]]]:
    """Pairs that are two persons: within one commune by its own word or the office's, across
    communes by the office's alone, because a commune would speak about another's rows."""
    trusted = _offices(connection)
    query = select(apart.c.pv, apart.c.person, apart.c.other, apart.c.heads).where(apart.c.alive)
    if pv is not None:
        query = query.where(apart.c.pv == pv)
    inside, across = set(), set()
    for scope, one, other, heads in connection.execute(query):
        if one is not None and other is not None:
            older, younger = sorted((one, other), key=lambda row: row.bytes)
            inside.add((scope, older, younger))
            if _streams(heads) <= trusted:
                across.add((older, younger))
    return inside, across


def _here(pv: int | None) -> list[ColumnElement[bool]]:
    """The rows that stand for a person here."""
    known = [person.c.alive, person.c.same_as.is_(None), person.c.carried_to.is_(None)]
    return known if pv is None else [*known, person.c.pv == pv]


def _by_number(connection: Connection, pv: int | None) -> list[list[tuple[int, UUID]]]:
    twice = (
        select(person.c.pin)
        .where(*_here(pv), person.c.pin.is_not(None))
        .group_by(person.c.pin)
        .having(func.count().between(2, MOST_OF_ONE))
    )
    groups: dict[str, list[tuple[int, UUID]]] = defaultdict(list)
    for row in connection.execute(
        select(person.c.pv, person.c.id, person.c.pin).where(*_here(pv), person.c.pin.in_(twice))
    ):
        groups[row.pin].append((row.pv, row.id))
    return list(groups.values())


def _by_words(connection: Connection, pv: int | None) -> list[list[tuple[int, UUID]]]:
    """The same folded name and birth; of two villages that are both known, the same one.

    Of births that only fit each other the name is written the same and the village is known.
    """
    born: dict[tuple[int, str], list[tuple[str, bytes]]] = defaultdict(list)
    query = (
        "SELECT pv, birth, name, id FROM person WHERE alive AND same_as IS NULL"
        " AND carried_to IS NULL AND birth IS NOT NULL AND name IS NOT NULL"
    )
    # As plain rows: a whole province is gone through, and few of them are looked at twice.
    where, values = (" AND pv = :pv", {"pv": pv}) if pv is not None else ("", {})
    named_rows = connection.exec_driver_sql(query + where, values).fetchall()
    for scope, birth, name, row in named_rows:
        born[scope, birth].append((name, row))
    groups: Groups = defaultdict(list)
    for (scope, birth), named in born.items():
        if len(named) > 1:
            for name, row in named:
                groups[scope, birth, fold(name)].append(row)
    several = [*_several(groups), *_several(_by_year(named_rows))]
    known = rows(connection, (one for group in several for one in group))
    return [
        [one, other]
        for group in several
        for one, other in combinations(group, 2)
        if _fit(known[one], known[other])
    ]


def _several(groups: Groups) -> Iterable[list[tuple[int, UUID]]]:
    """The groups of more than one row; ids are made for these alone, few of a whole province."""
    for (scope, _birth, _name), rows_of_one in groups.items():
        if 2 <= len(rows_of_one) <= MOST_OF_ONE:
            yield [(scope, UUID(bytes=row)) for row in rows_of_one]


def _by_year(named: Iterable[Any]) -> Groups:
    """Rows of one name and year where at least one birth is not known to the day."""
    in_part = {
        (scope, _year(birth), name)
        for scope, birth, name, _row in named
        if len(birth) < FULL_DATE or birth.startswith(ABOUT)
    }
    groups: Groups = defaultdict(list)
    for scope, birth, name, row in named:
        if (key := (scope, _year(birth), name)) in in_part:
            groups[key].append(row)
    return groups


def _year(birth: str) -> str:
    return birth.removeprefix(ABOUT)[:4]


def _fit(one: Row, other: Row) -> bool:
    """Whether village, number and birth leave it open that two rows of one name are one person."""
    numbers = {one.pin, other.pin} - {None}
    villages = {one.village, other.village} - {None}
    # Two numbers are two persons, or one of them is mistyped: nobody is guessed at.
    if len(villages) > 1 or len(numbers) > 1:
        return False
    if one.birth == other.birth:
        return True
    return one.village == other.village is not None and _may_be(one.birth or "", other.birth or "")


def _may_be(birth: str, other: str) -> bool:
    """Whether one of two births of one year says less than the other and nothing else."""
    if birth.startswith(ABOUT) or other.startswith(ABOUT):
        return _year(birth) == _year(other)
    return birth.startswith(other) or other.startswith(birth)


def _now_in() -> ColumnElement[bool]:
    return and_(
        membership.c.pv == person.c.pv,
        membership.c.person == person.c.id,
        membership.c.valid_to.is_(None),
        membership.c.alive,
    )


def _parts(ids: Sequence[tuple[int, UUID]]) -> Iterable[Sequence[tuple[int, UUID]]]:
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]
