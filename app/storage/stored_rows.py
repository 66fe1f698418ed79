"""Rows of the record tables read back as the states they were written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy import Connection, RowMapping, bindparam, select

from app.models.log import difference, sync_awaited, sync_loser
from app.models.records import RECORDS
from app.oplog.fold import Head, RowState
from app.oplog.operation import Value
from app.oplog.registry import DELETED, RecordKind
from app.storage import row_heads
from app.storage.streams import StreamBook

CHUNK = 500  # ids in one statement

_decode_value = msgspec.msgpack.Decoder().decode
_SELECT = {
    name: select(table).where(
        table.c.pv == bindparam("pv"), table.c.id.in_(bindparam("ids", expanding=True))
    )
    for name, table in RECORDS.items()
}
_LOSERS, _AWAITED, _DIFFERING = (
    select(table).where(
        table.c.pv == bindparam("pv"),
        table.c.kind == bindparam("kind"),
        table.c.row_id == bindparam("row_id"),
    )
    for table in (sync_loser, sync_awaited, difference)
)


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row: its state, and the columns as they stand whether a head speaks of them or not."""

    id: bytes
    state: RowState
    values: dict[int, Value]
    heads: bytes
    unsettled: bool


def stored_rows(
    connection: Connection, streams: StreamBook, kind: RecordKind, pv: int, ids: Iterable[bytes]
) -> Iterator[StoredRow]:
    """Those of the rows ``ids`` that exist, in no particular order."""
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        found = connection.execute(_SELECT[kind.name], {"pv": pv, "ids": part})
        for row in found.mappings().all():
            values = column_values(kind, row)
            stored = StoredRow(
                row["id"].bytes, RowState(), values, bytes(row["heads"]), row["unsettled"]
            )
            for number, head in row_heads.decode(stored.heads, streams.heads, values):
                stored.state.heads[number] = [head]
            if stored.unsettled:
                _read_unsettled(connection, streams, kind, pv, stored)
            yield stored


def column_values(kind: RecordKind, row: RowMapping) -> dict[int, Value]:
    """The row's columns by field number; row ids as bytes."""
    values: dict[int, Value] = {DELETED: not row["alive"]}
    for field in kind.fields:
        value = row[field.name]
        values[field.number] = value.bytes if isinstance(value, UUID) else value
    return values


def differing_fields(connection: Connection, kind: RecordKind, pv: int, row_id: bytes) -> set[int]:
    """The fields of a row that are kept as waiting for a person."""
    at = {"kind": kind.number, "pv": pv, "row_id": row_id}
    return {row.field for row in connection.execute(_DIFFERING, at)}


def _read_unsettled(
    connection: Connection, streams: StreamBook, kind: RecordKind, pv: int, stored: StoredRow
) -> None:
    state = stored.state
    at = {"kind": kind.number, "pv": pv, "row_id": stored.id}
    for row in connection.execute(_LOSERS, at):
        stream = streams.heads[row.stream_no]
        head = Head(
            bytes(row.hash),
            stream.stream,
            row.seq,
            row.hlc,
            stream.authority,
            _decode_value(row.value),
        )
        state.heads.setdefault(row.field, []).append(head)
    for heads in state.heads.values():
        heads.sort(key=Head.rank, reverse=True)
    for row in connection.execute(_AWAITED, at):
        state.awaited.setdefault(row.field, set()).add(bytes(row.hash))
