"""What the file holds, in numbers."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from app.models.log import sync_op, sync_stream
from app.models.records import RECORDS
from app.oplog.kinds import KINDS
from app.oplog.registry import Channel


def living_rows(connection: Connection, *, cleared: bool) -> dict[str, int]:
    """Rows that were not deleted, by kind; kinds without any are left out.

    Args:
        cleared: also the restricted kinds, of whose number others learn nothing.
    """
    counts: dict[str, int] = {}
    for kind in KINDS:
        if kind.channel is Channel.CASE and not cleared:
            continue
        table = RECORDS[kind.name]
        alive = select(func.count()).select_from(table).where(table.c.alive)
        count = connection.execute(alive).scalar_one()
        if count:
            counts[kind.name] = count
    return counts


def operations_by_status(connection: Connection, *, cleared: bool) -> dict[str, int]:
    """Operations of the log by what became of them: folded, denied, unknown.

    Args:
        cleared: also those of the restricted channel, of whose number others learn nothing.
    """
    counted = (
        select(sync_op.c.status, func.count())
        .join(sync_stream, sync_stream.c.stream_no == sync_op.c.stream_no)
        .group_by(sync_op.c.status)
    )
    if not cleared:
        counted = counted.where(sync_stream.c.channel != Channel.CASE.value)
    return {row[0]: row[1] for row in connection.execute(counted)}
