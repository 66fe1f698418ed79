"""Control totals as they were computed last, and only what changed since computed anew.

A row changes by operations that are appended to the log of its scope and channel, so the log
itself tells which rows to look at: saving marks nothing and costs nothing. What changes rows in
another way, or what became of older operations, folds them again from the log
(:mod:`reproject`) and lets go of everything kept here. A stream whose chain is not the one that
was noted was cut meanwhile; then all is computed anew. Once a week every row is looked at all the
same: a disk that spoils a row writes no operation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.core.collecting import not_collecting
from app.models.log import sync_op
from app.models.totals import kept_total
from app.oplog.registry import Channel
from app.storage.aside import chain_at
from app.storage.plain_rows import PlainQuery
from app.storage.state_hash import known_scopes, last_byte, told_rows
from app.storage.streams import Stream, StreamBook

if TYPE_CHECKING:
    from hashlib import _Hash as Hash  # its only name, and only for the checker

BUCKETS = 256
AT_ONCE = 64  # buckets whose rows are held in memory together
EVERY_MS = 7 * 24 * 3600 * 1000

Reach = dict[int, tuple[int, bytes]]  # by local number of the stream: number, chain


@dataclass(frozen=True, slots=True)
class Totals:
    """One scope and channel: what its 256 buckets of rows come to, up to where in the log."""

    operations: int
    """Those that were folded; denied ones and those kept for a newer program are not counted."""
    counts: tuple[int, ...]
    hashes: tuple[bytes, ...]
    """For each last byte of a row's id the SHA-256 over the tellings of its rows, in order."""
    reach: Reach
    counted_ms: int
    """When every row was looked at last, by this computer's clock."""

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(self.counts)


_encode = msgspec.msgpack.Encoder().encode
_reach = msgspec.msgpack.Decoder(Reach)
_counts = msgspec.msgpack.Decoder(tuple[int, ...])
_EMPTY = sha256().digest()

_KEPT = PlainQuery(
    select(
        kept_total.c.reach,
        kept_total.c.operations,
        kept_total.c.counts,
        kept_total.c.hashes,
        kept_total.c.counted_ms,
    ).where(kept_total.c.pv == bindparam("pv"), kept_total.c.channel == bindparam("channel")),
    ["pv", "channel"],
)
_SINCE = PlainQuery(
    select(last_byte(sync_op.c.row_id), sync_op.c.status).where(
        sync_op.c.stream_no == bindparam("stream"), sync_op.c.seq > bindparam("after")
    ),
    ["stream", "after"],
)


def bucket_of(row: bytes) -> int:
    """Ids end in random bytes, so the buckets fill evenly."""
    return row[-1]


def kept(connection: Connection, pv: int, channel: Channel) -> Totals | None:
    """What was computed last; None when nothing is kept."""
    for reach, operations, counts, hashes, counted_ms in _KEPT.ask(connection, pv, channel.value):
        digests = tuple(hashes[at : at + 32] for at in range(0, len(hashes), 32))
        return Totals(operations, _counts.decode(counts), digests, _reach.decode(reach), counted_ms)
    return None


def keep(connection: Connection, pv: int, channel: Channel, totals: Totals) -> None:
    """Keep these for the next time."""
    values = {
        "reach": _encode(totals.reach),
        "operations": totals.operations,
        "counts": _encode(totals.counts),
        "hashes": b"".join(totals.hashes),
        "counted_ms": totals.counted_ms,
    }
    connection.execute(
        insert(kept_total)
        .values(pv=pv, channel=channel.value, **values)
        .on_conflict_do_update(index_elements=["pv", "channel"], set_=values)
    )


def let_go(connection: Connection) -> None:
    """Forget all of them: rows are about to change without new operations."""
    connection.execute(delete(kept_total))


def counted(
    connection: Connection, streams: StreamBook, pv: int, channel: Channel, *, now_ms: int
) -> Totals:
    """Every row looked at, nothing believed; a commune's 8,000 take some 40 ms."""
    nothing = Totals(0, (0,) * BUCKETS, (_EMPTY,) * BUCKETS, {}, now_ms)
    return _on(connection, streams, pv, channel, since=nothing)


def brought_up(
    connection: Connection, streams: StreamBook, pv: int, channel: Channel
) -> Totals | None:
    """From what is kept and the buckets of rows that changed since; None when nothing true is."""
    since = kept(connection, pv, channel)
    if since is None or not _true(connection, streams, since.reach):
        return None
    return _on(connection, streams, pv, channel, since=since)


def is_current(
    connection: Connection, streams: StreamBook, pv: int, channel: Channel, *, now_ms: int
) -> bool:
    """Whether what is kept needs no look at any row."""
    found = kept(connection, pv, channel)
    return (
        found is not None
        and is_fresh(found, now_ms)
        and found.reach == reach_of(streams, pv, channel)
    )


def is_fresh(totals: Totals, now_ms: int) -> bool:
    """Whether every row was looked at within the last week."""
    return 0 <= now_ms - totals.counted_ms < EVERY_MS


def wrongly_kept(connection: Connection, streams: StreamBook) -> list[tuple[int, Channel]]:
    """Scopes and channels whose kept totals are not what a look at every row comes to."""
    wrong = []
    for pv, channel in known_scopes(streams):
        found = brought_up(connection, streams, pv, channel)
        if found is not None and found != counted(
            connection, streams, pv, channel, now_ms=found.counted_ms
        ):
            wrong.append((pv, channel))
    return wrong


def reach_of(streams: StreamBook, pv: int, channel: Channel) -> Reach:
    """How far the log of a scope and channel has come."""
    return {one.number: (one.seq, one.chain) for one in _of(streams, pv, channel)}


def _on(
    connection: Connection, streams: StreamBook, pv: int, channel: Channel, *, since: Totals
) -> Totals:
    operations, ends = since.operations, set[bytes]()
    for stream in _of(streams, pv, channel):
        after, _chain = since.reach.get(stream.number, (0, b""))
        if after < stream.seq:
            found = _SINCE.ask(connection, stream.number, after)
            operations += sum(status == "folded" for _end, status in found)
            ends.update(end for end, _status in found)
    counts, hashes = list(since.counts), list(since.hashes)
    buckets = sorted(b"".join(ends))
    with not_collecting():
        for start in range(0, len(buckets), AT_ONCE):
            part = bytes(buckets[start : start + AT_ONCE])
            for end, (count, digest) in _counted(
                connection, streams, pv, channel, ends=part
            ).items():
                counts[end], hashes[end] = count, digest
    now = reach_of(streams, pv, channel)
    return Totals(operations, tuple(counts), tuple(hashes), now, since.counted_ms)


def _counted(
    connection: Connection, streams: StreamBook, pv: int, channel: Channel, *, ends: bytes
) -> dict[int, tuple[int, bytes]]:
    """How many rows each of these buckets holds, and their hash."""
    digests: dict[int, Hash] = {end: sha256() for end in ends}
    counts = dict.fromkeys(ends, 0)
    for _kind, row, told in told_rows(connection, streams, pv, channel, ends=ends):
        end = bucket_of(row)
        digests[end].update(told)
        counts[end] += 1
    return {end: (counts[end], digest.digest()) for end, digest in digests.items()}


def _of(streams: StreamBook, pv: int, channel: Channel) -> Iterable[Stream]:
    return [
        one for one in streams if one.seq and one.origin.pv == pv and one.origin.channel is channel
    ]


def _true(connection: Connection, streams: StreamBook, reach: Reach) -> bool:
    """Whether the log goes on from where it stood then."""
    for number, (seq, chain) in reach.items():
        stream = streams.by_number.get(number)
        if stream is None or stream.seq < seq or chain_at(connection, stream, seq) != chain:
            return False
    return True
