"""What the root document says of withdrawn devices, carried out on the log and the tables.

Operations beyond the last number that counts stay in the log, so that the chain holds and nothing
is lost, but are not folded. When a later document raises the number they join; when it names a
lower one than what was folded here, the rows concerned are folded anew without the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import Connection, and_, func, select

from app.models.log import stream_limit, sync_device, sync_op, sync_stream
from app.oplog.branches import Numbered
from app.oplog.hybrid_clock import stamp_ms
from app.oplog.operation import read
from app.storage.reproject import reproject
from app.storage.streams import Stream, StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync.forks import in_log
from app.sync.trust import Revocation, Root, accepted_up_to
from app.sync.veiled_limit import blind, veil

ENTRIES = 4  # a device is named in a multiple of so many entries
_NO_END = 2**63 - 1


def enforce(work: UnitOfWork, root: Root, own: UUID) -> int:
    """Let every stream count as far as ``root`` says; returns how many rows changed.

    The station's own streams are left alone: what is entered there is shown there.
    """
    connection = work.connection
    keys = {
        row.device: bytes(row.sign_pub)
        for row in connection.execute(select(sync_device.c.device, sync_device.c.sign_pub))
    }
    rows: set[UUID] = set()
    for stream in work.streams:
        if stream.device == own or stream.device not in keys:
            continue
        last = accepted_up_to(root.document.revoked, keys[stream.device], stream.id.bytes)
        if last != stream.origin.last:
            lower = min(_NO_END if one is None else one for one in (last, stream.origin.last))
            rows |= _rows_beyond(connection, stream, lower)
            work.streams.limit(stream, last)
    if not rows:
        return 0
    work.projection.forget()
    return reproject(work, rows)


def revocations(
    connection: Connection,
    streams: StreamBook,
    device: UUID,
    *,
    key: bytes,
    reason: str,
    since_ms: int | None,
) -> tuple[Revocation, ...]:
    """Entries that hold back what comes from ``device`` after now, or written since ``since_ms``.

    One for each of its streams held here; streams that nobody here has seen do not count at all.
    Some that speak of no stream are added: how many there are would tell who keeps restricted
    records.
    """
    held = {
        one.id.bytes: one.seq
        if since_ms is None
        else written_before(in_log(connection, one), since_ms)
        for one in streams
        if one.device == device and one.seq
    }
    return entries(held, key=key, reason=reason)


def entries(held: Mapping[bytes, int], *, key: bytes, reason: str) -> tuple[Revocation, ...]:
    """What a root document says of the device ``key`` that is withdrawn.

    ``held`` tells up to which number each of its streams counts; without any nothing counts.
    """
    if not held:
        return (Revocation(key, None, 0, reason),)
    told = [veil(stream, last) for stream, last in held.items()]
    told += [blind() for _ in range(-len(told) % ENTRIES)]
    return tuple(Revocation(key, place, number, reason) for place, number in sorted(told))


def written_before(held: Iterable[Numbered], since_ms: int) -> int:
    """The number in front of the first operation that was written at ``since_ms`` or later."""
    last = 0
    for seq, raw in held:
        if stamp_ms(read(raw, seq).hlc) >= since_ms:
            return seq - 1
        last = seq
    return last


_BEYOND = stream_limit.join(sync_stream, sync_stream.c.stream == stream_limit.c.stream).join(
    sync_op,
    and_(
        sync_op.c.stream_no == sync_stream.c.stream_no,
        sync_op.c.seq > stream_limit.c.last_seq,
    ),
)


def count(connection: Connection) -> int:
    """How many operations wait until the office vouches for them."""
    return connection.execute(select(func.count()).select_from(_BEYOND)).scalar_one()


def withheld(connection: Connection, *, channels: Iterable[str]) -> dict[UUID, int]:
    """By device, how many operations of these channels wait until the office vouches for them."""
    rows = connection.execute(
        select(sync_stream.c.device, func.count())
        .select_from(_BEYOND)
        .where(sync_stream.c.channel.in_(list(channels)))
        .group_by(sync_stream.c.device)
    )
    return dict(rows.all())


def _rows_beyond(connection: Connection, stream: Stream, last: int) -> set[UUID]:
    found = connection.execute(
        select(sync_op.c.row_id)
        .where(sync_op.c.stream_no == stream.number, sync_op.c.seq > last)
        .distinct()
    )
    return set(found.scalars())
