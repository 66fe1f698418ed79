"""Which operations a peer lacks, cut into parcels that fit into one bundle each.

A stream is sent from what the peer has acknowledged, never from what was sent last: a bundle
that was lost heals by itself and what arrives twice does no harm. A workstation sends its own
streams; the receiving office also passes on what others in that scope wrote, as they signed it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from itertools import accumulate
from operator import itemgetter
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from app.models.log import sync_op
from app.storage.aside import chain_at
from app.storage.plain_rows import PlainQuery
from app.storage.streams import Stream, StreamBook
from app.sync import forks, limits
from app.sync.container_writer import PackedSegment, ops_segment, pack
from app.sync.own_device import OwnDevice
from app.sync.parcel import Parcel, Stretch
from app.sync.trust_store import Device

ROOM = limits.MAX_SEGMENTS_SUM - limits.MIB  # the rest is for what rides along
AT_ONCE = 2 * limits.MIB  # of operations, after which a reading transaction ends
_FRAME = 64  # bytes of array headers around the operations of a segment, generously
_PER_OPERATION = 5


@dataclass(frozen=True, slots=True)
class _Piece:
    stretch: Stretch
    operations: list[bytes]
    size: int  # bytes, unpacked


@dataclass(slots=True)
class _Filling:
    stretches: list[Stretch] = field(default_factory=list)
    segments: list[PackedSegment] = field(default_factory=list)
    size: int = 0


def readable(
    streams: StreamBook, own: OwnDevice, peer: Device, channel: str, *, named: frozenset[UUID]
) -> list[Stream]:
    """The streams of ``channel`` that are sent to ``peer``, own ones first.

    ``named`` are the streams the peer's statement speaks of. Its own ones go back to it as far
    as it says that it lacks them; before its first statement nobody knows that.
    """
    found = []
    for stream in streams:
        if stream.origin.channel.value != channel or not peer.may_hold(channel, stream.origin.pv):
            continue
        returned = stream.device == peer.id and bool(named)
        relayed = stream.device != peer.id and _passes_on(own, peer, stream)
        if stream.device == own.id or ((relayed or returned) and stream.head_sig is not None):
            found.append(stream)
    return sorted(found, key=lambda stream: (stream.device != own.id, stream.id))


def _passes_on(own: OwnDevice, peer: Device, stream: Stream) -> bool:
    """The office passes on everything, two laptops of a commune everything to each other.

    To the office a commune brings what its other laptops wrote.
    """
    return own.role == "office" or peer.role == "commune" or stream.origin.role == "commune"


_RAW = PlainQuery(
    select(sync_op.c.raw)
    .where(
        sync_op.c.stream_no == bindparam("stream"),
        sync_op.c.seq > bindparam("after"),
        sync_op.c.seq <= bindparam("last"),
    )
    .order_by(sync_op.c.seq),
    ["stream", "after", "last"],
)


def collect(
    read: Callable[[], AbstractContextManager[Connection]],
    wanted: list[Stream],
    after: Mapping[UUID, int],
    *,
    channel: str,
    room: int,
) -> Iterator[Parcel]:
    """Everything beyond ``after`` (numbers by stream, 0 when missing), parcel by parcel.

    ``read`` begins a reading transaction, one for a few pieces: nothing is held open while a
    parcel is on its way. ``room`` is the space for packed segments in one bundle, in bytes.
    Nothing is yielded when the peer has all of it.
    """
    filling = _Filling()
    for stream in wanted:
        for piece in _pieces(read, stream, after.get(stream.id, 0)):
            packed = _pack(piece, _place(filling, stream))
            if filling.size + len(packed.data) > room and filling.segments:
                yield _finished(filling, channel)
                filling = _Filling()
                packed = _pack(piece, 0)
            _add(filling, piece.stretch, packed)
    if filling.segments:
        yield _finished(filling, channel)


def beside(
    connection: Connection,
    streams: StreamBook,
    own: OwnDevice,
    peer: Device,
    channel: str,
    *,
    stated: Collection[bytes],
) -> Iterator[Parcel]:
    """For the office: second histories of others that lie aside here, one in each parcel.

    Their device may be gone, and the office may never have met them. Left out is what it holds by
    its statement (``stated`` chain values), and what does not fit into one bundle with its end.
    """
    if own.role == "office" or peer.role != "office":
        return
    for one in forks.to_bring(connection, streams):
        stream, links = one.stream, one.links
        if stream.origin.channel.value != channel or stream.device == own.id:
            continue
        if not peer.may_hold(channel, stream.origin.pv):
            continue
        if any(link.chain in stated for link in links):
            continue
        segments = _segments(one.common + 1, [link.raw for link in links])
        if sum(len(each.data) for each in segments) > ROOM:
            continue
        last = links[-1]
        before = chain_at(connection, stream, one.common)
        proved = replace(stream, head_seq=last.seq, head_sig=one.head_sig)
        stretch = Stretch(proved, one.common + 1, last.seq, before, last.chain)
        yield Parcel(channel, (stretch,), tuple(segments), beside=True)


def _segments(first: int, operations: list[bytes]) -> list[PackedSegment]:
    found = []
    while operations:
        held, _size = _fitting(operations[: limits.MAX_OPS])
        found.append(pack(ops_segment(0, first, held)))
        first, operations = first + len(held), operations[len(held) :]
    return found


def _pieces(
    read: Callable[[], AbstractContextManager[Connection]], stream: Stream, after: int
) -> Iterator[_Piece]:
    """The stream's operations beyond ``after``, each piece small enough for one segment."""
    chain: bytes | None = None
    while after < stream.seq:
        batch: list[_Piece] = []
        size = 0
        with read() as connection:
            if chain is None:
                chain = chain_at(connection, stream, after)
            while after < stream.seq and size < AT_ONCE:
                piece = _piece(connection, stream, after, chain)
                batch.append(piece)
                after, chain = piece.stretch.last, piece.stretch.chain_after
                size += piece.size
        yield from batch


def _piece(connection: Connection, stream: Stream, after: int, chain: bytes) -> _Piece:
    wanted = min(limits.MAX_OPS, stream.seq - after)
    found = _RAW.ask(connection, stream.number, after, after + wanted)
    assert len(found) == wanted, "the log has a gap"
    held, size = _fitting(list(map(itemgetter(0), found)))
    last = after + len(held)
    behind = stream.chain if last == stream.seq else chain_at(connection, stream, last)
    return _Piece(Stretch(stream, after + 1, last, chain, behind), held, size)


def _fitting(operations: list[bytes]) -> tuple[list[bytes], int]:
    """As many of the first operations as one segment takes, one at least; and their size."""
    size = _FRAME + sum(map(len, operations)) + _PER_OPERATION * len(operations)
    if size <= limits.MAX_SEGMENT_PLAIN:
        return operations, size
    lengths = (len(raw) + _PER_OPERATION for raw in operations)
    ends = list(accumulate(lengths, initial=_FRAME))
    count = max(sum(end <= limits.MAX_SEGMENT_PLAIN for end in ends) - 1, 1)
    return operations[:count], ends[count]


def _place(filling: _Filling, stream: Stream) -> int:
    """Where the stream stands in the parcel; a stream's pieces follow on each other."""
    at = len(filling.stretches)
    return at - 1 if at and filling.stretches[-1].stream is stream else at


def _pack(piece: _Piece, place: int) -> PackedSegment:
    return pack(ops_segment(place, piece.stretch.first, piece.operations))


def _add(filling: _Filling, new: Stretch, packed: PackedSegment) -> None:
    if filling.stretches and filling.stretches[-1].stream is new.stream:
        old = filling.stretches.pop()
        new = Stretch(new.stream, old.first, new.last, old.chain_before, new.chain_after)
    filling.stretches.append(new)
    filling.segments.append(packed)
    filling.size += len(packed.data)


def _finished(filling: _Filling, channel: str) -> Parcel:
    return Parcel(channel, tuple(filling.stretches), tuple(filling.segments))
