"""The history of one row: every operation the log holds for it, with its name and origin."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from app.models.log import sync_op
from app.oplog.fold import Entry
from app.oplog.operation import Operation, Value, Write, decode, operation_hash
from app.oplog.registry import RecordKind
from app.storage.streams import StreamBook


def of_row(
    connection: Connection, streams: StreamBook, kind: RecordKind, pv: int, row: UUID
) -> list[Entry]:
    """Everything written to that row, in no particular order."""
    found = connection.execute(
        select(sync_op.c.stream_no, sync_op.c.raw).where(
            sync_op.c.row_id == row, sync_op.c.kind == kind.number
        )
    )
    entries = []
    for line in found:
        raw, stream = bytes(line.raw), streams.by_number[line.stream_no]
        operation = decode(raw)
        if operation.pv == pv:
            name = operation_hash(stream.id.bytes, raw)
            entries.append(Entry(name, stream.origin, operation))
    return entries


def stood_before(history: Sequence[Entry], field: int, value: Value, since: int) -> Value:
    """What a field held before it was set to ``value`` by an entry stamped after ``since``.

    ``value`` itself when no such entry is known.
    """
    by_hash = {one.hash: one.operation for one in history}
    for one in history:
        write = _write(one.operation, field)
        if write is not None and write.value == value and one.operation.hlc > since:
            known = [found for base in write.bases if (found := by_hash.get(base)) is not None]
            before = [stood for each in known if (stood := _write(each, field)) is not None]
            return before[0].value if before else None
    return value


def _write(operation: Operation, field: int) -> Write | None:
    return next((one for one in operation.writes if one.field == field), None)
