"""Control totals ride along, are compared, and when they differ the very rows are named.

Totals say something only when both sides hold the same operations: the sender's ``have`` in the
same bundle tells what it held. What was written here since is left out by its buckets. Nothing
is compared between programs that read different kinds.

To look at every row costs more than the rest of an export, so totals go once a week of changes,
and in every bundle while something differs. Totals of a channel travel in that channel's
bundles only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct
from sqlalchemy import Connection, bindparam, exists, select

from app.models.log import sync_op, sync_peer
from app.oplog.registry import SCHEMA, Channel
from app.storage.control_totals import BUCKETS, RowHash, bucket_of, control_totals, row_hashes
from app.storage.plain_rows import PlainQuery
from app.storage.streams import Stream, StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync import canonical, comparisons, limits, trust_store
from app.sync.comparisons import NamedRow
from app.sync.here import Here
from app.sync.manifest import Bytes8, Bytes16, Bytes32, Have, Number, Small
from app.sync.reject import Reject
from app.sync.steps.check_bundle import Checked
from app.sync.trust_store import Device

VERSION = 1
EVERY_MS = 7 * 24 * 3600 * 1000
MOST_ROWS = 6000  # of 27 bytes at most: they fit where other small segments do
assert MOST_ROWS * 30 < limits.MAX_RIDER


class _Totals(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """``[1, scope, channel, rows, operations, state hash, [256 bucket hashes]]``."""

    version: Annotated[int, Meta(ge=1, le=1)]
    pv: Number
    channel: Annotated[str, Meta(max_length=8)]
    rows: Number
    operations: Number
    state: Bytes32
    buckets: Annotated[tuple[Bytes8, ...], Meta(min_length=BUCKETS, max_length=BUCKETS)]


class _Row(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    kind: Small
    row: Bytes16
    hash: Bytes8


class _Rows(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """``[1, scope, channel, buckets as bytes, [[kind, row, hash], …]]``: all rows of these."""

    version: Annotated[int, Meta(ge=1, le=1)]
    pv: Number
    channel: Annotated[str, Meta(max_length=8)]
    buckets: Annotated[bytes, Meta(min_length=1, max_length=BUCKETS)]
    rows: Annotated[tuple[_Row, ...], Meta(max_length=MOST_ROWS)]


_STATED = PlainQuery(select(exists().where(sync_peer.c.device == bindparam("device"))), ["device"])


class Totals:
    """The rider with the totals of every scope that both may hold."""

    def offer(self, connection: Connection, at: Here, peer: Device, channel: str) -> list[bytes]:
        """One for each scope whose turn it is; none before the peer has told what it holds."""
        ((stated,),) = _STATED.ask(connection, peer.id.bytes)
        if not stated:
            return []
        streams = StreamBook(connection)
        found = []
        for pv, newest in comparisons.newest_changes(streams, peer, channel).items():
            known = comparisons.comparison(connection, peer.id, channel, pv)
            if not _due(known, newest):
                continue
            ours = control_totals(connection, streams, pv, Channel(channel))
            found.append(
                canonical.encode(
                    _Totals(
                        VERSION, pv, channel, ours.rows, ours.operations, ours.state, ours.buckets
                    )
                )
            )
        return found

    def take(self, work: UnitOfWork, at: Here, checked: Checked, payload: bytes) -> None:
        """Compare, if there is something to be compared, and note what came out."""
        told = canonical.decode(payload, _Totals)
        _require(at, checked, told.pv, told.channel)
        channel = Channel(told.channel)
        since = _written_since(work, checked, told.pv, channel)
        if since is None:
            return
        ours = control_totals(work.connection, work.streams, told.pv, channel)
        left_out = {bucket_of(row) for row in since}
        differing = {
            place
            for place, (here, there) in enumerate(zip(ours.buckets, told.buckets, strict=True))
            if here != there and place not in left_out
        }
        whole = (ours.rows, ours.operations, ours.state) == (told.rows, told.operations, told.state)
        if not since and not whole and not differing:
            differing = set(range(BUCKETS))
        comparisons.note_compared(
            work.connection,
            checked.sender.id,
            told.channel,
            told.pv,
            now_ms=work.now_ms,
            rows=ours.rows,
            operations=ours.operations,
            differing=differing,
        )


class TotalsRows:
    """The rider with the single rows of buckets that were found to differ."""

    def offer(self, connection: Connection, at: Here, peer: Device, channel: str) -> list[bytes]:
        """Our rows of these buckets, so that the other side can name those that differ."""
        if all(one.agrees is not False for one in comparisons.comparisons(connection)):
            return []
        streams = StreamBook(connection)
        found = []
        for pv in comparisons.newest_changes(streams, peer, channel):
            known = comparisons.comparison(connection, peer.id, channel, pv)
            # Rows may have come before any totals: then it is not known yet which buckets differ.
            if known is not None and known.agrees is False and known.buckets:
                rows = row_hashes(
                    connection, streams, pv, Channel(channel), buckets=frozenset(known.buckets)
                )
                found.append(_rows_of(pv, channel, known.buckets, rows))
        return found

    def take(self, work: UnitOfWork, at: Here, checked: Checked, payload: bytes) -> None:
        """Name the rows that only one side has, or that come to something else there."""
        told = canonical.decode(payload, _Rows)
        _require(at, checked, told.pv, told.channel)
        channel = Channel(told.channel)
        since = _written_since(work, checked, told.pv, channel)
        if since is None:
            return
        buckets = frozenset(told.buckets)
        theirs = {(one.kind, one.row): one.hash for one in told.rows}
        if any(bucket_of(row) not in buckets for _kind, row in theirs):
            raise Reject("malformed")
        ours = {
            (one.kind, one.row): one.hash
            for one in row_hashes(work.connection, work.streams, told.pv, channel, buckets=buckets)
        }
        named = [
            NamedRow(kind, row)
            for kind, row in sorted(ours.keys() | theirs.keys())
            if ours.get((kind, row)) != theirs.get((kind, row)) and row not in since
        ]
        if named:
            comparisons.note_named(work.connection, checked.sender.id, told.channel, told.pv, named)


def _rows_of(pv: int, channel: str, buckets: bytes, rows: list[RowHash]) -> bytes:
    """As many whole buckets as fit; the others have their turn when these agree."""
    chosen, held = bytearray(), list[_Row]()
    for bucket in buckets:
        inside = [_Row(one.kind, one.row, one.hash) for one in rows if bucket_of(one.row) == bucket]
        if chosen and len(held) + len(inside) > MOST_ROWS:
            break
        chosen.append(bucket)
        held += inside
    return canonical.encode(_Rows(VERSION, pv, channel, bytes(chosen), tuple(held[:MOST_ROWS])))


def _due(known: comparisons.Comparison | None, newest: int) -> bool:
    if known is None or known.told_ms is None or known.agrees is False:
        return True
    return not 0 <= newest - known.told_ms < EVERY_MS


def _require(at: Here, checked: Checked, pv: int, channel: str) -> None:
    """Only of what both may hold, and of a restricted channel only in its own bundles."""
    carried = checked.channel or Channel.BASE.value
    both = all(one.may_hold(channel, pv) for one in (at.device, checked.sender))
    if channel != carried or not both:
        raise Reject("malformed")


def _written_since(
    work: UnitOfWork, checked: Checked, pv: int, channel: Channel
) -> set[bytes] | None:
    """Rows touched here by what the sender did not hold; None when nothing can be compared."""
    if checked.manifest.schema != SCHEMA:
        return None
    if checked.manifest.trust_version != trust_store.require_root(work.connection).version:
        return None  # what a withdrawn device wrote counts up to another place there
    stated = {UUID(bytes=one.stream_id): one for one in checked.manifest.have}
    streams = {
        one.id: one for one in work.streams if one.origin.pv == pv and one.origin.channel is channel
    }
    if not streams or not _all_here(streams, stated, work.streams):
        return None
    since: set[bytes] = set()
    for stream in streams.values():
        told = stated.get(stream.id)
        after = told.seq if told is not None else 0
        if after < stream.seq:
            since.update(_rows_after(work.connection, stream, after))
    return since


def _all_here(
    streams: Mapping[UUID, Stream], stated: Mapping[UUID, Have], known: StreamBook
) -> bool:
    """Whether nothing that the sender holds of these streams is missing here.

    A stream that is not known here at all could belong to the scope, so it counts as missing.
    """
    for stream_id, told in stated.items():
        if told.seq == 0:
            continue
        if stream_id not in known.by_id:
            return False
        here = streams.get(stream_id)
        if here is not None and (
            here.seq < told.seq or (here.seq == told.seq and here.chain != told.chain)
        ):
            return False
    return True


def _rows_after(connection: Connection, stream: Stream, after: int) -> set[bytes]:
    found = connection.execute(
        select(sync_op.c.row_id).where(sync_op.c.stream_no == stream.number, sync_op.c.seq > after)
    ).scalars()
    return {row.bytes for row in found}
