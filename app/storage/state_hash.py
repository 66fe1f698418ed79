"""One number that says whether two stations hold the same: a hash over all heads of a channel.

It covers kind, row, field and every head (stream, sequence, value), whether it is shown or not,
in one fixed order; no local number, no search column and nothing that depends on the way the
operations came. Rows are read in the order of their keys and none is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    bindparam,
    func,
    literal_column,
    select,
    type_coerce,
)

from app.models.log import sync_loser
from app.models.records import RECORDS
from app.oplog.kinds import KINDS
from app.oplog.registry import DELETED, Channel, Kind, RecordKind
from app.storage import row_heads
from app.storage.plain_rows import PlainQuery
from app.storage.stored_rows import BEFORE_FIELDS, record_columns
from app.storage.streams import StreamBook

CONTEXT = b"tgxh/state/1\0"
_ALIVE = 2  # place among ``record_columns``
_AT_ONCE = {"yield_per": 1000}  # rows
_encode = msgspec.msgpack.Encoder().encode
_decode_value = msgspec.msgpack.Decoder().decode

_Heads = dict[int, list[tuple[bytes, int, Any]]]  # by field: stream, sequence, value
_Row = Sequence[Any]


_ROWS = {
    kind.number: select(*record_columns(kind))
    .where(RECORDS[kind.name].c.pv == bindparam("pv"))
    .order_by(RECORDS[kind.name].c.id)
    for kind in KINDS
}


def last_byte(column: ColumnElement[Any]) -> ColumnElement[bytes]:
    """The last byte of an id, in a statement that binds nothing for it."""
    return func.substr(column, literal_column("16"), literal_column("1"))


# Those whose id ends in one of the bytes of "ends".
_SOME = {
    kind.number: PlainQuery(
        _ROWS[kind.number].where(
            func.instr(bindparam("ends"), last_byte(RECORDS[kind.name].c.id)) > literal_column("0")
        ),
        ["pv", "ends"],
    )
    for kind in KINDS
}
_TRUTHS = {
    kind.number: frozenset(field.number for field in kind.fields if field.kind is Kind.BOOL)
    for kind in KINDS
}
_LOSERS = PlainQuery(
    select(
        type_coerce(sync_loser.c.row_id, LargeBinary),
        sync_loser.c.field,
        sync_loser.c.stream_no,
        sync_loser.c.seq,
        sync_loser.c.value,
    ).where(sync_loser.c.pv == bindparam("pv"), sync_loser.c.kind == bindparam("kind")),
    ["pv", "kind"],
)


def state_hash(connection: Connection, streams: StreamBook, pv: int, channel: Channel) -> bytes:
    """SHA-256 over everything the scope ``pv`` holds in ``channel`` (32 bytes)."""
    digest = sha256(CONTEXT + _encode([pv, channel.value]))
    for _kind, _row, told in told_rows(connection, streams, pv, channel):
        digest.update(told)
    return digest.digest()


def told_rows(
    connection: Connection,
    streams: StreamBook,
    pv: int,
    channel: Channel,
    *,
    ends: bytes | None = None,
) -> Iterator[tuple[int, bytes, bytes]]:
    """Every row in the one order: number of its kind, its id, and all that is known of it.

    With ``ends`` only rows whose id ends in one of these bytes; they are held in memory.
    """
    ids = {number: stream.id.bytes for number, stream in streams.by_number.items()}
    for kind in sorted(KINDS, key=lambda one: one.number):
        if kind.channel is not channel:
            continue
        losers = _losers(connection, ids, kind, pv)
        place = {field.number: at for at, field in enumerate(kind.fields, start=BEFORE_FIELDS)}
        place[DELETED] = _ALIVE
        for row in _rows(connection, kind, pv, ends=ends):
            heads = _shown(kind, row, ids, place=place)
            for number, head in losers.get(row[0], ()):
                heads.setdefault(number, []).append(head)
            if heads:  # else everything that was written to it is withheld
                fields = [
                    (number, held if len(held) == 1 else sorted(held))
                    for number, held in sorted(heads.items())
                ]
                yield kind.number, row[0], _encode([kind.number, row[0], fields])


def state_hashes(connection: Connection, streams: StreamBook) -> dict[tuple[int, Channel], bytes]:
    """The hash of every scope and channel that a stream known here belongs to."""
    return {
        (pv, channel): state_hash(connection, streams, pv, channel)
        for pv, channel in known_scopes(streams)
    }


def known_scopes(streams: StreamBook) -> list[tuple[int, Channel]]:
    """Scopes and channels that are compared and that a stream known here belongs to."""
    known = {(stream.origin.pv, stream.origin.channel) for stream in streams}
    return sorted(one for one in known if one[1] is not Channel.CTL)


def _rows(
    connection: Connection, kind: RecordKind, pv: int, *, ends: bytes | None
) -> Iterator[_Row]:
    if ends is None:
        found = connection.execute(_ROWS[kind.number], {"pv": pv}, execution_options=_AT_ONCE)
        yield from found
    else:
        yield from _SOME[kind.number].ask(connection, pv, ends)


def _shown(kind: RecordKind, row: _Row, ids: dict[int, bytes], *, place: dict[int, int]) -> _Heads:
    heads: _Heads = {}
    for group in row_heads.groups(row[1]):
        stream, seq = ids[group.stream_no], group.seq
        for number in group.fields:
            heads[number] = [(stream, seq, row[place[number]])]
    if DELETED in heads:
        heads[DELETED] = [(*heads[DELETED][0][:2], not row[2])]
    for number in _TRUTHS[kind.number] & heads.keys():
        stream, seq, value = heads[number][0]
        heads[number] = [(stream, seq, None if value is None else bool(value))]
    return heads


def _losers(
    connection: Connection, ids: dict[int, bytes], kind: RecordKind, pv: int
) -> dict[bytes, list[tuple[int, tuple[bytes, int, Any]]]]:
    """Heads that are not shown, by row: field, and stream, sequence, value. Few rows have any."""
    found: dict[bytes, list[tuple[int, tuple[bytes, int, Any]]]] = {}
    for row_id, field, stream_no, seq, value in _LOSERS.ask(connection, pv, kind.number):
        head = (ids[stream_no], seq, _decode_value(value))
        found.setdefault(row_id, []).append((field, head))
    return found
