"""How much of the log lies beyond given numbers: what would be sent next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from app.models.log import sync_op


@dataclass(frozen=True, slots=True)
class Beyond:
    """Rows and changes of one kind of record."""

    kind: int
    rows: int
    operations: int


def beyond(connection: Connection, after: Mapping[int, int]) -> list[Beyond]:
    """By kind, what the streams (local number: seq) hold after those numbers."""
    rows: dict[int, set[bytes]] = {}
    operations: dict[int, int] = {}
    for stream_no, seq in after.items():
        found = connection.execute(
            select(sync_op.c.kind, sync_op.c.row_id, func.count())
            .where(sync_op.c.stream_no == stream_no, sync_op.c.seq > seq)
            .group_by(sync_op.c.kind, sync_op.c.row_id)
        )
        for kind, row_id, count in found:
            rows.setdefault(kind, set()).add(row_id.bytes)
            operations[kind] = operations.get(kind, 0) + count
    return [Beyond(kind, len(rows[kind]), operations[kind]) for kind in sorted(rows)]
