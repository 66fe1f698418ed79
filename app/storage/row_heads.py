"""The column ``heads``: which operation every shown value of a row comes from.

Fields written by one operation share one group ``[stream_no, seq, hlc, hash, [field…]]``, so a
row written at once costs one group. Other heads of a field lie in ``sync_loser``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from app.oplog.fold import Head
from app.oplog.operation import Value


class _Group(msgspec.Struct, array_like=True, frozen=True, gc=False):
    stream_no: int
    seq: int
    hlc: int
    hash: bytes
    fields: list[int]


class HeadStream(msgspec.Struct, frozen=True, gc=False):
    """What a head needs to know of its stream."""

    stream_no: int
    stream: bytes
    authority: int


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[_Group])


def encode(shown: Mapping[int, Head], stream_no: Mapping[bytes, int]) -> bytes:
    """The column's value for the shown heads by field; streams by their local number."""
    groups: dict[bytes, _Group] = {}
    for number, head in sorted(shown.items()):
        group = groups.get(head.hash)
        if group is None:
            group = _Group(stream_no[head.stream], head.seq, head.hlc, head.hash, [])
            groups[head.hash] = group
        group.fields.append(number)
    return _encoder.encode(list(groups.values()))


def decode(
    column: bytes, streams: Mapping[int, HeadStream], values: Mapping[int, Value]
) -> Iterable[tuple[int, Head]]:
    """The shown heads, by field; values come from the row's own columns."""
    for group in _decoder.decode(column):
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
