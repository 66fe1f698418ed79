"""The column ``heads``: which operation every shown value of a row comes from.

Fields written by one operation share one group ``[stream_no, seq, hlc, hash, [field…]]``, so a
row written at once costs one group. Other heads of a field lie in ``sync_loser``, bases that
have not arrived in ``sync_awaited``; a digest of both stands behind the groups. So the column
changes with everything the fold knows of the row, and the database can insist that no row
changes without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

import msgspec

from app.oplog.fold import Head, RowState
from app.oplog.operation import Value

DIGEST_BYTES = 8


class Group(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Fields whose shown values one operation wrote; the stream by its local number."""

    stream_no: int
    seq: int
    hlc: int
    hash: bytes
    fields: list[int]


class _Column(msgspec.Struct, array_like=True, frozen=True, gc=False):
    groups: list[Group]
    others: bytes  # empty while the row is settled


class HeadStream(msgspec.Struct, frozen=True, gc=False):
    """What a head needs to know of its stream."""

    stream_no: int
    stream: bytes
    authority: int


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Column)


def encode(state: RowState, stream_no: Mapping[bytes, int]) -> bytes:
    """The column's value for a row; ``stream_no`` gives the local number of every stream."""
    groups: dict[bytes, Group] = {}
    for number in sorted(state.heads):
        head = state.heads[number][0]
        group = groups.get(head.hash)
        if group is None:
            group = Group(stream_no[head.stream], head.seq, head.hlc, head.hash, [])
            groups[head.hash] = group
        group.fields.append(number)
    return _encoder.encode(_Column(list(groups.values()), _others(state)))


def groups(column: bytes) -> list[Group]:
    """The groups of shown fields, as they are stored."""
    return _decoder.decode(column).groups


def decode(
    column: bytes, streams: Mapping[int, HeadStream], values: Mapping[int, Value]
) -> Iterator[tuple[int, Head]]:
    """The shown heads, by field; values come from the row's own columns."""
    for group in groups(column):
        stream = streams[group.stream_no]
        for number in group.fields:
            yield (
                number,
                Head(
                    hash=group.hash,
                    stream=stream.stream,
                    seq=group.seq,
                    hlc=group.hlc,
                    authority=stream.authority,
                    value=values.get(number),
                ),
            )


def _others(state: RowState) -> bytes:
    if state.settled():
        return b""
    losers = [[n, [head.hash for head in heads[1:]]] for n, heads in sorted(state.heads.items())]
    awaited = [[n, sorted(names)] for n, names in sorted(state.awaited.items())]
    return sha256(_encoder.encode([losers, awaited])).digest()[:DIGEST_BYTES]
