"""What two stations compare to prove that they hold the same, and to find the rows that differ.

Rows, folded operations and one hash of a scope and channel; and the same rows once more in 256
buckets by the last byte of their id, so that a difference can be narrowed down to a few rows
without sending any of them. Nothing of this tells what a row says.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import msgspec
from sqlalchemy import Connection

from app.oplog.registry import Channel
from app.storage import kept_totals
from app.storage.kept_totals import BUCKETS, Totals, bucket_of
from app.storage.state_hash import state_hash, told_rows
from app.storage.streams import StreamBook

CONTEXT = b"tgxh/totals/1\0"
SHORT = 8  # bytes of a hash that only has to find an accident, not a forger
_encode = msgspec.msgpack.Encoder().encode

__all__ = ("BUCKETS", "bucket_of")  # for those who compare


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """One scope and channel as it stands here; exchange.md §6."""

    rows: int
    operations: int
    """Those that were folded; kept for a newer program or denied ones are not counted."""
    whole: bytes
    buckets: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class RowHash:
    """What one row comes to: the number of its kind, its id, eight bytes."""

    kind: int
    row: bytes
    hash: bytes


def control_totals(
    connection: Connection, streams: StreamBook, pv: int, channel: Channel
) -> ControlTotals:
    """As they stand now; only buckets of rows that changed since the last time are read."""
    totals = kept_totals.brought_up(connection, streams, pv, channel)
    if totals is None:
        totals = kept_totals.counted(connection, streams, pv, channel, now_ms=0)
    return of_kept(pv, channel, totals)


def renew(
    connection: Connection,
    streams: StreamBook,
    pv: int,
    channel: Channel,
    *,
    now_ms: int,
    believe: bool = True,
) -> ControlTotals:
    """As :func:`control_totals`, kept for the next time.

    Every row is read once a week, and when what is kept is not to be believed.
    """
    totals = kept_totals.brought_up(connection, streams, pv, channel) if believe else None
    if totals is None or not kept_totals.is_fresh(totals, now_ms):
        totals = kept_totals.counted(connection, streams, pv, channel, now_ms=now_ms)
    if totals != kept_totals.kept(connection, pv, channel):
        kept_totals.keep(connection, pv, channel, totals)
    return of_kept(pv, channel, totals)


def older_totals(
    connection: Connection, streams: StreamBook, pv: int, channel: Channel
) -> ControlTotals:
    """As programs before segment 10 told them, over all rows in one order."""
    totals = kept_totals.counted(connection, streams, pv, channel, now_ms=0)
    whole = state_hash(connection, streams, pv, channel)
    return ControlTotals(totals.rows, totals.operations, whole, _short(totals))


def row_hashes(
    connection: Connection,
    streams: StreamBook,
    pv: int,
    channel: Channel,
    *,
    buckets: bytes,
) -> list[RowHash]:
    """The rows of some buckets, in the order of kind and id."""
    return [
        RowHash(kind, row, sha256(told).digest()[:SHORT])
        for kind, row, told in told_rows(connection, streams, pv, channel, ends=buckets)
    ]


def of_kept(pv: int, channel: Channel, totals: Totals) -> ControlTotals:
    """What is told of these buckets."""
    whole = sha256(CONTEXT + _encode([pv, channel.value]) + b"".join(totals.hashes)).digest()
    return ControlTotals(totals.rows, totals.operations, whole, _short(totals))


def _short(totals: Totals) -> tuple[bytes, ...]:
    return tuple(one[:SHORT] for one in totals.hashes)
