"""What each side says it holds: read from the peer's statement, written into ours.

A statement is a hint for what to send, never a proof. The one that came last counts, even when
it says less or bears a lower number: the peer may have been restored from a backup, and its clock
may have gone back by years. What came late says too little at most until the next one comes, and
sending too much does no harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import (
    Connection,
    LargeBinary,
    bindparam,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)

from app.models.log import sync_out, sync_parked, sync_peer, sync_stream
from app.oplog.registry import Channel
from app.storage.aside import chain_at
from app.storage.plain_rows import PlainQuery
from app.storage.streams import StreamBook
from app.sync import forks
from app.sync.manifest import Have, Manifest, Need
from app.sync.parcel import decode_ranges
from app.sync.trust_store import Device

EXCHANGED = (Channel.BASE.value, Channel.CASE.value)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Up to which number the peer holds each stream.

    ``named`` are those it spoke of, ``chains`` the chain values that it has there.
    """

    after: dict[UUID, int]
    named: frozenset[UUID]
    chains: frozenset[bytes] = frozenset()


_STATED = PlainQuery(
    select(type_coerce(sync_peer.c.stream, LargeBinary), sync_peer.c.seq, sync_peer.c.chain).where(
        sync_peer.c.device == bindparam("device")
    ),
    ["device"],
)

_PARKED = PlainQuery(
    select(type_coerce(sync_parked.c.stream, LargeBinary), func.min(sync_parked.c.seq))
    .join(sync_stream, sync_stream.c.stream == sync_parked.c.stream)
    .where(sync_parked.c.seq > sync_stream.c.have_seq)
    .group_by(sync_parked.c.stream)
    .order_by(sync_parked.c.stream),
    [],
)


def note_statement(
    connection: Connection, streams: StreamBook, device: UUID, manifest: Manifest, now_ms: int
) -> None:
    """Remember what the peer holds, as its bundle says; a known bundle is not read again."""
    connection.execute(delete(sync_peer).where(sync_peer.c.device == device))
    stated = {have.stream_id: have for have in manifest.have}
    if stated:
        connection.execute(
            insert(sync_peer),
            [
                {
                    "device": device,
                    "stream": have.stream_id,
                    "seq": have.seq,
                    "chain": have.chain,
                    "statement": manifest.statement,
                }
                for have in stated.values()
            ],
        )
    _note_arrivals(connection, streams, device, now_ms)


def acknowledged(connection: Connection, streams: StreamBook, device: UUID) -> Acknowledged:
    """What ``device`` holds of our streams, as far as its chain is ours."""
    after: dict[UUID, int] = {}
    forked = forks.meeting_points(connection)
    named, chains = set[UUID](), set[bytes]()
    for raw, seq, chain in _STATED.ask(connection, device.bytes):
        one = UUID(bytes=raw)
        named.add(one)
        chains.add(chain)
        stream = streams.by_id.get(one)
        if stream is None:
            continue
        # Beyond what is known here nothing can be compared and nothing is to be sent.
        same = seq > stream.seq or chain_at(connection, stream, seq) == chain
        after[one] = min(seq, stream.seq) if same else 0
        if seq > stream.seq:  # of two histories it may hold the other one
            after[one] = min(stream.seq, forked.get(one, stream.seq))
    return Acknowledged(after, frozenset(named), frozenset(chains))


def to_send_after(
    connection: Connection, streams: StreamBook, device: UUID, now_ms: int
) -> Acknowledged:
    """As :func:`acknowledged`; nothing for a device that was met in two copies lately.

    Both speak under one name: which of them said what it holds, and which will read, nobody knows.
    """
    held = acknowledged(connection, streams, device)
    return replace(held, after={}) if forks.copied(connection, device, now_ms) else held


def have_for(streams: StreamBook, peer: Device) -> tuple[Have, ...]:
    """Our own statement to ``peer``: how far we hold every stream that it may hold too."""
    return tuple(
        Have(stream.id.bytes, stream.seq, stream.chain)
        for stream in sorted(streams, key=lambda one: one.id)
        if stream.origin.channel.value in EXCHANGED
        and peer.may_hold(stream.origin.channel.value, stream.origin.pv)
    )


def need_for(connection: Connection, streams: StreamBook, peer: Device) -> tuple[Need, ...]:
    """The gaps before parked operations, of streams that ``peer`` may hold."""
    found = []
    for raw, first in _PARKED.ask(connection):
        stream = streams.by_id.get(UUID(bytes=raw))
        if stream is None or first <= stream.seq + 1:
            continue
        if peer.may_hold(stream.origin.channel.value, stream.origin.pv):
            found.append(Need(raw, stream.seq + 1, first - 1))
    return tuple(found)


def _note_arrivals(connection: Connection, streams: StreamBook, device: UUID, now_ms: int) -> None:
    """Bundles whose every operation the peer now holds have arrived."""
    held = acknowledged(connection, streams, device).after
    waiting = connection.execute(
        select(sync_out.c.bundle, sync_out.c.ranges).where(
            sync_out.c.device == device, sync_out.c.acknowledged_ms.is_(None)
        )
    ).all()
    arrived = [
        row.bundle
        for row in waiting
        if (sent := decode_ranges(row.ranges))
        and all(held.get(one.stream_id, 0) >= one.last for one in sent)
    ]
    _mark(connection, arrived, now_ms)


def _mark(connection: Connection, bundles: Sequence[UUID], now_ms: int) -> None:
    for bundle in bundles:
        connection.execute(
            update(sync_out).where(sync_out.c.bundle == bundle).values(acknowledged_ms=now_ms)
        )
