"""How much of the log lies beyond given numbers: what would be sent next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, union_all

from app.models.log import sync_op


@dataclass(frozen=True, slots=True)
class Beyond:
    """Rows and changes of one kind of record."""

    kind: int
    rows: int
    operations: int


def beyond(connection: Connection, after: Mapping[int, int]) -> list[Beyond]:
    """By kind, what the streams (local number: seq) hold after those numbers."""
    parts = [
        select(sync_op.c.kind, sync_op.c.row_id).where(
            sync_op.c.stream_no == stream_no, sync_op.c.seq > seq
        )
        for stream_no, seq in after.items()
    ]
    if not parts:
        return []
    # Counted by the database: a whole commune's first bundle is a hundred thousand changes.
    both = union_all(*parts).subquery()
    found = connection.execute(
        select(both.c.kind, func.count(both.c.row_id.distinct()), func.count())
        .group_by(both.c.kind)
        .order_by(both.c.kind)
    )
    return [Beyond(kind, rows, operations) for kind, rows, operations in found]
