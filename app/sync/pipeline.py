"""The exchange from end to end: what goes out to a peer, what comes in from one.

All or nothing: a bundle is taken in by one transaction, which is committed only when the file
was read to its end and everything in it was in order. A refusal leaves the data as they were and
a line in the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, or_, select
from sqlalchemy.dialects.sqlite import insert

from app.core.errors import Correctable, Untrusted
from app.core.i18n import N_
from app.core.ids import new_id
from app.models.log import sync_in
from app.storage.plain_rows import PlainQuery
from app.storage.store import Store
from app.storage.streams import Stream, StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync import forks, riders, trust_store, trust_updates, trusted_day, withdrawals
from app.sync.certificate import State
from app.sync.container import Segment
from app.sync.container_writer import PackedSegment
from app.sync.file_writer import WRITTEN, Written
from app.sync.here import Here, here
from app.sync.manifest import Manifest, Need, OpsSegment, SegmentKind
from app.sync.parcel import Parcel
from app.sync.reject import Reject
from app.sync.spool import Spooled
from app.sync.steps import (
    acknowledge,
    check_bundle,
    collect_changes,
    merge_bundle,
    read_bundle,
    seal_bundle,
    write_bundle,
)
from app.sync.steps.check_bundle import Checked
from app.sync.steps.merge_bundle import Merged
from app.sync.steps.write_bundle import Sending
from app.sync.trust import Root
from app.sync.trust_store import Device

_DONE = ("taken", "held")


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


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file: ``taken``, ``held``, ``known`` or ``refused``."""

    state: str
    checked: Checked | None = None
    merged: Merged | None = None
    withheld: int = 0
    """Operations of a withdrawn device that wait until the office vouches for them."""
    error: Untrusted | None = None


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
        streams = StreamBook(connection)
        held = acknowledge.acknowledged(connection, streams, target.id)
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


def receive(store: Store, officer: UUID, spooled: Spooled, name: str) -> Received:
    """Take one spooled file in, whole or not at all; ``name`` is for the record.

    A file that cannot be trusted is answered as ``refused``, with the error, and recorded.
    Raises Correctable before enrolment, Environment when the disk fails; then nothing changed.
    """
    try:
        with store.write(officer) as work:
            if _known(work.connection, spooled.sha256):
                return Received("known")
            found = _take(work, store, spooled, name)
            if found.state != "known":
                work.commit()
            return found
    except Untrusted as error:
        with store.write(officer) as work:
            _record_refusal(work.connection, spooled, name, error, store.clock.now_ms())
            work.commit()
        return Received("refused", error=error)


def examine(
    store: Store, path: Path, on_operations: Callable[[OpsSegment, Checked], None]
) -> Checked:
    """Check a file as for taking it in, without taking anything in. Raises Untrusted."""
    with store.read() as connection:
        looking = _Looking(connection, here(connection), store, on_operations)
        read_bundle.read(
            path,
            looking.at.own,
            looking.at.known.values(),
            on_manifest=looking.announced,
            on_operations=looking.operations,
            on_rider=looking.rider,
        )
        return looking.checked


def unknown_peer() -> Correctable:
    """Nobody enrolled answers to that name."""
    return Correctable(
        "unknown_peer",
        N_("No enrolled workstation answers to this name. Choose one of the list."),
        field="to",
    )


@dataclass(frozen=True, slots=True)
class _Load:
    """What goes out in one channel, as far as the database has to be asked for it beforehand."""

    channel: str
    streams: list[Stream]
    trust: list[PackedSegment]  # ahead of every bundle
    riding: riders.Riding  # along with the first


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
    found = []
    for place, channel in enumerate(channels):
        wanted = collect_changes.readable(streams, at.own, target, channel, named=held.named)
        if place == 0 or any(one.seq > held.after.get(one.id, 0) for one in wanted):
            riding = riders.offered(connection, at, target, channel)
            found.append(_Load(channel, wanted, trust, riding))
    return found


def _parcels(store: Store, loads: Sequence[_Load], after: Mapping[UUID, int]) -> Iterator[Parcel]:
    for load in loads:
        parcels = collect_changes.collect(
            store.read, load.streams, after, channel=load.channel, room=collect_changes.ROOM
        )
        alone = True
        for parcel in parcels:
            laden = load.riding.with_parcel(parcel) if alone else parcel
            alone = False
            yield replace(laden, segments=(*load.trust, *laden.segments))
        if alone:
            laden = load.riding.with_parcel(Parcel(load.channel, (), ()))
            yield replace(laden, segments=(*load.trust, *laden.segments))


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


def _check(manifest: Manifest, at: Here, root: Root, today: date) -> Checked:
    return check_bundle.check(manifest, known=at.known, own=at.device, root=root, today=today)


def _take(work: UnitOfWork, store: Store, spooled: Spooled, name: str) -> Received:
    connection = work.connection
    at = here(connection)
    taking = _Taking(work, at, store)
    read_bundle.read(
        spooled.path,
        at.own,
        at.known.values(),
        on_manifest=taking.announced,
        on_operations=taking.operations,
        on_rider=taking.rider,
    )
    taking.begin()
    if taking.again:
        return Received("known")
    checked, merged = taking.checked, taking.merge.finish()
    now_ms = store.clock.now_ms()
    if checked.state is not State.REVOKED:  # else it says nothing here but its operations
        sender = checked.sender.id
        acknowledge.note_statement(connection, work.streams, sender, checked.manifest, now_ms)
        if checked.sender.role == "office":
            forks.heed(work, at.own, checked.manifest.have)
        trusted_day.note(connection, checked.sender, checked.manifest.created_ms)
        trust_store.note_peer_version(connection, sender, checked.manifest.trust_version)
        taking.riders.finish(checked)
    state = "held" if merged.held else "taken"
    connection.execute(delete(sync_in).where(sync_in.c.sha256 == spooled.sha256))
    connection.execute(
        insert(sync_in).values(
            bundle=taking.bundle,
            sha256=spooled.sha256,
            sender=checked.sender.id,
            name=name,
            channel=checked.channel,
            state=state,
            added=merged.made,
            changed=merged.changed,
            held=merged.held,
            received_ms=now_ms,
        )
    )
    return Received(state, checked, merged, taking.withheld())


class _Arriving:
    """What stands at the beginning of a file: the manifest, then root documents newer than ours.

    The sender is judged when they have been read, under the newest of them.
    """

    def __init__(self, connection: Connection, at: Here, store: Store) -> None:
        self.at = at
        self.root = at.root
        self._connection = connection
        self._today = trusted_day.today(connection, at.device, store.clock.today())
        self._manifest: Manifest
        self._checked: Checked | None = None

    @property
    def checked(self) -> Checked:
        """The manifest of a sender who may send it. Raises Untrusted."""
        if self._checked is None:
            self._checked = _check(self._manifest, self.at, self.root, self._today)
        return self._checked

    def announced(self, manifest: Manifest) -> None:
        """Keep the manifest until the root documents behind it are read."""
        self._manifest = manifest

    def trusts(self, segment: Segment) -> bool:
        """Step to the root document of this segment; False when it is of another kind."""
        if segment.kind != SegmentKind.TRUST:
            return False
        if self._checked is not None:
            raise Reject("malformed")
        self.root = trust_updates.step(self._connection, self.root, segment.payload)
        return True


class _Looking(_Arriving):
    """Looks through a file without taking anything in."""

    def __init__(
        self,
        connection: Connection,
        at: Here,
        store: Store,
        on_operations: Callable[[OpsSegment, Checked], None],
    ) -> None:
        super().__init__(connection, at, store)
        self._on_operations = on_operations

    def operations(self, segment: OpsSegment) -> None:
        self._on_operations(segment, self.checked)

    def rider(self, segment: Segment) -> None:
        self.trusts(segment)


class _Taking(_Arriving):
    """Fills one transaction while the file is being read."""

    def __init__(self, work: UnitOfWork, at: Here, store: Store) -> None:
        super().__init__(work.connection, at, store)
        self._work = work
        self.riders = riders.Unloading(work, at)
        self.again = False
        self.bundle: UUID
        self.merge: merge_bundle.Merge
        self._begun = False
        self._withheld = 0

    def begin(self) -> None:
        """Judge the sender, once everything that is needed for it has been read."""
        if self._begun:
            return
        self._begun = True
        # The same content encrypted anew is the same bundle.
        sender = self.checked.sender.id
        connection = self._work.connection
        self.again = _known_bundle(connection, self._manifest.bundle_id, sender)
        self.bundle = _free_id(connection, self._manifest.bundle_id, sender)
        for certificate, signed in self.checked.certificates:
            trust_store.keep_certificate(connection, certificate, signed)
        self.merge = merge_bundle.Merge(
            self._work,
            self.bundle,
            () if self.again else self.checked.ranges,
            own=self.at.own.id,
            keys={one.id: one.certificate.sign_key for one in self.at.known.values()},
        )
        if self.root.document.revoked or self.root is not self.at.root:
            withdrawals.enforce(self._work, self.root, self.at.own.id)
            self._withheld = withdrawals.count(connection)

    def withheld(self) -> int:
        """How many operations of this file do not count until somebody vouches for them."""
        if not self.root.document.revoked:
            return 0
        return withdrawals.count(self._work.connection) - self._withheld

    def operations(self, segment: OpsSegment) -> None:
        self.begin()
        if not self.again:
            self.merge.take(segment)

    def rider(self, segment: Segment) -> None:
        if self.trusts(segment):
            trust_store.keep_root(self._work.connection, self.root)
            return
        self.begin()
        if not self.again and self.checked.state is not State.REVOKED:
            self.riders.take(segment, self.checked)


_STATE = PlainQuery(
    select(sync_in.c.state).where(sync_in.c.sha256 == bindparam("sha256")), ["sha256"]
)


def is_known(store: Store, sha256: bytes) -> bool:
    """Whether a file with this content was taken in before, or is held."""
    with store.read() as connection:
        return _known(connection, sha256)


def _known(connection: Connection, sha256: bytes) -> bool:
    return any(state in _DONE for (state,) in _STATE.ask(connection, sha256))


def kept_under(bundle: bytes, sender: UUID) -> tuple[UUID, UUID]:
    """The ids under which a bundle of ``sender`` may be recorded: its own, and one beside it.

    The second is for an id that somebody else has used before. The id can be read on the
    outside, so whoever saw the file could use it first and have it taken for known.
    """
    beside = hashlib.sha256(sender.bytes + bundle).digest()[:16]
    return UUID(bytes=bundle), UUID(bytes=beside)


def _known_bundle(connection: Connection, bundle: bytes, sender: UUID) -> bool:
    found = select(sync_in.c.bundle).where(
        sync_in.c.bundle.in_(kept_under(bundle, sender)),
        sync_in.c.sender == sender,
        sync_in.c.state.in_(_DONE),
    )
    return connection.execute(found).first() is not None


def _free_id(connection: Connection, bundle: bytes, sender: UUID) -> UUID:
    own, beside = kept_under(bundle, sender)
    taken = connection.execute(select(sync_in.c.sender).where(sync_in.c.bundle == own)).first()
    return own if taken is None or taken.sender == sender else beside


def _record_refusal(
    connection: Connection, spooled: Spooled, name: str, error: Untrusted, now_ms: int
) -> None:
    """A line under an id made from the hash: the id that the file claims is not to be believed."""
    bundle = spooled.sha256[:16]
    connection.execute(
        delete(sync_in).where(or_(sync_in.c.sha256 == spooled.sha256, sync_in.c.bundle == bundle))
    )
    connection.execute(
        insert(sync_in).values(
            bundle=bundle,
            sha256=spooled.sha256,
            name=name,
            state="refused",
            reason=error.message,
            added=0,
            changed=0,
            held=0,
            received_ms=now_ms,
        )
    )
