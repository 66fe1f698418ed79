"""Taking up what cannot join by itself: what lies beyond a gap that never closes, because the
laptop that could fill it is gone, and what lies aside because that laptop told two histories and
never wrote the second one anew.

The office writes those operations anew in a stream of its own that continues the first one, each
with its stamp, officer, row and values and the name of what it repeats, as a device does with a
branch of its own (``sync.forks``). So they travel, and everybody comes to the same. What is parked
stays parked, what is aside stays aside: if the missing part comes after all it joins, if the
device comes back it writes its branch anew, and what was written twice counts once.

Taken up is only what counts: proved by its device's signature in the bundle that brought it, and
allowed in the stream it was written for. Of a withdrawn device only what its last number vouches
for: never another branch, which may have been written after that. Nothing gets more rights by
going through the office.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from app.models.log import sync_in, sync_parked
from app.oplog.branches import Numbered, anew, counting, entries, names_anew, standing
from app.oplog.fold import Entry
from app.oplog.registry import Channel
from app.storage.logged_rows import log_of_rows
from app.storage.streams import Stream, StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync import forks, own_device
from app.sync.own_device import OwnDevice


@dataclass(frozen=True, slots=True)
class Part:
    """What waits in one stream behind the missing operations ``first`` … ``last``.

    ``last`` is less than ``first`` where nothing is missing and what waits is of another branch.
    ``waiting`` can be taken up, ``taken`` of what is parked were taken up already; ``since_ms`` is
    when the first of them came, by this workstation's clock. ``counting`` tells for what of it
    counts already under which name it stands in the log.
    """

    stream: Stream
    first: int
    last: int
    waiting: tuple[bytes, ...]
    taken: int
    since_ms: int
    counting: Mapping[bytes, bytes]


def parts(
    connection: Connection, streams: StreamBook, own: UUID, channels: Collection[str]
) -> list[Part]:
    """Every stream of these channels in which something waits, and for what.

    A second history of the device ``own`` is not told: it writes that anew itself.
    """
    parked = _by_stream(_parked(connection))
    beside = forks.told_twice(connection)
    proved = {
        one.id: counting(one.origin, one.seq, _proved(parked.get(one.id, []))) for one in streams
    }
    known = [entry for one in streams for entry in entries(one.origin, proved[one.id].values())]
    found = []
    for raw_id in sorted(parked.keys() | beside.keys()):
        stream = streams.by_id.get(raw_id)
        if stream is None or stream.origin.channel.value not in channels:
            continue
        noted_ms = None if stream.device == own else beside.get(raw_id)
        held = _Held(parked.get(raw_id, []), proved[raw_id], known, noted_ms)
        part = _part(connection, streams, stream, held)
        if part.first <= part.last or part.waiting or part.taken:
            found.append(part)
    return found


def take_up(work: UnitOfWork, own: OwnDevice, stream: UUID) -> int:
    """Write anew whatever waits in ``stream`` and was not taken up; returns how much it was."""
    every = [channel.value for channel in Channel]
    found = parts(work.connection, work.streams, own.id, every)
    part = next((one for one in found if one.stream.id == stream), None)
    if part is None or not part.waiting:
        return 0
    old = part.stream
    names = {**taken_up(work.connection, work.streams, old), **part.counting}
    into = own_device.beside(work.streams, own, old, created_ms=work.now_ms)
    for raw in anew(old.id.bytes, into.id.bytes, part.waiting, names):
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


def _by_stream(rows: Iterable[Row[Any]]) -> dict[UUID, list[Row[Any]]]:
    return {stream: list(found) for stream, found in groupby(rows, attrgetter("stream"))}


@dataclass(frozen=True, slots=True)
class _Held:
    """What is parked of a stream, ``proved`` of it by name; ``known`` is that of all streams.

    ``noted_ms`` is when another branch was met that may have to be taken up.
    """

    rows: Sequence[Row[Any]]
    proved: dict[bytes, Numbered]
    known: Sequence[Entry]
    noted_ms: int | None


def _part(connection: Connection, streams: StreamBook, stream: Stream, held: _Held) -> Part:
    taken = taken_up(connection, streams, stream)
    found, since = dict(held.proved), [row.received_ms for row in held.rows]
    if held.noted_ms is not None:
        told = forks.written_anew(connection, streams, stream)
        beside = forks.left_aside(connection, stream, told)
        found |= counting(stream.origin, stream.seq, beside)
        since.append(held.noted_ms)
    ours = entries(stream.origin, found.values())
    there = standing([*ours, *held.known], _logged(connection, streams, ours))
    following = [row.seq for row in held.rows if row.seq > stream.seq]
    return Part(
        stream=stream,
        first=stream.seq + 1,
        last=min(following, default=stream.seq + 1) - 1,
        waiting=tuple(raw for name, (_seq, raw) in _in_order(found) if name not in there),
        taken=len(held.proved.keys() & taken.keys()),
        since_ms=min(since),
        counting=there,
    )


def _in_order(found: dict[bytes, Numbered]) -> list[tuple[bytes, Numbered]]:
    return sorted(found.items(), key=itemgetter(1))


def _logged(connection: Connection, streams: StreamBook, about: Sequence[Entry]) -> Iterator[Entry]:
    """Whatever the log holds of the rows that these speak of."""
    for batch in log_of_rows(connection, {one.operation.row for one in about}):
        for one in batch:
            origin = streams.by_number[one.stream_no].origin
            yield from entries(origin, [(one.seq, one.raw)])


def _proved(held: Sequence[Row[Any]]) -> set[Numbered]:
    """What is parked and proved: its device signed its end in the very bundle that brought it."""
    ends: dict[UUID, int] = {}
    for row in held:
        ends[row.bundle] = max(row.seq, ends.get(row.bundle, 0))
    return {(row.seq, bytes(row.raw)) for row in held if ends[row.bundle] == row.head_seq}


def taken_up(connection: Connection, streams: StreamBook, stream: Stream) -> dict[bytes, bytes]:
    """What the office wrote anew of ``stream``: by its first name, the new one."""
    found: dict[bytes, bytes] = {}
    for one in streams:
        if one.origin.parent == stream.id.bytes and one.origin.role == "office":
            found.update(names_anew(one.origin, forks.in_log(connection, one)))
    return found
