"""Operations that cannot join yet: beyond a gap, or not proved by what their device signed.

Each is kept with the bundle that brought it and with the signed head by which it can be proved once
nothing is missing before it. What nobody vouched for when it came is let go when its turn is over;
what its device vouched for stays, even where the log tells otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from app.models.log import sync_in, sync_op, sync_parked
from app.oplog.stream import chain_next
from app.storage.aside import Link
from app.storage.streams import Stream
from app.sync import limits
from app.sync.manifest import StreamRange
from app.sync.signing import verify_head

AT_ONCE = limits.MAX_OPS  # operations that are taken up together


def park(
    connection: Connection,
    bundle: UUID,
    stream: Stream,
    links: Sequence[Link],
    announced: StreamRange,
) -> None:
    """Keep operations of that bundle with the head that it announced for their stream."""
    if links:
        connection.execute(
            insert(sync_parked).on_conflict_do_nothing(),
            [
                {
                    "stream": stream.id,
                    "seq": one.seq,
                    "bundle": bundle,
                    "raw": one.raw,
                    "head_seq": announced.head,
                    "head_sig": announced.head_signature,
                }
                for one in links
            ],
        )


def streams(connection: Connection) -> set[UUID]:
    """The streams of which something is parked."""
    return set(connection.execute(select(sync_parked.c.stream)).scalars())


def count(connection: Connection, bundle: UUID) -> int:
    """How many operations of that bundle are parked."""
    return connection.execute(
        select(func.count()).select_from(sync_parked).where(sync_parked.c.bundle == bundle)
    ).scalar_one()


def heads(connection: Connection, stream: Stream) -> list[tuple[int, bytes]]:
    """The heads by which parked operations may be proved, the nearest first, with signatures."""
    found = connection.execute(
        select(sync_parked.c.head_seq, sync_parked.c.head_sig)
        .where(sync_parked.c.stream == stream.id)
        .distinct()
        .order_by(sync_parked.c.head_seq)
    )
    return [(row.head_seq, bytes(row.head_sig)) for row in found]


def provable(
    connection: Connection, stream: Stream, sign_key: bytes, *, head: int, signature: bytes
) -> bool:
    """Whether the parked operations up to ``head`` are all there and it is their head."""
    between = connection.execute(
        select(func.count(sync_parked.c.seq.distinct())).where(
            sync_parked.c.stream == stream.id,
            sync_parked.c.seq > stream.seq,
            sync_parked.c.seq <= head,
        )
    ).scalar_one()
    if between != head - stream.seq or head <= stream.seq:  # a head is believed only when proved
        return False
    chain = stream.chain
    for fresh in up_to(connection, stream, head):
        for raw in fresh:
            chain = chain_next(chain, raw)
    return verify_head(sign_key, stream.id.bytes, seq=head, chain=chain, signature=signature)


def up_to(connection: Connection, stream: Stream, head: int) -> Iterator[list[bytes]]:
    """The parked operations up to ``head`` in pieces that the memory need not fear."""
    for after in range(stream.seq, head, AT_ONCE):
        rows = connection.execute(
            select(sync_parked.c.seq, func.min(sync_parked.c.bundle), sync_parked.c.raw)
            .where(
                sync_parked.c.stream == stream.id,
                sync_parked.c.seq > after,
                sync_parked.c.seq <= min(after + AT_ONCE, head),
            )
            .group_by(sync_parked.c.seq)
            .order_by(sync_parked.c.seq)
        ).all()
        yield [bytes(row.raw) for row in rows]


def let_go(connection: Connection, stream: Stream) -> None:
    """Let go of what has joined, and of what nobody vouched for when it came.

    What the log tells otherwise while its device vouched for it is of another branch, perhaps
    nowhere else: it stays.
    """
    other = sync_parked.alias()
    joined = select(sync_op.c.seq).where(
        sync_op.c.stream_no == stream.number,
        sync_op.c.seq == sync_parked.c.seq,
        sync_op.c.raw == sync_parked.c.raw,
    )
    end = (
        select(func.max(other.c.seq))
        .where(other.c.stream == sync_parked.c.stream, other.c.bundle == sync_parked.c.bundle)
        .scalar_subquery()
    )
    connection.execute(
        delete(sync_parked).where(
            sync_parked.c.stream == stream.id,
            sync_parked.c.seq <= stream.seq,
            joined.exists() | (end != sync_parked.c.head_seq),
        )
    )


def release_held(connection: Connection) -> None:
    """Bundles none of whose operations is parked any more are taken in now."""
    waiting = select(sync_parked.c.bundle)
    connection.execute(
        update(sync_in)
        .where(sync_in.c.state == "held", sync_in.c.bundle.not_in(waiting))
        .values(state="taken", held=0)
    )
