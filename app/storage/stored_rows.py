"""Rows of the record tables as they are stored, and the states they were written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, LargeBinary, bindparam, select, type_coerce

from app.models.log import difference, sync_awaited, sync_loser
from app.models.records import RECORDS
from app.oplog.fold import Head, RowState
from app.oplog.kinds import KINDS
from app.oplog.operation import Value
from app.oplog.registry import DELETED, Kind, RecordKind
from app.storage import row_heads
from app.storage.plain_rows import PlainQuery, each_id, packed
from app.storage.streams import StreamBook

CHUNK = 500  # ids in one statement
BEFORE_FIELDS = 4  # columns of ``record_columns`` before those of the fields

_decode_value = msgspec.msgpack.Decoder().decode


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row's columns, whether a head speaks of them or not; ``values`` by field number."""

    id: bytes
    heads: bytes
    unsettled: bool
    values: dict[int, Value]


def record_columns(kind: RecordKind) -> list[ColumnElement[Any]]:
    """Id, heads, alive, unsettled and the fields in their order; row ids as bytes."""
    table = RECORDS[kind.name]
    return [
        type_coerce(table.c.id, LargeBinary),
        table.c.heads,
        table.c.alive,
        table.c.unsettled,
        *(
            type_coerce(table.c[field.name], LargeBinary)
            if field.kind is Kind.ROW
            else table.c[field.name]
            for field in kind.fields
        ),
    ]


_ROWS = {
    kind.number: PlainQuery(
        select(*record_columns(kind)).where(
            RECORDS[kind.name].c.pv == bindparam("pv"),
            RECORDS[kind.name].c.id.in_(each_id("ids")),
        ),
        ["pv", "ids"],
    )
    for kind in KINDS
}
_TRUTHS = {
    kind.number: [field.number for field in kind.fields if field.kind is Kind.BOOL]
    for kind in KINDS
}
_LOSERS, _AWAITED, _DIFFERING = (
    select(*(table.c[name] for name in names)).where(
        table.c.pv == bindparam("pv"),
        table.c.kind == bindparam("kind"),
        table.c.row_id == bindparam("row_id"),
    )
    for table, names in (
        (sync_loser, ("field", "hash", "stream_no", "seq", "hlc", "value")),
        (sync_awaited, ("field", "hash")),
        (difference, ("field",)),
    )
)


def stored_rows(
    connection: Connection, kind: RecordKind, pv: int, ids: Iterable[bytes]
) -> Iterator[StoredRow]:
    """Those of the rows ``ids`` that exist, in no particular order."""
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        for row in _ROWS[kind.number].ask(connection, pv, packed(part)):
            yield StoredRow(row[0], row[1], bool(row[3]), _values(kind, row))


def row_state(
    connection: Connection, streams: StreamBook, kind: RecordKind, pv: int, stored: StoredRow
) -> RowState:
    """The state that a row was written from."""
    state = RowState()
    for number, head in row_heads.decode(stored.heads, streams.heads, stored.values):
        state.heads[number] = [head]
    if stored.unsettled:
        for field, name, stream_no, seq, hlc, value in losers(connection, kind, pv, stored.id):
            by = streams.heads[stream_no]
            head = Head(name, by.stream, seq, hlc, by.authority, _decode_value(value))
            state.heads.setdefault(field, []).append(head)
        for heads in state.heads.values():
            heads.sort(key=Head.rank, reverse=True)
        for field, name in awaited(connection, kind, pv, stored.id):
            state.awaited.setdefault(field, set()).add(name)
    return state


def losers(
    connection: Connection, kind: RecordKind, pv: int, row_id: bytes
) -> set[tuple[int, bytes, int, int, int, bytes]]:
    """Heads that are not shown: field, hash, stream number, sequence, stamp, encoded value."""
    found = connection.execute(_LOSERS, {"pv": pv, "kind": kind.number, "row_id": row_id})
    return {(row[0], row[1], row[2], row[3], row[4], row[5]) for row in found}


def awaited(
    connection: Connection, kind: RecordKind, pv: int, row_id: bytes
) -> set[tuple[int, bytes]]:
    """What a row waits for: field, hash."""
    found = connection.execute(_AWAITED, {"pv": pv, "kind": kind.number, "row_id": row_id})
    return {(row[0], row[1]) for row in found}


def differing_fields(connection: Connection, kind: RecordKind, pv: int, row_id: bytes) -> set[int]:
    """The fields of a row that are kept as waiting for a person."""
    found = connection.execute(_DIFFERING, {"pv": pv, "kind": kind.number, "row_id": row_id})
    return {row[0] for row in found}


def _values(kind: RecordKind, row: Sequence[Any]) -> dict[int, Value]:
    values: dict[int, Value] = {DELETED: not row[2]}
    for at, field in enumerate(kind.fields, start=BEFORE_FIELDS):
        values[field.number] = row[at]
    for number in _TRUTHS[kind.number]:
        if values[number] is not None:
            values[number] = bool(values[number])
    return values
