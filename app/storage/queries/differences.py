"""Fields with two different entries that wait for a person, and what they speak of.

Some of them also await an earlier change: it may show that one entry has replaced the other.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from app.models.log import difference, sync_awaited
from app.models.records import RECORDS
from app.oplog.kinds import BY_NUMBER
from app.oplog.registry import DELETED, Channel, Kind, RecordKind


@dataclass(frozen=True, slots=True)
class OpenField:
    """One field of one row; ``field`` is None for the deletion of the row itself.

    ``waits`` tells that an earlier change about it has not come.
    """

    kind: str
    row: UUID
    field: str | None
    waits: bool = False


def about(
    connection: Connection, pv: int, rows: Collection[UUID], *, restricted: bool
) -> list[OpenField]:
    """What waits in these rows, and in rows that name one of them.

    Restricted records count only where ``restricted``; else they are as if they were not there.
    """
    found, waiting = [], waiting_since(connection)
    for one in connection.execute(select(difference).where(difference.c.pv == pv)).all():
        kind = BY_NUMBER[one.kind]
        if kind.channel is Channel.CASE and not restricted:
            continue
        if one.row_id in rows or _named(connection, kind, pv, one.row_id) & set(rows):
            name = None if one.field == DELETED else kind.by_number[one.field].name
            waits = (one.kind, one.pv, one.row_id, one.field) in waiting
            found.append(OpenField(kind.name, one.row_id, name, waits))
    return sorted(found, key=lambda one: (one.kind, one.row, one.field or ""))


def waiting_since(connection: Connection) -> dict[tuple[int, int, UUID, int], int]:
    """By kind, scope, row and field: since when (Unix ms) something is awaited."""
    c = sync_awaited.c
    cell = (c.kind, c.pv, c.row_id, c.field)
    found = connection.execute(select(*cell, func.min(c.noted_ms).label("noted")).group_by(*cell))
    return {(one.kind, one.pv, one.row_id, one.field): one.noted for one in found}


def _named(connection: Connection, kind: RecordKind, pv: int, row: UUID) -> set[UUID]:
    """The rows that a row names as what it belongs to, shown or not."""
    table = RECORDS[kind.name]
    names = [field.name for field in kind.fields if field.kind is Kind.ROW]
    if not names:
        return set()
    found = connection.execute(
        select(*(table.c[name] for name in names)).where(table.c.pv == pv, table.c.id == row)
    ).one()
    return {one for one in found if one is not None}
