"""Control totals ride along with every bundle and are compared.

Only buckets of rows that changed since the last time are read for it
(:mod:`app.storage.kept_totals`). Totals of a channel travel in that channel's bundles only.
What differs is looked at in full once more before anybody is told: what is kept is made anew
then, so that it never raises a false alarm twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct
from sqlalchemy import Connection, bindparam, exists, select

from app.models.log import sync_peer
from app.oplog.registry import Channel
from app.storage.control_totals import (
    BUCKETS,
    ControlTotals,
    bucket_of,
    control_totals,
    older_totals,
    renew,
)
from app.storage.kept_totals import is_current
from app.storage.plain_rows import PlainQuery
from app.storage.streams import StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync import canonical, comparable, comparisons
from app.sync.here import Here
from app.sync.manifest import Bytes8, Bytes32, Number
from app.sync.steps.check_bundle import Checked
from app.sync.trust_store import Device

VERSION = 1


class _Totals(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """``[1, scope, channel, rows, operations, whole hash, [256 bucket hashes]]``."""

    version: Annotated[int, Meta(ge=1, le=1)]
    pv: Number
    channel: Annotated[str, Meta(max_length=8)]
    rows: Number
    operations: Number
    whole: Bytes32
    buckets: Annotated[tuple[Bytes8, ...], Meta(min_length=BUCKETS, max_length=BUCKETS)]


_STATED = PlainQuery(select(exists().where(sync_peer.c.device == bindparam("device"))), ["device"])


def due(connection: Connection, peer: UUID) -> bool:
    """Whether totals go to ``peer``: not before it has told what it holds."""
    ((stated,),) = _STATED.ask(connection, peer.bytes)
    return bool(stated)


def prepare(work: UnitOfWork, peer: Device, channels: Sequence[str]) -> bool:
    """Bring up what is kept for the scopes that ``peer`` may hold; False when it is all true."""
    stale = [
        (pv, channel)
        for channel in map(Channel, channels)
        for pv in comparable.scopes(work.streams, peer, channel)
        if not is_current(work.connection, work.streams, pv, channel, now_ms=work.now_ms)
    ]
    for pv, channel in stale:
        renew(work.connection, work.streams, pv, channel, now_ms=work.now_ms)
    return bool(stale)


class Totals:
    """The rider with the totals of every scope that both may hold."""

    def offer(self, connection: Connection, at: Here, peer: Device, channel: str) -> list[bytes]:
        """One for each scope; none before the peer has told what it holds."""
        if not due(connection, peer.id):
            return []
        streams = StreamBook(connection)
        return [
            encoded(pv, channel, control_totals(connection, streams, pv, Channel(channel)))
            for pv in comparable.scopes(streams, peer, channel)
        ]

    def take(self, work: UnitOfWork, at: Here, checked: Checked, payload: bytes) -> None:
        """Compare, if there is something to be compared, and note what came out."""
        told = canonical.decode(payload, _Totals)
        comparable.require_shared(at, checked, told.pv, told.channel)
        channel = Channel(told.channel)
        since = comparable.written_since(work, checked, told.pv, channel)
        if since is None:
            return
        ours = renew(work.connection, work.streams, told.pv, channel, now_ms=work.now_ms)
        if _differing(ours, told, since):
            ours = renew(
                work.connection, work.streams, told.pv, channel, now_ms=work.now_ms, believe=False
            )
        _note(work, checked, told, ours, since=since)


class OlderTotals:
    """Totals as programs before segment 10 told them: read, no longer sent."""

    def offer(self, connection: Connection, at: Here, peer: Device, channel: str) -> list[bytes]:
        """Never any."""
        return []

    def take(self, work: UnitOfWork, at: Here, checked: Checked, payload: bytes) -> None:
        """Compare over all rows, which takes a moment."""
        told = canonical.decode(payload, _Totals)
        comparable.require_shared(at, checked, told.pv, told.channel)
        channel = Channel(told.channel)
        since = comparable.written_since(work, checked, told.pv, channel)
        if since is not None:
            ours = older_totals(work.connection, work.streams, told.pv, channel)
            _note(work, checked, told, ours, since=since)


def encoded(pv: int, channel: str, ours: ControlTotals) -> bytes:
    """The segment."""
    return canonical.encode(
        _Totals(VERSION, pv, channel, ours.rows, ours.operations, ours.whole, ours.buckets)
    )


def _differing(ours: ControlTotals, told: _Totals, since: set[bytes]) -> set[int]:
    """Buckets that differ, without those of rows that were written here since."""
    left_out = {bucket_of(row) for row in since}
    differing = {
        place
        for place, (here, there) in enumerate(zip(ours.buckets, told.buckets, strict=True))
        if here != there and place not in left_out
    }
    whole = (ours.rows, ours.operations, ours.whole) == (told.rows, told.operations, told.whole)
    if not since and not whole and not differing:
        return set(range(BUCKETS))
    return differing


def _note(
    work: UnitOfWork, checked: Checked, told: _Totals, ours: ControlTotals, *, since: set[bytes]
) -> None:
    comparisons.note_compared(
        work.connection,
        checked.sender.id,
        told.channel,
        told.pv,
        now_ms=work.now_ms,
        rows=ours.rows,
        operations=ours.operations,
        differing=_differing(ours, told, since),
    )
