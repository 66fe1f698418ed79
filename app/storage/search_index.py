"""The local search index: one folded line and one sort key for each person and household.

Rebuildable from the tables at any time; it holds only what stands in ``base`` records, so a
restricted record can never be found through it. The younger row of a person has a line of its own
kind (:data:`ALSO`): no list shows it, and its words find the older row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    and_,
    bindparam,
    case,
    delete,
    insert,
    literal_column,
    select,
    text,
    type_coerce,
    update,
)

from app.core.names import fold, sort_key
from app.models.local import search
from app.models.records import household, person, village
from app.storage.plain_rows import PlainQuery, PlainRows, each_id, packed

CHUNK = 500
APOSTROPHES = re.compile("['’ʼ‘]")
ALSO = "also"


_older = person.alias("older")
_PEOPLE = PlainQuery(
    select(
        type_coerce(person.c.id, LargeBinary),
        # Whose older row is not here, or was deleted, stands in the lists as anybody.
        case((_older.c.alive, literal_column(f"'{ALSO}'")), else_=literal_column("'person'")),
        person.c.alive,
        search.c.kind,
        search.c.folded,
        search.c.sort_key,
        person.c.name,
        person.c.other_names,
        person.c.pin,
        person.c.old_id,
        person.c.phone,
    )
    .outerjoin(search, (search.c.pv == person.c.pv) & (search.c.id == person.c.id))
    .outerjoin(_older, and_(_older.c.pv == person.c.pv, _older.c.id == person.c.same_as))
    .where(person.c.pv == bindparam("pv"), person.c.id.in_(each_id("ids"))),
    ["pv", "ids"],
)
_YOUNGER = PlainQuery(
    text(
        "SELECT id FROM person"
        " WHERE pv = :pv AND same_as IN (SELECT unhex(value) FROM json_each(:ids))"
    ),
    ["pv", "ids"],
)
_HOUSEHOLDS = PlainQuery(
    select(
        type_coerce(household.c.id, LargeBinary),
        literal_column("'household'"),
        household.c.alive,
        search.c.kind,
        search.c.folded,
        search.c.sort_key,
        person.c.name,
        village.c.name,
        household.c.address,
        household.c.phone,
    )
    .select_from(
        household.outerjoin(
            person, (person.c.pv == household.c.pv) & (person.c.id == household.c.head)
        )
        .outerjoin(
            village, (village.c.pv == household.c.pv) & (village.c.id == household.c.village)
        )
        .outerjoin(search, (search.c.pv == household.c.pv) & (search.c.id == household.c.id))
    )
    .where(household.c.pv == bindparam("pv"), household.c.id.in_(each_id("ids"))),
    ["pv", "ids"],
)
_INSERT = PlainRows(insert(search), ["kind", "pv", "id", "folded", "sort_key"])
_LINE = update(search).where(search.c.pv == bindparam("row_pv"), search.c.id == bindparam("row_id"))
_RENAME = PlainRows(
    _LINE.values(folded=bindparam("folded"), sort_key=bindparam("sort_key")),
    ["folded", "sort_key", "row_pv", "row_id"],
)
# Naming the sort key would write its index anew, though most edits leave the name alone.
_REWORD = PlainRows(_LINE.values(folded=bindparam("folded")), ["folded", "row_pv", "row_id"])
_HEADED, _IN_VILLAGE = (
    PlainQuery(
        select(type_coerce(household.c.id, LargeBinary)).where(
            household.c.pv == bindparam("pv"), column.in_(each_id("ids"))
        ),
        ["pv", "ids"],
    )
    for column in (household.c.head, household.c.village)
)

Line = tuple[str, str, bytes]  # kind, folded words, sort key


def refresh_people(connection: Connection, pv: int, ids: Iterable[bytes]) -> list[bytes]:
    """Write the index lines of these persons anew; deleted persons lose theirs.

    Returns the persons whose name changed: lines of their households hold it too.
    """
    renamed: list[bytes] = []
    for some in _chunks(list(ids)):
        younger = [one for (one,) in _YOUNGER.ask(connection, pv, packed(some))]
        part = list(dict.fromkeys((*some, *younger)))
        before, lines = _lines(_PEOPLE.ask(connection, pv, packed(part)))
        _write(connection, pv, before, lines)
        renamed += [one for one in part if _key(before.get(one)) != _key(lines.get(one))]
    return renamed


def refresh_households(connection: Connection, pv: int, ids: Iterable[bytes]) -> None:
    """Write the index lines of these households anew: head, village and address."""
    for part in _chunks(list(ids)):
        before, lines = _lines(_HOUSEHOLDS.ask(connection, pv, packed(part)))
        _write(connection, pv, before, lines)


def households_headed_by(connection: Connection, pv: int, people: Iterable[bytes]) -> list[bytes]:
    """Households whose line holds the name of one of these persons."""
    return [
        one
        for part in _chunks(list(people))
        for (one,) in _HEADED.ask(connection, pv, packed(part))
    ]


def households_in(connection: Connection, pv: int, villages: Iterable[bytes]) -> list[bytes]:
    """Households whose line holds the name of one of these villages."""
    return [
        one
        for part in _chunks(list(villages))
        for (one,) in _IN_VILLAGE.ask(connection, pv, packed(part))
    ]


def _lines(found: Iterable[Sequence[Any]]) -> tuple[dict[bytes, Line], dict[bytes, Line]]:
    """The index lines as they are and as they should be; the first of the words is the name."""
    before: dict[bytes, Line] = {}
    lines: dict[bytes, Line] = {}
    for one, kind, alive, was, folded, key, *words in found:
        if key is not None:
            before[one] = (was, folded, key)
        if alive:
            lines[one] = (kind, _words(*words), sort_key(words[0] or ""))
    return before, lines


def _words(*parts: str | None) -> str:
    """Folded words; a name with an apostrophe is found with its prefix and without it."""
    text = " ".join(part for part in parts if part)
    apart = APOSTROPHES.sub(" ", text)
    return fold(text) if apart == text else f"{fold(text)} {fold(apart)}"


def _key(line: Line | None) -> bytes | None:
    return None if line is None else line[2]


def _write(
    connection: Connection,
    pv: int,
    before: dict[bytes, Line],
    lines: dict[bytes, Line],
) -> None:
    # Of another kind is another line: lists keep their numbers apart by it.
    gone = [one for one, line in before.items() if one not in lines or lines[one][0] != line[0]]
    new: list[tuple[object, ...]] = []
    renamed: list[tuple[object, ...]] = []
    reworded: list[tuple[object, ...]] = []
    for one, (kind, folded, key) in lines.items():
        known = before.get(one)
        if known is None or known[0] != kind:
            new.append((kind, pv, one, folded, key))
        elif known[2] != key:
            renamed.append((folded, key, pv, one))
        elif known[1] != folded:
            reworded.append((folded, pv, one))
    if gone:
        connection.execute(delete(search).where(search.c.pv == pv, search.c.id.in_(gone)))
    _INSERT.write(connection, new)
    _RENAME.write(connection, renamed)
    _REWORD.write(connection, reworded)


def _chunks(ids: list[bytes]) -> Iterable[list[bytes]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
