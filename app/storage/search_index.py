"""The local search index: one folded line and one sort key for each person and household.

Rebuildable from the tables at any time; it holds only what stands in ``base`` records, so a
restricted record can never be found through it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    bindparam,
    delete,
    insert,
    select,
    type_coerce,
    update,
)

from app.core.names import fold, sort_key
from app.models.local import search
from app.models.records import household, person, village
from app.storage.plain_rows import PlainQuery, PlainRows

CHUNK = 500
APOSTROPHES = re.compile("['’ʼ‘]")


_PEOPLE = (
    select(
        type_coerce(person.c.id, LargeBinary),
        person.c.alive,
        search.c.folded,
        search.c.sort_key,
        person.c.name,
        person.c.other_names,
        person.c.pin,
        person.c.old_id,
        person.c.phone,
    )
    .outerjoin(search, (search.c.pv == person.c.pv) & (search.c.id == person.c.id))
    .where(person.c.pv == bindparam("pv"))
)
_SOME = _PEOPLE.where(person.c.id.in_(bindparam("ids", expanding=True)))
# The one person that an officer edits: a list of one is worded anew each time.
_ONE = PlainQuery(_PEOPLE.where(person.c.id == bindparam("id")), ["pv", "id"])

_HOUSEHOLDS = (
    select(
        household.c.id,
        household.c.address,
        household.c.phone,
        household.c.alive,
        person.c.name,
        village.c.name.label("village_name"),
    )
    .select_from(
        household.outerjoin(
            person, (person.c.pv == household.c.pv) & (person.c.id == household.c.head)
        ).outerjoin(
            village, (village.c.pv == household.c.pv) & (village.c.id == household.c.village)
        )
    )
    .where(household.c.pv == bindparam("pv"), household.c.id.in_(bindparam("ids", expanding=True)))
)

_PRESENT = select(search.c.id, search.c.folded, search.c.sort_key).where(
    search.c.pv == bindparam("pv"), search.c.id.in_(bindparam("ids", expanding=True))
)
_INSERT = PlainRows(insert(search), ["kind", "pv", "id", "folded", "sort_key"])
_LINE = update(search).where(search.c.pv == bindparam("row_pv"), search.c.id == bindparam("row_id"))
_RENAME = PlainRows(
    _LINE.values(folded=bindparam("folded"), sort_key=bindparam("sort_key")),
    ["folded", "sort_key", "row_pv", "row_id"],
)
# Naming the sort key would write its index anew, though most edits leave the name alone.
_REWORD = PlainRows(_LINE.values(folded=bindparam("folded")), ["folded", "row_pv", "row_id"])
_HEADED = select(household.c.id).where(
    household.c.pv == bindparam("pv"), household.c.head.in_(bindparam("ids", expanding=True))
)
_IN_VILLAGE = select(household.c.id).where(
    household.c.pv == bindparam("pv"), household.c.village.in_(bindparam("ids", expanding=True))
)

Line = tuple[str, bytes]  # folded words, sort key


def refresh_people(connection: Connection, pv: int, ids: Iterable[bytes]) -> list[bytes]:
    """Write the index lines of these persons anew; deleted persons lose theirs.

    Returns the persons whose name changed: lines of their households hold it too.
    """
    renamed: list[bytes] = []
    for part in _chunks(list(ids)):
        lines, before = {}, {}
        found: Iterable[Sequence[Any]]
        if len(part) == 1:
            found = _ONE.ask(connection, {"pv": pv, "id": part[0]})
        else:
            found = connection.execute(_SOME, {"pv": pv, "ids": part})
        for one, alive, folded, key, *words in found:
            if key is not None:
                before[one] = (folded, key)
            if alive:
                lines[one] = (_words(*words), sort_key(words[0] or ""))
        _write(connection, "person", pv, before, lines)
        renamed += [one for one in part if _key(before.get(one)) != _key(lines.get(one))]
    return renamed


def refresh_households(connection: Connection, pv: int, ids: Iterable[bytes]) -> None:
    """Write the index lines of these households anew: head, village and address."""
    for part in _chunks(list(ids)):
        lines = {
            row.id.bytes: (
                _words(row.name, row.village_name, row.address, row.phone),
                sort_key(row.name or ""),
            )
            for row in connection.execute(_HOUSEHOLDS, {"pv": pv, "ids": part})
            if row.alive
        }
        before: dict[bytes, Line] = {
            row.id.bytes: (row.folded, bytes(row.sort_key))
            for row in connection.execute(_PRESENT, {"pv": pv, "ids": part})
        }
        _write(connection, "household", pv, before, lines)


def households_headed_by(connection: Connection, pv: int, people: Iterable[bytes]) -> list[bytes]:
    """Households whose line holds the name of one of these persons."""
    return [
        row.id.bytes
        for part in _chunks(list(people))
        for row in connection.execute(_HEADED, {"pv": pv, "ids": part})
    ]


def households_in(connection: Connection, pv: int, villages: Iterable[bytes]) -> list[bytes]:
    """Households whose line holds the name of one of these villages."""
    return [
        row.id.bytes
        for part in _chunks(list(villages))
        for row in connection.execute(_IN_VILLAGE, {"pv": pv, "ids": part})
    ]


def _words(*parts: str | None) -> str:
    """Folded words; a name with an apostrophe is found with its prefix and without it."""
    text = " ".join(part for part in parts if part)
    apart = APOSTROPHES.sub(" ", text)
    return fold(text) if apart == text else f"{fold(text)} {fold(apart)}"


def _key(line: Line | None) -> bytes | None:
    return None if line is None else line[1]


def _write(
    connection: Connection,
    kind: str,
    pv: int,
    before: dict[bytes, Line],
    lines: dict[bytes, Line],
) -> None:
    gone = [one for one in before if one not in lines]
    new = [
        {"kind": kind, "pv": pv, "id": one, "folded": folded, "sort_key": key}
        for one, (folded, key) in lines.items()
        if one not in before
    ]
    renamed: list[dict[str, object]] = []
    reworded: list[dict[str, object]] = []
    for one, (folded, key) in lines.items():
        if one in before and before[one] != (folded, key):
            same_name = before[one][1] == key
            line = {"row_pv": pv, "row_id": one, "folded": folded, "sort_key": key}
            (reworded if same_name else renamed).append(line)
    if gone:
        connection.execute(delete(search).where(search.c.pv == pv, search.c.id.in_(gone)))
    _INSERT.write(connection, new)
    _RENAME.write(connection, renamed)
    _REWORD.write(connection, reworded)


def _chunks(ids: list[bytes]) -> Iterable[list[bytes]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
