"""Taking up what cannot join by itself: what lies beyond a gap that never closes, because the
laptop that could fill it is gone, or is of a branch whose beginning never came.

The office writes those operations anew in a stream of its own that continues the first one, each
with its stamp, officer, row and values and the name of what it repeats, as a device does with a
branch of its own (``sync.forks``). So they travel, and everybody comes to the same. What is parked
stays parked: if the missing part comes after all it joins, and what was written twice counts once.

Taken up is only what counts: proved by its device's signature in the bundle that brought it, and
allowed in the stream it was written for. Nothing gets more rights by going through the office.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from app.models.log import sync_in, sync_op, sync_parked
from app.oplog.fold import verdict
from app.oplog.operation import MAX_BYTES, REPEATING_BYTES, operation_hash, read
from app.storage.streams import Stream, StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync import own_device
from app.sync.forks import anew
from app.sync.own_device import OwnDevice


@dataclass(frozen=True, slots=True)
class Part:
    """What waits in one stream behind the missing operations ``first`` … ``last``.

    ``last`` is less than ``first`` where nothing is missing and what waits is of another branch.
    ``waiting`` can be taken up, ``taken`` were taken up already; ``since_ms`` is when the first of
    them came, by this workstation's clock.
    """

    stream: Stream
    first: int
    last: int
    waiting: tuple[bytes, ...]
    taken: int
    since_ms: int


def parts(connection: Connection, streams: StreamBook, channels: Collection[str]) -> list[Part]:
    """Every stream of these channels in which something waits, and for what."""
    found = []
    for raw_id, rows in groupby(_parked(connection), key=attrgetter("stream")):
        stream, held = streams.by_id.get(raw_id), list(rows)
        if stream is None or stream.origin.channel.value not in channels:
            continue
        part = _part(connection, streams, stream, held)
        if part.first <= part.last or part.waiting or part.taken:
            found.append(part)
    return found


def take_up(work: UnitOfWork, own: OwnDevice, stream: UUID) -> int:
    """Write anew whatever waits in ``stream`` and was not taken up; returns how much it was."""
    held = [row for row in _parked(work.connection) if row.stream == stream]
    old = work.streams.by_id.get(stream)
    if old is None or not held:
        return 0
    part = _part(work.connection, work.streams, old, held)
    if not part.waiting:
        return 0
    names = taken_up(work.connection, work.streams, old)
    into = own_device.beside(work.streams, own, old, created_ms=work.now_ms)
    for raw in anew(old, into, part.waiting, names):
        work.receive(into, raw)
    work.flush()
    return len(part.waiting)


def _parked(connection: Connection) -> Iterator[Row[Any]]:
    """What is parked, stream by stream, each operation as often as a bundle brought it."""
    yield from connection.execute(
        select(sync_parked, sync_in.c.received_ms)
        .join(sync_in, sync_in.c.bundle == sync_parked.c.bundle)
        .order_by(sync_parked.c.stream, sync_parked.c.seq, sync_in.c.received_ms)
    )


def _part(
    connection: Connection, streams: StreamBook, stream: Stream, held: Sequence[Row[Any]]
) -> Part:
    taken = taken_up(connection, streams, stream)
    ends: dict[UUID, int] = {}
    for row in held:
        ends[row.bundle] = max(row.seq, ends.get(row.bundle, 0))
    counting: dict[bytes, bytes] = {}
    for row in held:
        raw = bytes(row.raw)
        # Whose end its device signed in the very bundle is proved to the last bit.
        if ends[row.bundle] == row.head_seq and _counts(stream, row.seq, raw):
            counting[operation_hash(stream.id.bytes, raw)] = raw
    return Part(
        stream=stream,
        first=stream.seq + 1,
        last=min((row.seq for row in held if row.seq > stream.seq), default=stream.seq + 1) - 1,
        waiting=tuple(raw for name, raw in counting.items() if name not in taken),
        taken=len(counting.keys() & taken.keys()),
        since_ms=min(row.received_ms for row in held),
    )


def _counts(stream: Stream, seq: int, raw: bytes) -> bool:
    fits = len(raw) <= MAX_BYTES - REPEATING_BYTES
    return fits and verdict(read(raw, seq), stream.origin) == "folded"


def taken_up(connection: Connection, streams: StreamBook, stream: Stream) -> dict[bytes, bytes]:
    """What the office wrote anew of ``stream``: by its first name, the new one."""
    found: dict[bytes, bytes] = {}
    for one in streams:
        if one.origin.parent != stream.id.bytes or one.origin.role != "office":
            continue
        rows = connection.execute(
            select(sync_op.c.seq, sync_op.c.raw).where(sync_op.c.stream_no == one.number)
        )
        for row in rows:
            raw = bytes(row.raw)
            nonce = read(raw, row.seq).nonce
            if nonce is not None:
                found[nonce] = operation_hash(one.id.bytes, raw)
    return found
