"""One operation: its encoding, its limits and its name.

``[1, seq, hlc, schema, actor, action, kind, pv, row, writes, nonce]`` in deterministic
MessagePack. What is signed and hashed is the bytes; decoding accepts only bytes that encode
back to themselves. Bases name the operations whose values the writer saw, by hash: an
operation that was never seen cannot be named.
"""

from __future__ import annotations

import itertools
import unicodedata
from enum import IntEnum
from hashlib import sha256
from typing import Annotated, Any, Final, Literal

import msgspec

from app.core.errors import Untrusted
from app.core.i18n import N_

VERSION: Final = 1
HASH_BYTES = 16
MAX_BYTES = 256 * 1024
REPEATING_BYTES = 32  # that writing it anew may add: the name of the first one
MAX_WRITES = 64
MAX_BASES = 64
MAX_BINARY = 64
LONG = 16 * 1024
_LISTS_AND_MAPS = frozenset((*range(0x80, 0xA0), *range(0xDC, 0xE0)))
NOBODY: Final = 0  # the kind that bytes speak of which no reader can take for an operation
INT32, INT64 = 1 << 31, 1 << 63

Value = bool | int | str | bytes | None

# What the decoder itself checks.
Id = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
Counted = Annotated[int, msgspec.Meta(ge=1, lt=1 << 31)]
Bases = Annotated[
    list[Annotated[bytes, msgspec.Meta(min_length=HASH_BYTES, max_length=HASH_BYTES)]],
    msgspec.Meta(max_length=MAX_BASES),
]


class Action(IntEnum):
    """What an operation does; numbers beyond these are kept for newer programs."""

    EDIT = 1
    DELETE = 2
    RESTORE = 3
    RESOLVE = 4
    TRANSFER = 5  # the row goes on in another scope
    LINK = 6  # two rows are the same person


class Write(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True, gc=False):
    """One field's new value and the hashes of the values it replaces.

    ``value`` is a :data:`Value`; the decoder cannot tell text from bytes in a union, so
    ``decode`` checks it.
    """

    field: Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]
    value: Any
    bases: Bases


class _RawWrite(msgspec.Struct, array_like=True, gc=False):
    """A write whose value was not looked into."""

    field: int
    value: msgspec.Raw
    bases: msgspec.Raw


class _RawWrites(msgspec.Struct, array_like=True, gc=False):
    """What stands in front of the writes, and they, without anything that they hold."""

    front: msgspec.Raw
    seq: msgspec.Raw
    hlc: msgspec.Raw
    schema: msgspec.Raw
    actor: msgspec.Raw
    action: msgspec.Raw
    kind: msgspec.Raw
    pv: msgspec.Raw
    row: msgspec.Raw
    writes: Annotated[list[_RawWrite], msgspec.Meta(max_length=MAX_WRITES)]


class _Lead(msgspec.Struct, array_like=True, gc=False):
    """The version alone, whatever follows."""

    version: int


class Operation(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True, gc=False):
    """One change of one row by one officer."""

    version: Literal[1]
    seq: Annotated[int, msgspec.Meta(ge=1, le=INT64 - 1)]
    hlc: Annotated[int, msgspec.Meta(ge=0, le=INT64 - 1)]
    schema: Counted
    actor: Id
    action: Annotated[int, msgspec.Meta(ge=1, lt=1 << 15)]
    kind: Counted
    pv: Counted
    row: Id
    writes: Annotated[list[Write], msgspec.Meta(min_length=1, max_length=MAX_WRITES)]
    nonce: Id | None = None


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Operation)
_looking = msgspec.msgpack.Decoder(_RawWrites)
_leading = msgspec.msgpack.Decoder(_Lead)


def encode(operation: Operation) -> bytes:
    """The bytes that are hashed, chained and sent."""
    return _encoder.encode(operation)


def decode(raw: bytes) -> Operation:
    """Read an operation from outside.

    Raises Untrusted when the bytes are not exactly what this specification writes.
    """
    if len(raw) > MAX_BYTES:
        raise _refused()
    try:
        if len(raw) > LONG and not _flat(raw):
            raise _refused()
        operation = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refused() from error
    if _encoder.encode(operation) != raw or not _well_formed(operation):
        raise _refused()
    return operation


def read(raw: bytes, seq: int) -> Operation:
    """The operation at place ``seq`` of a stream that is kept whatever its bytes say.

    A device can sign anything. Bytes that are no operation, or one of another place, speak of
    nobody's row, so that they hold up neither their stream nor the bundle: they are kept, and
    change nothing. Those that say they are of a newer version wait for a newer program.
    """
    try:
        found = decode(raw)
    except Untrusted:
        newer = _version(raw) > VERSION
    else:
        if found.seq == seq:
            return found
        newer = False
    schema = INT32 - 1 if newer else VERSION
    return Operation(VERSION, seq, 0, schema, bytes(16), Action.EDIT, NOBODY, 0, bytes(16), [])


def operation_hash(stream_id: bytes, raw: bytes) -> bytes:
    """The 16-byte name of an operation: unique over streams and content."""
    return sha256(b"tgxh/op/1\0" + stream_id + raw).digest()[:HASH_BYTES]


def _version(raw: bytes) -> int:
    """What stands where an operation says its version; 0 when nothing of that kind does."""
    try:
        return _leading.decode(raw[:MAX_BYTES]).version
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return 0


def _flat(raw: bytes) -> bool:
    """Whether no value is a list or a map. A quarter of a megabyte of empty ones would cost
    eighty times as much memory, so long operations are looked at before they are built."""
    return not any(
        first in _LISTS_AND_MAPS
        for write in _looking.decode(raw).writes
        for first in bytes(write.value)[:1]
    )


def _well_formed(operation: Operation) -> bool:
    """What the decoder cannot check: values, and that fields and bases ascend."""
    before = -1
    for write in operation.writes:
        if write.field <= before or not _good_value(write.value):
            return False
        before = write.field
        bases = write.bases
        if len(bases) > 1 and not all(a < b for a, b in itertools.pairwise(bases)):
            return False
    return True


def _good_value(value: Any) -> bool:
    if isinstance(value, str):
        return unicodedata.is_normalized("NFC", value) and "\0" not in value
    if isinstance(value, bytes):
        return len(value) <= MAX_BINARY
    if isinstance(value, int):
        return -INT64 <= value < INT64
    return value is None


def _refused() -> Untrusted:
    return Untrusted(
        "operation_malformed",
        N_("The file holds a change that this program cannot trust. Nothing was taken over."),
    )
