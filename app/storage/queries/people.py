"""Persons for lists and for one person's page."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from json import dumps
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.core.names import fold
from app.models.local import search
from app.models.records import allowance, household, membership, person, village
from app.storage.plain_rows import PlainQuery, packed
from app.storage.search_index import ALSO

CHUNK = 500

# One statement for all that a list shows of a person.
_LINES = """
SELECT s.n, p.pv, p.id, p.name, p.birth, p.death_on IS NOT NULL OR p.moved_on IS NOT NULL,
       (SELECT v.name
          FROM membership m
          JOIN household h ON h.pv = m.pv AND h.id = m.household
          JOIN village v ON v.pv = h.pv AND v.id = h.village
         WHERE m.pv = p.pv AND m.person = p.id AND m.valid_to IS NULL AND m.alive),
       (SELECT sum(ifnull(a.monthly_vnd, 0))
          FROM allowance a
         WHERE a.pv = p.pv AND a.person = p.id AND a.alive
           AND ifnull(a.from_month, '') <= :month
           AND (a.to_month IS NULL OR a.to_month >= :month)),
       (SELECT group_concat(y.name, ', ') FROM person y
         WHERE y.pv = p.pv AND y.same_as = p.id AND y.alive AND y.name IS NOT p.name)
  FROM search s
  JOIN person p ON p.pv = s.pv AND p.id = s.id
 WHERE s.n IN (SELECT value FROM json_each(:numbers))
"""

_ANY_YOUNGER = f"SELECT 1 FROM search WHERE kind = '{ALSO}' LIMIT 1"
# A younger row may itself be the older one of a third.
_WITH_YOUNGER = f"""
WITH RECURSIVE found (n, sort_key, kind, pv, id) AS (
    SELECT s.n, s.sort_key, s.kind, s.pv, s.id {{fitting}} :kind
    UNION
    SELECT s.n, s.sort_key, s.kind, s.pv, s.id {{fitting}} '{ALSO}'
    UNION
    SELECT o.n, o.sort_key, o.kind, o.pv, o.id
      FROM found
      JOIN person p ON p.pv = found.pv AND p.id = found.id
      JOIN search o ON o.pv = p.pv AND o.id = p.same_as
     WHERE found.kind = '{ALSO}'
)
SELECT n, sort_key FROM found WHERE kind = :kind
"""

# Each half by an index of its own.
_LINKED = PlainQuery(
    text("""
SELECT id, same_as FROM person
 WHERE pv = :pv AND id IN (SELECT unhex(value) FROM json_each(:ids))
   AND alive AND same_as IS NOT NULL
UNION
SELECT id, same_as FROM person
 WHERE pv = :pv AND same_as IN (SELECT unhex(value) FROM json_each(:ids)) AND alive
"""),
    ["pv", "ids"],
)


@dataclass(frozen=True, slots=True)
class LineRow:
    """What a list shows of one person; ``monthly_vnd`` is None when nothing is paid.

    ``also`` are other names under which the same person is written down.
    """

    n: int
    pv: int
    id: UUID
    name: str
    birth: str | None
    ended: bool
    village: str | None
    monthly_vnd: int | None
    also: str | None = None


def numbers_found(
    connection: Connection, kind: str, typed: str, limit: int | None = None
) -> array[int]:
    """The list numbers of those whose words begin with every typed word, in Vietnamese order.

    Typed with or without marks; the tail of a number (four digits or more) counts as a word.
    Nothing typed fits all. The words of a person's younger row find the older one.
    """
    if not typed.strip():
        every = "SELECT s.n, s.sort_key FROM search s WHERE s.kind = :kind"
        return _numbers(connection, every, {"kind": kind})
    # A quotation mark or NUL would end the phrase; a word without letter or digit finds nothing.
    bare = "".join(" " if one == '"' or not one.isprintable() else one for one in fold(typed))
    words = [word for word in bare.split() if any(map(str.isalnum, word))]
    if not words:
        return array("I")
    tails = [word for word in words if word.isdecimal() and len(word) >= 4]
    match = " ".join(f'"{word}"*' for word in words if word not in tails)
    parts, values = [], {"kind": kind}
    if match:
        parts.append("f.folded MATCH :match")
        values["match"] = match
    for place, tail in enumerate(tails):
        parts.append(f"(' ' || s.folded || ' ') LIKE :tail{place}")
        values[f"tail{place}"] = f"%{tail} %"
    join = "JOIN search_fts f ON f.rowid = s.n" if match else ""
    fitting = f"FROM search s {join} WHERE {' AND '.join(parts)} AND s.kind ="
    statement = f"SELECT s.n, s.sort_key {fitting} :kind"
    if kind == "person" and connection.exec_driver_sql(_ANY_YOUNGER).first() is not None:
        statement = _WITH_YOUNGER.format(fitting=fitting)
    return _numbers(connection, statement, values, limit)


def _numbers(
    connection: Connection, found: str, values: Mapping[str, str], limit: int | None = None
) -> array[int]:
    """The numbers in order, as one text: twenty thousand rows would be asked for one by one."""
    end = "" if limit is None else f" LIMIT {int(limit)}"
    told = connection.exec_driver_sql(
        f"SELECT group_concat(n) FROM (SELECT n FROM ({found}) ORDER BY sort_key{end})",  # ours
        dict(values),
    ).scalar()
    return array("I", map(int, told.split(","))) if told else array("I")


def lines_by_number(
    connection: Connection, numbers: Iterable[int], month: str
) -> dict[int, LineRow]:
    """The persons behind list numbers, with what they are paid in ``month`` (``YYYY-MM``)."""
    rows = connection.exec_driver_sql(_LINES, {"numbers": dumps(list(numbers)), "month": month})
    return {
        n: LineRow(n, pv, UUID(bytes=row_id), name or "", birth, bool(ended), village, vnd, also)
        for n, pv, row_id, name, birth, ended, village, vnd, also in rows
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


def rows_of(connection: Connection, pv: int, row: UUID) -> list[UUID]:
    """Every row of the same person that is linked with this one, itself among them, oldest first.

    ``row`` alone when nothing is linked, also when it is not on the register.
    """
    found, new = {row}, {row}
    while new:
        near = _LINKED.ask(connection, pv, packed(one.bytes for one in new))
        new = {UUID(bytes=one) for line in near for one in line} - found
        found |= new
    return sorted(found, key=lambda one: one.bytes)


def scope_of(connection: Connection, person_id: UUID) -> int | None:
    """The commune whose register holds a person: at a receiving office there are many.

    Of somebody who moved it is the commune that carries on.
    """
    return connection.execute(
        select(person.c.pv)
        .where(person.c.id == person_id, person.c.alive)
        .order_by(person.c.carried_to.is_not(None))
    ).scalar()


def number_of(connection: Connection, pv: int, row_id: UUID) -> int | None:
    """The list number of a person or household; None when it is not in the index."""
    return connection.execute(
        select(search.c.n).where(search.c.pv == pv, search.c.id == row_id)
    ).scalar()
