"""What rides along with the operations of a bundle: small segments of other kinds.

Each kind has its own module and one line here. A rider is offered for the first bundle of a
channel in every export. ``BEFORE`` stands ahead of the operations and is taken as soon as it was
read; ``AFTER`` stands behind them and is taken when all operations have joined. Both act inside
the transaction of the bundle, so a refusal of theirs refuses the whole bundle. Kinds that are in
neither table are passed over: a newer program sent them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import Connection

from app.storage.unit_of_work import UnitOfWork
from app.sync import limits
from app.sync.container import Segment
from app.sync.container_writer import PackedSegment, pack
from app.sync.fork_report import ForkReport
from app.sync.here import Here
from app.sync.manifest import SegmentKind
from app.sync.parcel import Parcel
from app.sync.policy_pack import PolicyPacks
from app.sync.reject import Reject
from app.sync.steps.check_bundle import Checked
from app.sync.totals import Totals, TotalsRows
from app.sync.trust_store import Device


class Rider(Protocol):
    """One kind of small segment: what is sent of it, and what is done with it."""

    def offer(self, connection: Connection, at: Here, peer: Device, channel: str) -> list[bytes]:
        """The contents for ``peer`` in the export's first bundle of ``channel``; often none."""

    def take(self, work: UnitOfWork, at: Here, checked: Checked, payload: bytes) -> None:
        """Do what the content says, inside the bundle's transaction. Raises Untrusted."""


Riders = Mapping[int, Rider]

BEFORE: Riders = {SegmentKind.POLICY: PolicyPacks()}
AFTER: Riders = {
    SegmentKind.TOTALS: Totals(),
    SegmentKind.TOTALS_ROWS: TotalsRows(),
    SegmentKind.FORK: ForkReport(),
}


@dataclass(frozen=True, slots=True)
class Riding:
    """What rides along with the first bundle of a channel, packed."""

    before: tuple[PackedSegment, ...] = ()
    after: tuple[PackedSegment, ...] = ()

    def with_parcel(self, parcel: Parcel) -> Parcel:
        """``parcel`` with everything that rides along with it."""
        return replace(parcel, segments=(*self.before, *parcel.segments, *self.after))


def offered(connection: Connection, at: Here, peer: Device, channel: str) -> Riding:
    """What every kind offers for ``peer`` in the export's first bundle of ``channel``."""
    before, after = (
        tuple(
            _packed(kind, payload)
            for kind, rider in sorted(riders.items())
            for payload in rider.offer(connection, at, peer, channel)
        )
        for riders in (BEFORE, AFTER)
    )
    return Riding(before, after)


class Unloading:
    """Takes the riders of one bundle while it is read; :meth:`finish` once all has joined."""

    def __init__(self, work: UnitOfWork, at: Here) -> None:
        self._work = work
        self._at = at
        self._late: list[Segment] = []

    def take(self, segment: Segment, checked: Checked) -> None:
        """Act on what stands ahead of the operations, keep the rest for the end."""
        early = BEFORE.get(segment.kind)
        if early is None and segment.kind not in AFTER:
            return
        if len(segment.payload) > limits.MAX_RIDER or len(self._late) >= limits.MAX_RIDERS:
            raise Reject("too_large")
        if early is None:
            self._late.append(segment)
        else:
            early.take(self._work, self._at, checked, segment.payload)

    def finish(self, checked: Checked) -> None:
        """Act on what stands behind the operations."""
        for segment in self._late:
            AFTER[segment.kind].take(self._work, self._at, checked, segment.payload)


def _packed(kind: int, payload: bytes) -> PackedSegment:
    if len(payload) > limits.MAX_RIDER:
        raise ValueError("too long to ride along")
    return pack(Segment(kind, payload, 1))
