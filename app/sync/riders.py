"""What rides along with the operations of a bundle: small segments of other kinds.

Each kind has its own module and one line here. A rider is offered once for a channel in every
export and goes with the first bundle, those of ``EACH`` with every one. ``BEFORE`` stands ahead
of the operations and is taken as soon as it was read; ``AFTER`` and ``EACH`` stand behind them
and are taken when all operations have joined. All act inside the transaction of the bundle, so a
refusal of theirs refuses the whole bundle. Kinds that are in no table are passed over: a newer
program sent them.
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
from app.sync.policy_pack import PacksHeld, PolicyPacks
from app.sync.reject import Reject
from app.sync.steps.check_bundle import Checked
from app.sync.totals import OlderTotals, Totals
from app.sync.totals_rows import TotalsRows
from app.sync.trust_store import Device


class Rider(Protocol):
    """One kind of small segment: what is sent of it, and what is done with it."""

    def offer(self, connection: Connection, at: Here, peer: Device, channel: str) -> list[bytes]:
        """The contents for ``peer`` in an export's bundles of ``channel``; often none."""

    def take(self, work: UnitOfWork, at: Here, checked: Checked, payload: bytes) -> None:
        """Do what the content says, inside the bundle's transaction. Raises Untrusted."""


Riders = Mapping[int, Rider]

BEFORE: Riders = {SegmentKind.POLICY: PolicyPacks()}
AFTER: Riders = {
    SegmentKind.OLDER_TOTALS: OlderTotals(),
    SegmentKind.TOTALS_ROWS: TotalsRows(),
    SegmentKind.FORK: ForkReport(),
    SegmentKind.POLICY_HELD: PacksHeld(),
}
EACH: Riders = {SegmentKind.TOTALS: Totals()}


@dataclass(frozen=True, slots=True)
class Riding:
    """What rides along with the bundles of a channel, packed: the first one, and each of them."""

    before: tuple[PackedSegment, ...] = ()
    after: tuple[PackedSegment, ...] = ()
    each: tuple[PackedSegment, ...] = ()

    def with_parcel(self, parcel: Parcel, *, first: bool) -> Parcel:
        """``parcel`` with everything that rides along with it."""
        laden = (*self.before, *parcel.segments, *self.after) if first else parcel.segments
        return replace(parcel, segments=(*laden, *self.each))


def offered(connection: Connection, at: Here, peer: Device, channel: str) -> Riding:
    """What every kind offers for ``peer`` in an export's bundles of ``channel``.

    No more than a reader keeps: of many scopes the later ones tell totals when there is room, and
    rows that differ give way to reports.
    """
    before, after, each = (
        tuple(
            _packed(kind, payload)
            for kind, rider in sorted(riders.items())
            for payload in rider.offer(connection, at, peer, channel)
        )
        for riders in (BEFORE, AFTER, EACH)
    )
    each = each[: limits.MAX_RIDERS // 2]
    return Riding(before, after[-(limits.MAX_RIDERS - len(each)) :], each)


class Unloading:
    """Takes the riders of one bundle while it is read; :meth:`finish` once all has joined."""

    def __init__(self, work: UnitOfWork, at: Here) -> None:
        self._work = work
        self._at = at
        self._late: list[Segment] = []

    def take(self, segment: Segment, checked: Checked) -> None:
        """Act on what stands ahead of the operations, keep the rest for the end."""
        early = BEFORE.get(segment.kind)
        if early is None and _late(segment.kind) is None:
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
            rider = _late(segment.kind)
            assert rider is not None
            rider.take(self._work, self._at, checked, segment.payload)


def _late(kind: int) -> Rider | None:
    return AFTER.get(kind) or EACH.get(kind)


def _packed(kind: int, payload: bytes) -> PackedSegment:
    if len(payload) > limits.MAX_RIDER:
        raise ValueError("too long to ride along")
    return pack(Segment(kind, payload, 1))
