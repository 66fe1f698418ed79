"""What goes out to a peer: everything that it has not acknowledged, bundle by bundle.

Nothing is remembered as sent; what goes follows from what the peer last said it holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.ids import new_id
from app.storage.store import Store
from app.storage.streams import Stream, StreamBook
from app.sync import riders, totals, trust_store, trust_updates
from app.sync.container_writer import PackedSegment
from app.sync.file_writer import WRITTEN, Written
from app.sync.here import Here, here
from app.sync.manifest import Need
from app.sync.parcel import Parcel
from app.sync.steps import acknowledge, collect_changes, seal_bundle, write_bundle
from app.sync.steps.write_bundle import Sending
from app.sync.trust_store import Device


class Watching(Protocol):
    """Told how many bytes of a bundle are ``written`` or ``checked``; about ``of`` in all."""

    def __call__(self, step: str, size: int, of: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """One bundle that was written and read back."""

    sending: Sending
    channel: str
    operations: int
    written: Written


def send(
    store: Store,
    officer: UUID,
    peer: UUID,
    folder: Path,
    *,
    channels: Sequence[str],
    start: int | None = None,
    watch: Watching = lambda step, size, of: None,
) -> Iterator[Sent]:
    """Write everything ``peer`` has not acknowledged, one bundle after the other.

    The first of ``channels`` always gives a bundle, if only to tell what arrived here. With
    ``start`` every stream is sent from that number on, whatever was acknowledged; 1 is all.
    ``watch`` is told of every piece and may raise to stop; bundles that were finished stay good.
    Raises Correctable before enrolment or for an unknown peer, Environment when the stick fails.
    """
    _prepare_totals(store, officer, peer, channels)
    with store.read() as connection:
        at = here(connection)
        target = at.known.get(peer)
        if target is None or peer == at.own.id:
            raise unknown_peer()
        if target.withdrawn:
            raise Correctable(
                "peer_withdrawn",
                N_("This workstation was withdrawn. Nothing is sent to it any more."),
                field="to",
            )
        # What may not lie here would be refused whole at the other end.
        channels = [one for one in channels if one in at.device.certificate.channels]
        streams = StreamBook(connection)
        held = acknowledge.to_send_after(connection, streams, target.id, store.clock.now_ms())
        if start is not None:
            held = replace(held, after={one.id: min(start - 1, one.seq) for one in streams})
        loads = _loads(connection, streams, at, target, channels, held=held)
        need = acknowledge.need_for(connection, streams, target)
        statement = write_bundle.next_statement(connection, peer, store.clock.now_ms())
        numbers = {one: write_bundle.next_number(connection, peer, one) for one in channels}
    # What follows is as of that picture, which is not kept open: a stick may take minutes.
    for parcel in _parcels(store, loads, held.after):
        told = partial(watch, of=sum(len(one.data) for one in parcel.segments))
        told(WRITTEN, 0)
        now_ms = store.clock.now_ms()
        passed_on = {one.stream.device for one in parcel.stretches}
        words = _words(streams, at, target, passed_on, need, number=statement, now_ms=now_ms)
        pv = target.pv if at.own.role == "office" else at.own.pv
        sending = Sending(new_id(), peer, numbers[parcel.channel], statement, pv=pv, now_ms=now_ms)
        fill = partial(
            seal_bundle.seal_parcel,
            parcel=parcel,
            words=words,
            own=at.own,
            peer=target,
            bundle_id=sending.bundle.bytes,
        )
        written = write_bundle.write(folder, sending, fill, watch=told)
        with store.write(officer) as work:
            write_bundle.record(work.connection, sending, parcel, written)
            work.commit()
        yield Sent(sending, parcel.channel, parcel.operations, written)
        statement += 1
        numbers[parcel.channel] += 1


def unknown_peer() -> Correctable:
    """Nobody enrolled answers to that name."""
    return Correctable(
        "unknown_peer",
        N_("No enrolled workstation answers to this name. Choose one of the list."),
        field="to",
    )


def _prepare_totals(store: Store, officer: UUID, peer: UUID, channels: Sequence[str]) -> None:
    """Keep what the control totals come to, so that the next export reads little for them."""
    with store.read() as connection:
        if not totals.due(connection, peer):
            return
        target = trust_store.devices(connection)[peer]  # it spoke, so it is known
    with store.write(officer) as work:
        if totals.prepare(work, target, channels):
            work.commit()


@dataclass(frozen=True, slots=True)
class _Load:
    """What goes out in one channel, as far as the database has to be asked for it beforehand."""

    channel: str
    streams: list[Stream]
    trust: list[PackedSegment]  # ahead of every bundle
    riding: riders.Riding
    beside: tuple[Parcel, ...] = ()  # branches of others that are not in our log


def _loads(
    connection: Connection,
    streams: StreamBook,
    at: Here,
    target: Device,
    channels: Sequence[str],
    *,
    held: acknowledge.Acknowledged,
) -> list[_Load]:
    """The channels in which there is something to send; the first of them in any case."""
    trust = trust_updates.offer(connection, target)
    if trust_store.missing_version(connection) is not None:  # who may be withdrawn by now
        return [_Load(channels[0], [], trust, riders.Riding())]
    found = []
    for place, channel in enumerate(channels):
        wanted = collect_changes.readable(streams, at.own, target, channel, named=held.named)
        beside = tuple(
            collect_changes.beside(connection, streams, at.own, target, channel, stated=held.chains)
        )
        more = any(one.seq > held.after.get(one.id, 0) for one in wanted)
        if place == 0 or more or beside:
            riding = riders.offered(connection, at, target, channel)
            found.append(_Load(channel, wanted, trust, riding, beside))
    return found


def _parcels(store: Store, loads: Sequence[_Load], after: Mapping[UUID, int]) -> Iterator[Parcel]:
    for load in loads:
        parcels = collect_changes.collect(
            store.read, load.streams, after, channel=load.channel, room=collect_changes.ROOM
        )
        alone = True
        for parcel in chain(parcels, load.beside):
            yield _laden(load, parcel, first=alone)
            alone = False
        if alone:
            yield _laden(load, Parcel(load.channel, (), ()), first=True)


def _laden(load: _Load, parcel: Parcel, *, first: bool) -> Parcel:
    laden = load.riding.with_parcel(parcel, first=first)
    return replace(laden, segments=(*load.trust, *laden.segments))


def _words(
    streams: StreamBook,
    at: Here,
    target: Device,
    passed_on: Collection[UUID],
    need: tuple[Need, ...],
    *,
    number: int,
    now_ms: int,
) -> seal_bundle.Words:
    office = at.own.role == "office"  # it also introduces those whose turn comes later
    papers = [at.device] + [
        one
        for one in at.known.values()
        if one.id != at.own.id
        and (
            one.id in passed_on or (office and (one.role == "office" or _shares_scope(one, target)))
        )
    ]
    return seal_bundle.Words(
        number=number,
        now_ms=now_ms,
        hlc=max((stream.hlc for stream in streams), default=0),
        have=acknowledge.have_for(streams, target),
        need=need,
        certificates=[one.signed for one in papers],
        trust_version=at.root.version,
    )


def _shares_scope(one: Device, other: Device) -> bool:
    return not set(one.certificate.scopes).isdisjoint(other.certificate.scopes)
