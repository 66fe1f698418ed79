"""Streams that tell two histories: noticed, kept, healed by their own device.

A computer that was copied or set back without anybody's knowledge goes on from an earlier point
and uses numbers twice. Whoever meets the second branch keeps the first and lays the second aside.
The device itself takes over the branch that others hold, and writes its own anew in another
stream; if it never comes back, the office does so (``sync.adoption``). Nothing is dropped: an
operation leaves the log only when it was written anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Row,
    and_,
    bindparam,
    delete,
    func,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from app.models.forks import sync_fork
from app.models.log import sync_op, sync_stream
from app.oplog.branches import Numbered, Said, all_told, anew, gives_way, left, told_by
from app.oplog.hybrid_clock import stamp_ms
from app.oplog.operation import decode, read
from app.oplog.repetition import continues
from app.oplog.stream import chain_next
from app.storage import aside
from app.storage.aside import Link
from app.storage.plain_rows import PlainQuery
from app.storage.reproject import reproject
from app.storage.streams import Stream, StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync import own_device
from app.sync.manifest import Have, StreamRange
from app.sync.own_device import OwnDevice

OPEN, REPEATED, TOLD = "open", "repeated", "told"
_AGAIN = b"tgxh/again/1\0"
COPY_DAYS = 30  # how long a device that told two histories may be in use twice
_DAY_MS = 24 * 3600 * 1000


def leave(work: UnitOfWork, own: OwnDevice, stream: Stream) -> None:
    """Go on in a new stream, because others hold more of this own one than we do."""
    own_device.reopen(work.streams, own, stream, created_ms=work.now_ms)


def heed(work: UnitOfWork, own: OwnDevice, have: Sequence[Have]) -> bool:
    """Leave own streams of which the office says that it holds more; whether there were any.

    Nothing proves it as yet, and nothing has to: a new stream costs nothing, while going on in
    the old one would use its numbers twice.
    """
    left = False
    for one in have:
        stream = work.streams.by_id.get(UUID(bytes=one.stream_id))
        if stream is None or stream.device != own.id or stream.state != OPEN:
            continue
        if one.seq > stream.seq:
            leave(work, own, stream)
            left = True
    return left


def repeat(work: UnitOfWork, own: OwnDevice, stream: Stream, common: int) -> int:
    """Write what our own stream says after ``common`` anew in another one; returns how much.

    Done again from the same branch it gives the same stream with the same operations, and what
    came back of an earlier time is not written twice. The new operations name the old ones in
    ``nonce``; bases among them are named anew.
    """
    state = stream.state
    moved = aside.cut(work, stream, common)
    names: dict[bytes, bytes] = {}
    rest, into = moved, stream
    while rest:
        into = _next(work, own, stream, into=into, first=rest[0], state=state)
        fresh = anew(stream.id.bytes, into.id.bytes, [one.raw for one in rest], names)
        held = aside.logged(work.connection, into, 0, into.seq)
        same = 0
        while same < min(len(fresh), len(held)) and fresh[same] == held[same].raw:
            same += 1
        if same == len(held):
            aside.extend(work, into, fresh[same:])
            break
        rest = rest[same:]
    if state == OPEN and into.state != OPEN:
        own_device.reopen(work.streams, own, into, created_ms=work.now_ms)
    taken = [read(one.raw, one.seq) for one in moved]
    reproject(work, {one.row for one in moved}, taken=taken)
    return len(moved)


def _next(
    work: UnitOfWork, own: OwnDevice, stream: Stream, *, into: Stream, first: Link, state: str
) -> Stream:
    """The stream for a branch of ``stream`` that begins with ``first``; always the same one."""
    wanted = sha256(_AGAIN + into.id.bytes + first.chain).digest()[:16]
    there = work.streams.by_id.get(UUID(bytes=wanted))
    if there is None:
        created_ms = stamp_ms(decode(first.raw).hlc)
        return own_device.reopen(
            work.streams, own, stream, created_ms=created_ms, stream=wanted, state=state
        )
    if stream.state == OPEN:
        work.streams.seal(stream)
    return there


def make_room(work: UnitOfWork, stream: Stream, common: int) -> bool:
    """Lay aside what a foreign stream says after ``common``, if all of it was written anew.

    So the parts of the branch that others hold can wait there until their end proves them.
    """
    if stream.head_sig is None or stream.head_seq != stream.seq or stream.origin.last is not None:
        return False
    ours = aside.logged(work.connection, stream, common, stream.seq)
    told = written_anew(work.connection, work.streams, stream)
    if not all_told(stream.origin, _numbered(ours), told):
        return False
    known = {"head_seq": stream.head_seq, "head_sig": stream.head_sig, "state": REPEATED}
    _remember(work, stream, common=common, theirs=ours[0].chain, known=known)
    aside.cut(work, stream, common)
    reproject(work, {one.row for one in ours}, taken=[read(one.raw, one.seq) for one in ours])
    return True


def note(
    work: UnitOfWork, stream: Stream, announced: StreamRange, *, common: int, theirs: bytes
) -> None:
    """Remember that a second branch of a foreign stream lies aside; ``theirs`` is where it begins.

    What was known less exactly of the same branch is forgotten, but for its newest end.
    """
    connection = work.connection
    later = {one.chain for one in aside.branch(connection, stream.id, theirs)[1:]}
    head, signature = announced.head, announced.head_signature
    for row in connection.execute(select(sync_fork).where(sync_fork.c.stream == stream.id)).all():
        inside = bytes(row.theirs) in later
        if (inside or bytes(row.theirs) == theirs) and row.head_seq > head:
            head, signature = row.head_seq, bytes(row.head_sig)
        if inside:
            connection.execute(delete(sync_fork).where(_place(row)))
    known = {"head_seq": head, "head_sig": signature, "state": OPEN}
    _remember(work, stream, common=common, theirs=theirs, known=known)


def _remember(
    work: UnitOfWork, stream: Stream, *, common: int, theirs: bytes, known: dict[str, object]
) -> None:
    work.connection.execute(
        insert(sync_fork)
        .values(
            stream=stream.id,
            common=common,
            theirs=theirs,
            sender=stream.device,
            noted_ms=work.now_ms,
            **known,
        )
        .on_conflict_do_update(index_elements=["stream", "common", "theirs"], set_=known)
    )


def settle(work: UnitOfWork, *, led: Collection[bytes] = ()) -> None:
    """See which branches were written anew, and take over the one that others go by.

    When ours was written anew, the two change places: if the other one was not, and if it is the
    one that the office holds. ``led`` are the chains with which such branches begin; so in the end
    everybody holds the office's.
    """
    rows = work.connection.execute(select(sync_fork).where(sync_fork.c.state == OPEN)).all()
    for row in rows:
        stream = work.streams.by_id[row.stream]
        if row.common > stream.seq:
            continue
        told = written_anew(work.connection, work.streams, stream)
        leads = bytes(row.theirs) in led
        if _gives_way(work.connection, stream, row, told, leads=leads):
            _swap(work, stream, row, told)
        elif not left_aside(work.connection, stream, told, after=row.common):
            _change(work.connection, row, state=REPEATED)


def _gives_way(
    connection: Connection, stream: Stream, row: Row[Any], told: set[Said], *, leads: bool
) -> bool:
    """Whether the branch aside may take the place of the one in our log, and its begin is known."""
    theirs = aside.branch(connection, stream.id, bytes(row.theirs))
    chain = aside.chain_at(connection, stream, row.common)
    if not theirs or chain_next(chain, theirs[0].raw) != theirs[0].chain:
        return False  # where exactly it begins is not known yet
    ours = aside.logged(connection, stream, row.common, stream.seq)
    return gives_way(stream.origin, _numbered(ours), _numbered(theirs), told, leads=leads)


def left_aside(
    connection: Connection, stream: Stream, told: Collection[Said], *, after: int = 0
) -> list[Numbered]:
    """What lies aside beyond ``after``, is not in the log and was not written anew (``told``).

    Whatever its stream may not write is left out.
    """
    beside = _numbered(one for one in aside.every(connection, stream.id) if one.seq > after)
    if not beside:
        return []
    first = min(seq for seq, _raw in beside)
    logged = aside.logged(connection, stream, first - 1, stream.seq)
    return left(stream.origin, beside, _numbered(logged), told)


@dataclass(frozen=True, slots=True)
class Branch:
    """What lies aside of a foreign stream after ``common``, up to an end that its device signed."""

    stream: Stream
    common: int
    links: list[Link]
    head_sig: bytes


def to_bring(connection: Connection, streams: StreamBook) -> list[Branch]:
    """Branches aside that nobody wrote anew, as far as is known here; whole ones only.

    Of withdrawn devices none: nobody takes them up.
    """
    if not meeting_points(connection):
        return []  # nearly always; asked by every export, in the cheapest way
    rows = connection.execute(select(sync_fork).where(sync_fork.c.state == OPEN)).all()
    found = []
    for row in rows:
        stream = streams.by_id[row.stream]
        if stream.origin.last is not None or row.common > stream.seq:
            continue
        links = aside.branch(connection, stream.id, bytes(row.theirs))
        before = aside.chain_at(connection, stream, row.common)
        if not links or chain_next(before, links[0].raw) != links[0].chain:
            continue  # where exactly it begins is not known here
        end = _end([one for one in rows if one.stream == row.stream], links)
        links = [one for one in links if one.seq <= end.head_seq]
        if links and links[-1].seq == end.head_seq:
            found.append(Branch(stream, row.common, links, bytes(end.head_sig)))
    return found


def _end(rows: Iterable[Row[Any]], links: Iterable[Link]) -> Row[Any]:
    """The newest end of a branch that its device signed.

    More of it may have come later, under an end of its own.
    """
    inside = {one.chain for one in links}
    return max((one for one in rows if bytes(one.theirs) in inside), key=attrgetter("head_seq"))


def told_twice(connection: Connection) -> dict[UUID, int]:
    """Streams of which something lies aside that was not written anew, and since when (Unix ms)."""
    rows = connection.execute(
        select(sync_fork.c.stream, func.min(sync_fork.c.noted_ms).label("noted"))
        .where(sync_fork.c.state == OPEN)
        .group_by(sync_fork.c.stream)
    )
    return {row.stream: row.noted for row in rows}


_BRANCHES = PlainQuery(select(type_coerce(sync_fork.c.stream, LargeBinary), sync_fork.c.common), [])


def meeting_points(connection: Connection) -> dict[UUID, int]:
    """For streams with a branch aside: up to where all are surely the same."""
    found: dict[UUID, int] = {}
    for raw, common in _BRANCHES.ask(connection):
        stream = UUID(bytes=raw)
        found[stream] = min(common, found.get(stream, common))
    return found


_COPIED = PlainQuery(
    select(sync_fork.c.stream)
    .join(sync_stream, sync_stream.c.stream == sync_fork.c.stream)
    .where(
        sync_stream.c.device == bindparam("device"),
        sync_fork.c.state != bindparam("told"),
        sync_fork.c.noted_ms > bindparam("since"),
    ),
    ["device", "told", "since"],
)


def copied(connection: Connection, device: UUID, now_ms: int) -> bool:
    """Whether two histories of that device were met here in the last :data:`COPY_DAYS`."""
    return bool(_COPIED.ask(connection, device.bytes, TOLD, now_ms - COPY_DAYS * _DAY_MS))


def _swap(work: UnitOfWork, stream: Stream, row: Row[Any], told: set[Said]) -> None:
    connection = work.connection
    theirs = aside.branch(connection, stream.id, bytes(row.theirs))
    every = connection.execute(select(sync_fork).where(sync_fork.c.stream == stream.id)).all()
    end, our_end = _end(every, theirs), (stream.head_seq, stream.head_sig)
    ours = aside.cut(work, stream, row.common)
    aside.extend(work, stream, [one.raw for one in theirs])
    if end.head_seq == stream.seq:  # else nobody gets it from here
        stream.head_seq, stream.head_sig = stream.seq, bytes(end.head_sig)
        stream.changed = True
        work.streams.save([])
    # What came of it later under ends of its own is in the log now; ours lies in its place.
    gone = {one.chain for one in theirs} - {bytes(row.theirs)} | {ours[0].chain}
    for other in every:
        if bytes(other.theirs) in gone:
            connection.execute(delete(sync_fork).where(_place(other)))
    left = left_aside(connection, stream, told, after=row.common)
    head_seq, head_sig = our_end if our_end[0] > row.common else (0, None)
    known = {"head_seq": head_seq, "head_sig": head_sig or bytes(64)}
    state = OPEN if left else REPEATED
    _change(connection, row, theirs=ours[0].chain, state=state, **known)
    taken = [read(one.raw, one.seq) for one in ours]
    reproject(work, {one.row for one in (*ours, *theirs)}, taken=taken)


def _place(row: Row[Any]) -> ColumnElement[bool]:
    return and_(
        sync_fork.c.stream == row.stream,
        sync_fork.c.common == row.common,
        sync_fork.c.theirs == bytes(row.theirs),
    )


def _change(connection: Connection, row: Row[Any], **values: object) -> None:
    connection.execute(update(sync_fork).where(_place(row)).values(**values))


def written_anew(connection: Connection, streams: StreamBook, stream: Stream) -> set[Said]:
    """Operations of ``stream`` that its device or the office wrote anew, and what they say there.

    Whoever names one and says something else has not written it anew: it stays in the log.
    """
    found: set[Said] = set()
    for one in streams:
        if continues(one.origin, stream.origin):
            found |= told_by(one.origin, in_log(connection, one))
    return found


def in_log(connection: Connection, stream: Stream) -> Iterator[Numbered]:
    """Every operation of ``stream`` that has joined."""
    rows = connection.execute(
        select(sync_op.c.seq, sync_op.c.raw)
        .where(sync_op.c.stream_no == stream.number)
        .order_by(sync_op.c.seq)
    )
    return ((row.seq, bytes(row.raw)) for row in rows)


def _numbered(links: Iterable[Link]) -> list[Numbered]:
    return [(one.seq, one.raw) for one in links]
