"""What two stations compare to prove that they hold the same, and to find the rows that differ.

Rows, folded operations and the state hash of a scope and channel; and the same rows once more in
256 buckets by the last byte of their id, so that a difference can be narrowed down to a few rows
without sending any of them. Nothing of this tells what a row says.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, func, select

from app.models.log import sync_op
from app.oplog.registry import Channel
from app.storage.state_hash import begin, told_rows
from app.storage.streams import StreamBook

BUCKETS = 256
SHORT = 8  # bytes of a hash that only has to find an accident, not a forger


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """One scope and channel as it stands here."""

    rows: int
    operations: int
    """Those that were folded; kept for a newer program or denied ones are not counted."""
    state: bytes
    buckets: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class RowHash:
    """What one row comes to: the number of its kind, its id, eight bytes."""

    kind: int
    row: bytes
    hash: bytes


def bucket_of(row: bytes) -> int:
    """Ids end in random bytes, so the buckets fill evenly."""
    return row[-1]


def control_totals(
    connection: Connection, streams: StreamBook, pv: int, channel: Channel
) -> ControlTotals:
    """Reads every row of the scope and channel once; a commune's takes a fraction of a second."""
    whole, count = begin(pv, channel), 0
    buckets = [sha256() for _ in range(BUCKETS)]
    for _kind, row, told in told_rows(connection, streams, pv, channel):
        count += 1
        whole.update(told)
        buckets[bucket_of(row)].update(told)
    return ControlTotals(
        count,
        _folded(connection, streams, pv, channel),
        whole.digest(),
        tuple(bucket.digest()[:SHORT] for bucket in buckets),
    )


def row_hashes(
    connection: Connection,
    streams: StreamBook,
    pv: int,
    channel: Channel,
    *,
    buckets: Collection[int],
) -> list[RowHash]:
    """The rows of some buckets, in the order of kind and id."""
    return [
        RowHash(kind, row, sha256(told).digest()[:SHORT])
        for kind, row, told in told_rows(connection, streams, pv, channel)
        if bucket_of(row) in buckets
    ]


def _folded(connection: Connection, streams: StreamBook, pv: int, channel: Channel) -> int:
    numbers = [
        one.number for one in streams if one.origin.pv == pv and one.origin.channel is channel
    ]
    return connection.execute(
        select(func.count())
        .select_from(sync_op)
        .where(sync_op.c.stream_no.in_(numbers), sync_op.c.status == "folded")
    ).scalar_one()
