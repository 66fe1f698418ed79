"""What comes in from a peer: one file is taken in whole by one transaction, or not at all.

It is committed only when the file was read to its end and everything in it was in order. A
refusal leaves the data as they were and a line in the record (:mod:`received_files`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import Connection

from app.core.errors import Untrusted
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from app.sync import (
    crowd,
    forks,
    received_files,
    riders,
    trust_store,
    trust_updates,
    trusted_day,
    withdrawals,
)
from app.sync.certificate import State
from app.sync.container import Segment
from app.sync.here import Here, here
from app.sync.manifest import Manifest, OpsSegment, SegmentKind
from app.sync.reject import Reject
from app.sync.spool import Spooled
from app.sync.steps import acknowledge, check_bundle, merge_bundle, read_bundle
from app.sync.steps.check_bundle import Checked
from app.sync.steps.merge_bundle import Merged

Watch = Callable[[int, int], None]
"""Told how many of how many operations of a file were read; what it raises undoes the whole."""


def _unwatched(_read: int, _of: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file: ``taken``, ``held``, ``known`` or ``refused``."""

    state: str
    checked: Checked | None = None
    merged: Merged | None = None
    withheld: int = 0
    """Operations of a withdrawn device that wait until the office vouches for them."""
    left_out: bool = False
    """Whether streams of another workstation, which has opened too many, were not taken in."""
    error: Untrusted | None = None


def receive(
    store: Store, officer: UUID, spooled: Spooled, name: str, *, watch: Watch = _unwatched
) -> Received:
    """Take one spooled file in, whole or not at all; ``name`` is for the record.

    ``watch`` is told before each part is joined, and may stop it: then nothing of it is taken.
    A file that cannot be trusted is answered as ``refused``, with the error, and recorded.
    Raises Correctable before enrolment, Environment when the disk fails; then nothing changed.
    """
    try:
        with store.write(officer) as work:
            if received_files.known(work.connection, spooled.sha256):
                return Received("known")
            found = _take(work, store, spooled, name, watch)
            if found.state != "known":
                work.commit()
            return found
    except Untrusted as error:
        with store.write(officer) as work:
            received_files.record_refusal(
                work.connection, spooled, name, error, store.clock.now_ms()
            )
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


def _take(work: UnitOfWork, store: Store, spooled: Spooled, name: str, watch: Watch) -> Received:
    connection = work.connection
    at = here(connection)
    taking = _Taking(work, at, store, watch)
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
    withheld = taking.withheld()
    state = received_files.record_taken(
        connection,
        spooled,
        name,
        taking.bundle,
        checked=checked,
        merged=merged,
        withheld=withheld,
        now_ms=now_ms,
    )
    return Received(state, checked, merged, withheld, left_out=bool(taking.left_out))


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
            trust_updates.require_newest(self._connection, self.root)
            self._checked = check_bundle.check(
                self._manifest,
                known=self.at.known,
                own=self.at.device,
                root=self.root,
                today=self._today,
            )
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

    def __init__(self, work: UnitOfWork, at: Here, store: Store, watch: Watch) -> None:
        super().__init__(work.connection, at, store)
        self._work = work
        self._watch = watch
        self._read = 0
        self.riders = riders.Unloading(work, at)
        self.again = False
        self.bundle: UUID
        self.merge: merge_bundle.Merge
        self.left_out: frozenset[int] = frozenset()
        self._places: dict[int, int] = {}  # of the streams that are taken in
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
        self.again = received_files.known_bundle(connection, self._manifest.bundle_id, sender)
        self.bundle = received_files.free_id(connection, self._manifest.bundle_id, sender)
        for certificate, signed in self.checked.certificates:
            trust_store.keep_certificate(connection, certificate, signed)
        ranges = () if self.again else self.checked.ranges
        self.left_out = crowd.left_out(
            self._work.streams, ranges, sender=sender, own=self.at.own.id
        )
        taken = [place for place in range(len(ranges)) if place not in self.left_out]
        self._places = {place: number for number, place in enumerate(taken)}
        self.merge = merge_bundle.Merge(
            self._work,
            self.bundle,
            [ranges[place] for place in taken],
            own=self.at.own.id,
            keys={one.id: one.certificate.sign_key for one in self.at.known.values()},
            led=self.checked.sender.role == "office" and self.at.own.role != "office",
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
        self._read += len(segment.ops)
        self._watch(self._read, sum(one.last - one.first + 1 for one in self._manifest.streams))
        if not self.again and segment.stream not in self.left_out:
            place = self._places[segment.stream]
            self.merge.take(segment if place == segment.stream else replace(segment, stream=place))

    def rider(self, segment: Segment) -> None:
        if self.trusts(segment):
            trust_store.keep_root(self._work.connection, self.root)
            return
        self.begin()
        if not self.again and self.checked.state is not State.REVOKED:
            self.riders.take(segment, self.checked)
