"""The streams this workstation knows, and appending to their logs.

``StreamBook`` is read once for a transaction; sequence, chain and stamp continue from it. Every
append writes one row of ``sync_op``; the stream's own row is written when the transaction ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, insert, update

from app.core.errors import Untrusted
from app.models.log import stream_limit, sync_op, sync_stream
from app.oplog.fold import AUTHORITY, Entry, Origin
from app.oplog.registry import Channel
from app.oplog.repetition import claims
from app.oplog.stream import chain_next, chain_start, decode_descriptor
from app.storage.plain_rows import PlainRows
from app.storage.row_heads import HeadStream


@dataclass(slots=True)
class Stream:
    """One stream and how far it is known here."""

    number: int
    id: UUID
    device: UUID
    origin: Origin
    descriptor: bytes
    descriptor_sig: bytes
    seq: int
    chain: bytes
    hlc: int
    head_seq: int
    head_sig: bytes | None
    state: str
    changed: bool = False


class LoggedOperation(msgspec.Struct, frozen=True, gc=False):
    """One row of the log, ready to be inserted."""

    stream_no: int
    seq: int
    kind: int
    row_id: bytes
    status: str
    chain: bytes
    raw: bytes


_REACH = ("have_seq", "have_chain", "have_hlc", "head_seq", "head_sig")
_UPDATE = PlainRows(
    update(sync_stream)
    .where(sync_stream.c.stream_no == bindparam("number"))
    .values({name: bindparam(name) for name in _REACH}),
    [*_REACH, "number"],
)
_INSERT = PlainRows(insert(sync_op), LoggedOperation.__struct_fields__)


# In SQL: it is asked while somebody waits for the window, and SQLAlchemy takes longer to word it
# for the first time than the file to answer.
_STREAMS = """
SELECT s.stream_no, s.stream, s.device, s.channel, s.pv, s.role, s.descriptor, s.descriptor_sig,
       s.have_seq, s.have_chain, s.have_hlc, s.head_seq, s.head_sig, s.state, l.last_seq
  FROM sync_stream s LEFT JOIN stream_limit l ON l.stream = s.stream
"""


class StreamBook:
    """All streams known here, by number and by id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.by_number: dict[int, Stream] = {}
        self.by_id: dict[UUID, Stream] = {}
        self.heads: dict[int, HeadStream] = {}
        self.numbers: dict[bytes, int] = {}
        self.turn = 0  # the write transaction that used it last (storage.store)
        self._read()

    def open(
        self,
        descriptor: bytes,
        signature: bytes,
        *,
        chain: bytes | None = None,
        state: str = "open",
    ) -> Stream:
        """Enter a new, empty stream; ``descriptor`` is already signed by its device.

        ``sealed``: it is of this very device, but nothing may be written into it here.
        """
        found = decode_descriptor(descriptor)
        start = chain_start(descriptor) if chain is None else chain
        values = {
            "stream": found.stream,
            "device": found.device,
            "channel": found.channel,
            "pv": found.pv,
            "role": found.role,
            "descriptor": descriptor,
            "descriptor_sig": signature,
            "have_seq": 0,
            "have_chain": start,
            "have_hlc": 0,
            "head_seq": 0,
            "head_sig": None,
            "state": state,
        }
        self._connection.execute(insert(sync_stream).values(**values))
        self._read(f"{_STREAMS} WHERE s.stream = ?", (found.stream,))
        return self.by_id[UUID(bytes=found.stream)]

    def on(self, connection: Connection) -> StreamBook:
        """The same streams for the next transaction of the one writer."""
        self._connection = connection
        return self

    def own(self, device: UUID, channel: Channel, pv: int) -> Stream:
        """The open stream of ``device`` for that channel and scope."""
        found = self._open_of(device, channel, pv)
        if found is None:
            self._read()  # it may have been opened since these were read
            found = self._open_of(device, channel, pv)
        if found is None:
            raise LookupError(f"no open stream of {channel} for {pv}")
        return found

    def _open_of(self, device: UUID, channel: Channel, pv: int) -> Stream | None:
        for stream in self.by_number.values():
            origin = stream.origin
            if (
                stream.device == device
                and origin.channel is channel
                and origin.pv == pv
                and stream.state == "open"
            ):
                return stream
        return None

    def _read(self, query: str = _STREAMS, values: tuple[bytes, ...] = ()) -> None:
        for row in self._connection.exec_driver_sql(query, values):
            if row.stream_no not in self.by_number:
                self._enter(_stream(row))

    def writer(self, entry: Entry) -> Stream:
        """The stream of the device at which ``entry`` was made, also when it was written anew."""
        found = self.by_id[UUID(bytes=entry.origin.stream)]
        parent = entry.origin.parent
        if parent is None or not claims(entry):
            return found
        return self.by_id.get(UUID(bytes=parent), found)

    def append(
        self, stream: Stream, raw: bytes, *, hlc: int, kind: int, row_id: bytes, status: str
    ) -> LoggedOperation:
        """Continue ``stream`` with ``raw``; the caller inserts what is returned."""
        stream.seq += 1
        stream.chain = chain_next(stream.chain, raw)
        stream.hlc = hlc
        stream.changed = True
        return LoggedOperation(stream.number, stream.seq, kind, row_id, status, stream.chain, raw)

    def limit(self, stream: Stream, last: int | None) -> None:
        """Let the operations of ``stream`` count up to ``last`` only; None: all of them.

        Rows that are concerned are folded anew by the caller (:mod:`reproject`).
        """
        self._connection.execute(delete(stream_limit).where(stream_limit.c.stream == stream.id))
        if last is not None:
            self._connection.execute(insert(stream_limit).values(stream=stream.id, last_seq=last))
        stream.origin = replace(stream.origin, last=last)

    def seal(self, stream: Stream) -> None:
        """End a stream for good: a restored file must not use its numbers again."""
        self._connection.execute(
            update(sync_stream)
            .where(sync_stream.c.stream_no == stream.number)
            .values(state="sealed")
        )
        stream.state = "sealed"

    def cut(self, stream: Stream, seq: int, chain: bytes) -> None:
        """Let ``stream`` end at an earlier operation; the caller moved the later ones."""
        stream.seq, stream.chain = seq, chain
        if stream.head_seq > seq:
            stream.head_seq, stream.head_sig = 0, None
        stream.changed = True

    def save(self, logged: list[LoggedOperation]) -> None:
        """Insert the operations and write how far their streams now reach."""
        _INSERT.write(self._connection, [msgspec.structs.astuple(one) for one in logged])
        for stream in self.by_number.values():
            if stream.changed:
                reach = (stream.seq, stream.chain, stream.hlc, stream.head_seq, stream.head_sig)
                _UPDATE.write(self._connection, [(*reach, stream.number)])
                stream.changed = False

    def __iter__(self) -> Iterator[Stream]:
        return iter(self.by_number.values())

    def _enter(self, stream: Stream) -> None:
        self.by_number[stream.number] = stream
        self.by_id[stream.id] = stream
        self.heads[stream.number] = HeadStream(
            stream.number, stream.id.bytes, AUTHORITY[stream.origin.role]
        )
        self.numbers[stream.id.bytes] = stream.number


def _parent(descriptor: bytes) -> bytes | None:
    """The stream that this one continues; a description that was damaged tells of none."""
    try:
        return decode_descriptor(descriptor).parent
    except Untrusted:  # the doctor finds and names it
        return None


def _stream(row: Row[Any]) -> Stream:
    origin = Origin(
        row.stream,
        Channel(row.channel),
        row.pv,
        row.role,
        row.last_seq,
        device=row.device,
        parent=_parent(row.descriptor),
    )
    return Stream(
        number=row.stream_no,
        id=UUID(bytes=row.stream),
        device=UUID(bytes=row.device),
        origin=origin,
        descriptor=row.descriptor,
        descriptor_sig=row.descriptor_sig,
        seq=row.have_seq,
        chain=row.have_chain,
        hlc=row.have_hlc,
        head_seq=row.head_seq,
        head_sig=row.head_sig,
        state=row.state,
    )
