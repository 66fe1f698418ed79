"""What of a scope and channel can be compared with the sender of a bundle.

Totals say something only when both sides hold the same operations: the sender's ``have`` in the
same bundle tells what it held. What was written here since is left out. Nothing is compared
between programs that read different kinds, or that go by different root documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Connection, select

from app.models.log import sync_op
from app.oplog.kinds import CURRENT
from app.oplog.registry import Channel
from app.storage.streams import Stream, StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync import trust_store
from app.sync.here import Here
from app.sync.manifest import Have
from app.sync.reject import Reject
from app.sync.steps.check_bundle import Checked
from app.sync.trust_store import Device


def scopes(streams: StreamBook, peer: Device, channel: str) -> list[int]:
    """Scopes of which something is held here in ``channel`` and that ``peer`` may hold too."""
    found = {one.origin.pv for one in streams if one.seq and one.origin.channel.value == channel}
    return sorted(pv for pv in found if peer.may_hold(channel, pv))


def require_shared(at: Here, checked: Checked, pv: int, channel: str) -> None:
    """Only of what both may hold, and of a restricted channel only in its own bundles."""
    carried = checked.channel or Channel.BASE.value
    both = all(one.may_hold(channel, pv) for one in (at.device, checked.sender))
    if channel != carried or not both:
        raise Reject("malformed")


def written_since(
    work: UnitOfWork, checked: Checked, pv: int, channel: Channel
) -> set[bytes] | None:
    """Rows touched here by what the sender did not hold; None when nothing can be compared."""
    if checked.manifest.schema != CURRENT.edition:
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
