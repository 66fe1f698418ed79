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
from typing import Any

import msgspec

from app.core.errors import Untrusted
from app.core.i18n import N_

VERSION = 1
HASH_BYTES = 16
MAX_BYTES = 256 * 1024
MAX_WRITES = 64
MAX_BASES = 64
MAX_BINARY = 64
INT64 = 1 << 63

Value = bool | int | str | bytes | None


class Action(IntEnum):
    """What an operation does; numbers beyond these are kept for newer programs."""

    EDIT = 1
    DELETE = 2
    RESTORE = 3
    RESOLVE = 4


class Write(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True, gc=False):
    """One field's new value and the hashes of the values it replaces.

    ``value`` is a :data:`Value`; the decoder cannot tell text from bytes in a union, so
    ``decode`` checks it.
    """

    field: int
    value: Any
    bases: list[bytes]


class Operation(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True, gc=False):
    """One change of one row by one officer."""

    version: int
    seq: int
    hlc: int
    schema: int
    actor: bytes
    action: int
    kind: int
    pv: int
    row: bytes
    writes: list[Write]
    nonce: bytes | None = None


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Operation)


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
        operation = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refused() from error
    if _encoder.encode(operation) != raw or not _well_formed(operation):
        raise _refused()
    return operation


def operation_hash(stream_id: bytes, raw: bytes) -> bytes:
    """The 16-byte name of an operation: unique over streams and content."""
    return sha256(b"tgxh/op/1\0" + stream_id + raw).digest()[:HASH_BYTES]


def _well_formed(operation: Operation) -> bool:
    writes = operation.writes
    return (
        operation.version == VERSION
        and 0 < operation.seq < INT64
        and 0 <= operation.hlc < INT64
        and 0 < operation.schema < 1 << 31
        and len(operation.actor) == 16
        and 0 < operation.action < 1 << 15
        and 0 < operation.kind < 1 << 31
        and 0 < operation.pv < 1 << 31
        and len(operation.row) == 16
        and (operation.nonce is None or len(operation.nonce) == 16)
        and 0 < len(writes) <= MAX_WRITES
        and all(_write_well_formed(write) for write in writes)
        and all(a.field < b.field for a, b in itertools.pairwise(writes))
    )


def _write_well_formed(write: Write) -> bool:
    value, bases = write.value, write.bases
    if isinstance(value, str):
        good = unicodedata.is_normalized("NFC", value) and "\0" not in value
    elif isinstance(value, bytes):
        good = len(value) <= MAX_BINARY
    elif isinstance(value, int):
        good = -INT64 <= value < INT64
    else:
        good = value is None or isinstance(value, bool)
    return (
        good
        and 0 <= write.field < 1 << 31
        and len(bases) <= MAX_BASES
        and all(len(base) == HASH_BYTES for base in bases)
        and all(a < b for a, b in itertools.pairwise(bases))
    )


def _refused() -> Untrusted:
    return Untrusted(
        "operation_malformed",
        N_("The file holds a change that this program cannot trust. Nothing was taken over."),
    )
