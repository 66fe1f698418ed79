"""When totals differ, the single rows of the buckets concerned go along, so that they are named."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct
from sqlalchemy import Connection

from app.oplog.registry import Channel
from app.storage.control_totals import BUCKETS, RowHash, bucket_of, row_hashes
from app.storage.streams import StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync import canonical, comparable, comparisons, limits
from app.sync.comparisons import NamedRow
from app.sync.here import Here
from app.sync.manifest import Bytes8, Bytes16, Number, Small
from app.sync.reject import Reject
from app.sync.steps.check_bundle import Checked
from app.sync.trust_store import Device

VERSION = 1
MOST_ROWS = 6000  # of 27 bytes at most: they fit where other small segments do
assert MOST_ROWS * 30 < limits.MAX_RIDER


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


class TotalsRows:
    """The rider with the single rows of buckets that were found to differ."""

    def offer(self, connection: Connection, at: Here, peer: Device, channel: str) -> list[bytes]:
        """Our rows of these buckets, so that the other side can name those that differ."""
        if all(one.agrees is not False for one in comparisons.comparisons(connection)):
            return []
        streams = StreamBook(connection)
        found = []
        for pv in comparable.scopes(streams, peer, channel):
            known = comparisons.comparison(connection, peer.id, channel, pv)
            # Rows may have come before any totals: then it is not known yet which buckets differ.
            if known is not None and known.agrees is False and known.buckets:
                rows = row_hashes(connection, streams, pv, Channel(channel), buckets=known.buckets)
                found.append(_rows_of(pv, channel, known.buckets, rows))
        return found

    def take(self, work: UnitOfWork, at: Here, checked: Checked, payload: bytes) -> None:
        """Name the rows that only one side has, or that come to something else there."""
        told = canonical.decode(payload, _Rows)
        comparable.require_shared(at, checked, told.pv, told.channel)
        channel = Channel(told.channel)
        since = comparable.written_since(work, checked, told.pv, channel)
        if since is None:
            return
        buckets = frozenset(told.buckets)
        theirs = {(one.kind, one.row): one.hash for one in told.rows}
        if any(bucket_of(row) not in buckets for _kind, row in theirs):
            raise Reject("malformed")
        ours = {
            (one.kind, one.row): one.hash
            for one in row_hashes(
                work.connection, work.streams, told.pv, channel, buckets=told.buckets
            )
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
