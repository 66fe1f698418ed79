"""Telling a workstation that it was met twice: a rider of the answer to it.

What heals a stream are the operations of the other branch (``sync.forks``). The report is for
people: it reaches every copy of the workstation, also the one whose branch was kept and that
would never hear of the other.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct
from sqlalchemy import Connection, LargeBinary, bindparam, select, type_coerce
from sqlalchemy.dialects.sqlite import insert

from app.models.forks import sync_fork
from app.models.log import sync_stream
from app.storage import aside
from app.storage.plain_rows import PlainQuery
from app.storage.streams import StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync import canonical
from app.sync.forks import TOLD
from app.sync.here import Here
from app.sync.manifest import Bytes16, Bytes32, Number
from app.sync.steps.check_bundle import Checked
from app.sync.trust_store import Device

VERSION = 1
MOST = 256


class _Fork(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """Stream, last common number, and where the branch kept by the sender begins."""

    stream: Bytes16
    common: Number
    kept: Bytes32


class _Report(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """``[1, [[stream, common number, chain of the next operation], …]]``."""

    version: Annotated[int, Meta(ge=1, le=1)]
    forks: Annotated[tuple[_Fork, ...], Meta(min_length=1, max_length=MOST)]


_FORKS = PlainQuery(
    select(type_coerce(sync_fork.c.stream, LargeBinary), sync_fork.c.common)
    .join(sync_stream, sync_stream.c.stream == sync_fork.c.stream)
    .where(
        sync_stream.c.device == bindparam("device"),
        sync_stream.c.channel == bindparam("channel"),
        sync_stream.c.have_seq > sync_fork.c.common,
    )
    .distinct()
    .order_by(sync_fork.c.stream, sync_fork.c.common),
    ["device", "channel"],
)


def read_report(payload: bytes) -> list[tuple[bytes, int, bytes]]:
    """Stream, last common number, chain of the kept branch's next operation. Raises Reject."""
    return [(one.stream, one.common, one.kept) for one in canonical.decode(payload, _Report).forks]


class ForkReport:
    """The rider for streams of ``peer`` that told two histories here."""

    def offer(self, connection: Connection, at: Here, peer: Device, channel: str) -> list[bytes]:
        """One report of all of them; none when there are none."""
        rows = _FORKS.ask(connection, peer.id.bytes, channel)[:MOST]
        if not rows:
            return []
        streams = StreamBook(connection)
        found = tuple(
            _Fork(
                stream,
                common,
                aside.chain_at(connection, streams.by_id[UUID(bytes=stream)], common + 1),
            )
            for stream, common in rows
        )
        return [canonical.encode(_Report(VERSION, found))]

    def take(self, work: UnitOfWork, at: Here, checked: Checked, payload: bytes) -> None:
        """Note what was told of our own streams, once; raises Reject when it is no report."""
        for stream_id, common, kept in read_report(payload):
            stream = work.streams.by_id.get(UUID(bytes=stream_id))
            if stream is None or stream.device != at.own.id:
                continue
            work.connection.execute(
                insert(sync_fork)
                .values(
                    stream=stream.id,
                    common=common,
                    theirs=kept,
                    sender=checked.sender.id,
                    head_seq=0,
                    head_sig=bytes(64),
                    state=TOLD,
                    noted_ms=work.now_ms,
                )
                .on_conflict_do_nothing()
            )
