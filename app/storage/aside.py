"""Operations of a second history: kept beside the log, moved out of it, taken into it.

An operation leaves the log only for ``sync_aside``, where it stays for ever; the database refuses
anything else. Whoever moves operations folds their rows again afterwards (:mod:`reproject`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.models.forks import sync_aside
from app.models.log import sync_op
from app.oplog import hybrid_clock
from app.oplog.fold import verdict
from app.oplog.operation import read
from app.oplog.stream import chain_next, chain_start
from app.storage.plain_rows import PlainQuery
from app.storage.streams import Stream
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Link:
    """One operation of a chain: its number, the chain value there, its bytes."""

    seq: int
    chain: bytes
    raw: bytes

    @property
    def row(self) -> UUID:
        """The row it speaks of."""
        return UUID(bytes=read(self.raw, self.seq).row)


def keep(connection: Connection, stream: UUID, links: Iterable[Link]) -> None:
    """Keep operations aside; those that lie there already stay."""
    rows = [{"stream": stream, "seq": one.seq, "chain": one.chain, "raw": one.raw} for one in links]
    if rows:
        connection.execute(insert(sync_aside).on_conflict_do_nothing(), rows)


def logged(connection: Connection, stream: Stream, after: int, last: int) -> list[Link]:
    """The operations of the log from ``after`` + 1 to ``last``."""
    found = connection.execute(
        select(sync_op.c.seq, sync_op.c.chain, sync_op.c.raw)
        .where(sync_op.c.stream_no == stream.number, sync_op.c.seq > after, sync_op.c.seq <= last)
        .order_by(sync_op.c.seq)
    )
    return [Link(row.seq, bytes(row.chain), bytes(row.raw)) for row in found]


def every(connection: Connection, stream: UUID) -> list[Link]:
    """Whatever lies aside of that stream, of all branches, by number."""
    found = connection.execute(
        select(sync_aside.c.seq, sync_aside.c.chain, sync_aside.c.raw)
        .where(sync_aside.c.stream == stream)
        .order_by(sync_aside.c.seq, sync_aside.c.chain)
    )
    return [Link(row.seq, bytes(row.chain), bytes(row.raw)) for row in found]


def branch(connection: Connection, stream: UUID, first: bytes) -> list[Link]:
    """The gap-free branch aside that begins with the operation of that chain value."""
    return begun_with(first, every(connection, stream))


def begun_with(first: bytes, found: Iterable[Link]) -> list[Link]:
    """Of operations in the order of their numbers the gap-free branch that begins with ``first``.

    ``first`` is the chain value of its first operation.
    """
    links: list[Link] = []
    for link in found:
        if link.chain == first or (links and link.chain == chain_next(links[-1].chain, link.raw)):
            links.append(link)
    return links


_CHAIN = PlainQuery(
    select(sync_op.c.chain).where(
        sync_op.c.stream_no == bindparam("stream"), sync_op.c.seq == bindparam("seq")
    ),
    ["stream", "seq"],
)


def chain_at(connection: Connection, stream: Stream, seq: int) -> bytes:
    """Our chain value after operation ``seq``, which must be held here."""
    if seq == 0:
        return chain_start(stream.descriptor)
    if seq == stream.seq:
        return stream.chain
    ((chain,),) = _CHAIN.ask(connection, stream.number, seq)
    return bytes(chain)


def cut(work: UnitOfWork, stream: Stream, after: int) -> list[Link]:
    """Move everything beyond ``after`` from the log aside; returns what was moved."""
    connection = work.connection
    work.projection.forget()
    moved = logged(connection, stream, after, stream.seq)
    keep(connection, stream.id, moved)
    chain = chain_at(connection, stream, after)
    connection.execute(
        delete(sync_op).where(sync_op.c.stream_no == stream.number, sync_op.c.seq > after)
    )
    work.streams.cut(stream, after, chain)
    return moved


def extend(work: UnitOfWork, stream: Stream, raws: Sequence[bytes]) -> None:
    """Append operations that follow on, without folding them."""
    entered = []
    for raw in raws:
        operation = read(raw, stream.seq + 1)
        entered.append(
            work.streams.append(
                stream,
                raw,
                hlc=hybrid_clock.adopt(stream.hlc, operation.hlc, work.now_ms),
                kind=operation.kind,
                row_id=operation.row,
                status=verdict(operation, stream.origin),
            )
        )
    work.streams.save(entered)
