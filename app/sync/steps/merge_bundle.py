"""Joining a checked bundle's operations to the log, inside one transaction.

What is here already is compared by its chain: the same number with another chain is a second
history, which is laid aside, or healed where it is our own (``sync.forks``). What follows on is
appended and folded. What lies beyond a gap, or is not yet proved by its device's signed head, is
parked until it can be (``sync.parked``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.core.collecting import not_collecting
from app.core.errors import Untrusted
from app.core.i18n import N_
from app.oplog.kinds import BY_NUMBER
from app.oplog.operation import NOBODY, Operation, read
from app.oplog.stream import chain_next
from app.storage import aside
from app.storage.aside import Link
from app.storage.streams import Stream
from app.storage.unit_of_work import UnitOfWork
from app.sync import forks, own_device, parked
from app.sync.manifest import OpsSegment, StreamRange
from app.sync.own_device import OwnDevice
from app.sync.parcel import CheckedRange
from app.sync.reject import Reject


@dataclass(slots=True)
class Merged:
    """What a bundle did: rows made, rows changed, changes held back, changes not in use."""

    made: int = 0
    changed: int = 0
    held: int = 0
    unknown: int = 0  # made by a newer program
    denied: int = 0  # by a stream that may not write them
    unreadable: int = 0
    operations: int = 0
    aside: int = 0  # of a second history, kept beside the log
    repeated: int = 0  # our own, written anew because another copy used their numbers
    left: bool = False  # whether work of our own came back that was missing here


@dataclass(slots=True)
class _Walk:
    """How far one announced stream was read, and what is done with it."""

    announced: StreamRange
    stream: Stream
    sign_key: bytes
    had: int
    parks: bool
    seq: int
    chain: bytes
    common: int | None = None  # where a second history begins that is laid aside
    theirs: bytes = b""  # the chain value of its first operation

    @property
    def proved(self) -> bool:
        """Whether the device signed the last operation of this very bundle."""
        return self.announced.head == self.announced.last


class Merge:
    """Takes the segments of one bundle as they are decrypted; ``finish`` before committing."""

    def __init__(
        self,
        work: UnitOfWork,
        bundle: UUID,
        ranges: Sequence[CheckedRange],
        *,
        own: UUID,
        keys: Mapping[UUID, bytes],
        led: bool = False,
    ) -> None:
        """``led``: the sender is whom this station follows where a stream tells two histories."""
        self.merged = Merged()
        self._led = led
        self._work = work
        self._bundle = bundle
        self._own = own
        self._keys = {**keys, **{one.device: one.sign_key for one in ranges}}
        self._walks = [self._begin(one) for one in ranges]
        # How far each stream had come before this bundle: what lies beyond is the bundle's own.
        self._had = {walk.stream.id.bytes: walk.had for walk in self._walks}

    def take(self, segment: OpsSegment) -> None:
        """Append, park or lay aside the operations of one segment; raises Untrusted."""
        walk = self._walks[segment.stream]
        if segment.first != walk.seq + 1:
            raise Reject("malformed")
        links = []
        for raw in segment.ops:
            walk.seq += 1
            walk.chain = chain_next(walk.chain, raw)
            links.append(Link(walk.seq, walk.chain, raw))
        if walk.common is None:
            self._compare(walk, links)  # may set the end of our own stream back
        if walk.common is not None:
            self._lay_aside(walk, [one for one in links if one.seq > walk.common])
            return
        fresh = [one for one in links if one.seq > walk.stream.seq]
        # Beyond a gap nothing was compared yet: what we wrote meanwhile may be another branch.
        if fresh and self._writes_here(walk.stream) and walk.proved and not walk.parks:
            forks.leave(self._work, self._own_device(), walk.stream)
            self.merged.left = True
        if walk.parks:
            parked.park(self._work.connection, self._bundle, walk.stream, fresh, walk.announced)
        else:
            self._append(walk.stream, [one.raw for one in fresh])

    def finish(self) -> Merged:
        """Check that every stream ended as announced, and let parked operations join."""
        for walk in self._walks:
            if walk.seq != walk.announced.last or walk.chain != walk.announced.chain_after:
                raise Reject("malformed")
            if walk.common is not None:
                self._note(walk)
            elif walk.proved and not walk.parks:
                _prove(walk.stream, walk.announced.head, walk.announced.head_signature)
        waiting = parked.streams(self._work.connection)
        for walk in self._walks:
            if walk.stream.id in waiting:
                self._unpark(walk.stream)
        self._work.streams.save([])
        forks.settle(self._work, led=[walk.theirs for walk in self._walks if self._led])
        self.merged.held = parked.count(self._work.connection, self._bundle)
        return self.merged

    def _begin(self, checked: CheckedRange) -> _Walk:
        announced = checked.announced
        streams = self._work.streams
        stream = streams.by_id.get(UUID(bytes=checked.descriptor.stream))
        if stream is None:
            # One of our own that is not here: a copy of this workstation opened it.
            state = "sealed" if checked.device == self._own else "open"
            signed = checked.signed
            stream = streams.open(signed.descriptor, signed.signature, state=state)
        elif stream.descriptor != checked.signed.descriptor:
            raise _two_histories()
        before = announced.first - 1
        unproved = announced.head > announced.last
        parks = announced.last > stream.seq and (before > stream.seq or unproved)
        chain = announced.chain_before
        walk = _Walk(announced, stream, checked.sign_key, stream.seq, parks, before, chain)
        if before <= stream.seq and self._chain_at(stream, before) != chain:
            walk.common = 0  # how far back is told when more of it comes
        return walk

    def _compare(self, walk: _Walk, links: Sequence[Link]) -> None:
        """See whether our own chain is this one, as far as both reach."""
        both = [one for one in links if one.seq <= walk.stream.seq]
        if not both or self._chain_at(walk.stream, both[-1].seq) == both[-1].chain:
            return
        ours = aside.logged(self._work.connection, walk.stream, both[0].seq - 1, both[-1].seq)
        pairs = zip(both, ours, strict=True)
        common = next(one.seq for one, other in pairs if one.chain != other.chain) - 1
        if not self._makes_room(walk, common):
            walk.common = common
            return
        walk.parks = not walk.proved

    def _makes_room(self, walk: _Walk, common: int) -> bool:
        """Whether our branch went aside because it is, or has been, written anew elsewhere.

        Before the end of the other one is proved only for whom we follow: its parts come one
        after the other and wait for their end behind what is the same. Nothing is lost by it,
        whatever they say; but whoever could ask for it could have stream after stream opened.
        """
        if not (walk.proved or self._led):
            return False
        if walk.stream.device == self._own:
            own = self._own_device()
            self.merged.repeated += forks.repeat(self._work, own, walk.stream, common)
            return True
        return not walk.proved and forks.make_room(self._work, walk.stream, common)

    def _lay_aside(self, walk: _Walk, links: Sequence[Link]) -> None:
        """Keep what another history says, if its device vouches for it."""
        if not links or not walk.proved:
            return
        walk.theirs = walk.theirs or links[0].chain
        self.merged.aside += len(links)
        aside.keep(self._work.connection, walk.stream.id, links)

    def _note(self, walk: _Walk) -> None:
        if walk.common is not None and walk.theirs:
            forks.note(
                self._work, walk.stream, walk.announced, common=walk.common, theirs=walk.theirs
            )

    def _writes_here(self, stream: Stream) -> bool:
        return stream.device == self._own and stream.state == "open"

    def _own_device(self) -> OwnDevice:
        return own_device.load(self._work.connection)

    def _chain_at(self, stream: Stream, seq: int) -> bytes:
        return aside.chain_at(self._work.connection, stream, seq)

    def _append(self, stream: Stream, fresh: list[bytes]) -> None:
        if fresh:
            with not_collecting():
                self._join(stream, fresh)

    def _join(self, stream: Stream, fresh: list[bytes]) -> None:
        work, first = self._work, stream.seq + 1
        decoded = [read(raw, seq) for seq, raw in enumerate(fresh, start=first)]
        self._load(decoded)
        for raw, operation in zip(fresh, decoded, strict=True):
            there, ours = self._standing(operation)
            status = work.receive(stream, raw, operation)
            if status == "folded":
                self.merged.made += not there
                self.merged.changed += there and not ours
            self.merged.unknown += status == "unknown"
            unreadable = operation.kind == NOBODY
            self.merged.denied += status == "denied" and not unreadable
            self.merged.unreadable += status == "denied" and unreadable
        self.merged.operations += len(fresh)
        work.flush()
        work.projection.forget()

    def _load(self, operations: Sequence[Operation]) -> None:
        """Bring the rows in with few questions to the database."""
        wanted: dict[tuple[int, int], list[bytes]] = {}
        for one in operations:
            if one.kind in BY_NUMBER:
                wanted.setdefault((one.kind, one.pv), []).append(one.row)
        for (number, pv), ids in wanted.items():
            self._work.projection.load(BY_NUMBER[number], pv, ids)

    def _standing(self, operation: Operation) -> tuple[bool, bool]:
        """Whether the row has been written before, and whether by this very bundle.

        The row itself tells, so that nothing is kept that grows with the bundle.
        """
        kind = BY_NUMBER.get(operation.kind)
        if kind is None:
            return False, False
        state = self._work.projection.state(kind, operation.pv, operation.row)
        ours = any(
            head.seq > self._had.get(head.stream, head.seq)
            for heads in state.heads.values()
            for head in heads
        )
        return bool(state.heads), ours

    def _unpark(self, stream: Stream) -> None:
        """Let parked operations join when nothing is missing before them and a head proves them."""
        connection = self._work.connection
        for head, signature in parked.heads(connection, stream):
            if parked.provable(
                connection, stream, self._keys[stream.device], head=head, signature=signature
            ):
                if self._writes_here(stream):
                    forks.leave(self._work, self._own_device(), stream)
                    self.merged.left = True
                for fresh in parked.up_to(connection, stream, head):
                    self._append(stream, fresh)
                _prove(stream, head, signature)
        parked.let_go(connection, stream)
        parked.release_held(connection)


def _prove(stream: Stream, seq: int, signature: bytes) -> None:
    """Keep the newest head its device signed, so that the stream can be passed on."""
    if seq >= stream.head_seq:
        stream.head_seq, stream.head_sig = seq, signature
        stream.changed = True


def _two_histories() -> Untrusted:
    return Untrusted(
        "two_histories",
        N_(
            "This file tells another history than the one kept here. Put it aside; call the sender."
        ),
    )
