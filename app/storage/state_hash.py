"""One number that says whether two stations hold the same: a hash over all heads of a channel.

It covers kind, row, field and every head (stream, sequence, value), whether it is shown or not,
in one fixed order; no local number, no search column and nothing that depends on the way the
operations came. Rows are read in the order of their keys and none is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, LargeBinary, bindparam, select, type_coerce

from app.models.log import sync_loser
from app.models.records import RECORDS
from app.oplog.kinds import KINDS
from app.oplog.registry import DELETED, Channel, RecordKind
from app.storage import row_heads
from app.storage.stored_rows import BEFORE_FIELDS, record_columns
from app.storage.streams import StreamBook

if TYPE_CHECKING:
    from hashlib import _Hash as Hash  # its only name, and only for the checker

CONTEXT = b"tgxh/state/1\0"
_AT_ONCE = {"yield_per": 1000}  # rows
_encode = msgspec.msgpack.Encoder().encode
_decode_value = msgspec.msgpack.Decoder().decode

_Heads = dict[int, list[tuple[bytes, int, Any]]]  # by field: stream, sequence, value


_ROWS = {
    kind.number: select(*record_columns(kind))
    .where(RECORDS[kind.name].c.pv == bindparam("pv"))
    .order_by(RECORDS[kind.name].c.id)
    for kind in KINDS
}
_LOSERS = (
    select(
        type_coerce(sync_loser.c.row_id, LargeBinary),
        sync_loser.c.field,
        sync_loser.c.stream_no,
        sync_loser.c.seq,
        sync_loser.c.value,
    )
    .where(sync_loser.c.pv == bindparam("pv"), sync_loser.c.kind == bindparam("kind"))
    .order_by(sync_loser.c.row_id)
)


def state_hash(connection: Connection, streams: StreamBook, pv: int, channel: Channel) -> bytes:
    """SHA-256 over everything the scope ``pv`` holds in ``channel`` (32 bytes)."""
    digest = begin(pv, channel)
    for _kind, _row, told in told_rows(connection, streams, pv, channel):
        digest.update(told)
    return digest.digest()


def begin(pv: int, channel: Channel) -> Hash:
    """The hash before its first row."""
    return sha256(CONTEXT + _encode([pv, channel.value]))


def told_rows(
    connection: Connection, streams: StreamBook, pv: int, channel: Channel
) -> Iterator[tuple[int, bytes, bytes]]:
    """Every row in the one order: number of its kind, its id, and all that is known of it."""
    for kind in sorted(KINDS, key=lambda one: one.number):
        if kind.channel is channel:
            for row_id, heads in _rows(connection, streams, kind, pv):
                fields = [[number, sorted(heads[number])] for number in sorted(heads)]
                yield kind.number, row_id, _encode([kind.number, row_id, fields])


def state_hashes(connection: Connection, streams: StreamBook) -> dict[tuple[int, Channel], bytes]:
    """The hash of every scope and channel that a stream known here belongs to."""
    known = {(stream.origin.pv, stream.origin.channel) for stream in streams}
    return {
        (pv, channel): state_hash(connection, streams, pv, channel)
        for pv, channel in sorted(known)
        if channel is not Channel.CTL
    }


def _rows(
    connection: Connection, streams: StreamBook, kind: RecordKind, pv: int
) -> Iterator[tuple[bytes, _Heads]]:
    ids = {number: stream.id.bytes for number, stream in streams.by_number.items()}
    losers = _losers(connection, ids, kind, pv)
    waiting = next(losers, None)
    place = {field.number: at for at, field in enumerate(kind.fields, start=BEFORE_FIELDS)}
    found = connection.execute(_ROWS[kind.number], {"pv": pv}, execution_options=_AT_ONCE)
    for row in found:
        heads: _Heads = defaultdict(list)
        for group in row_heads.groups(row[1]):
            stream = ids[group.stream_no]
            for number in group.fields:
                value = not row[2] if number == DELETED else row[place[number]]
                heads[number].append((stream, group.seq, value))
        while waiting is not None and waiting[0] == row[0]:
            heads[waiting[1]].append(waiting[2])
            waiting = next(losers, None)
        if heads:  # else everything that was written to it is withheld
            yield row[0], heads


def _losers(
    connection: Connection, ids: dict[int, bytes], kind: RecordKind, pv: int
) -> Iterator[tuple[bytes, int, tuple[bytes, int, Any]]]:
    found = connection.execute(_LOSERS, {"pv": pv, "kind": kind.number}, execution_options=_AT_ONCE)
    for row_id, field, stream_no, seq, value in found:
        yield row_id, field, (ids[stream_no], seq, _decode_value(value))
