"""The history of one row: every operation the log holds for it, with its name and origin."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from app.models.log import sync_op
from app.oplog.fold import Entry
from app.oplog.operation import decode, operation_hash
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
