"""Streams and their chains: every operation is bound to all that came before it.

A stream is one device's operations of one channel and one scope, numbered 1, 2, 3 … without
gaps. The chain value after operation n covers the descriptor and every operation up to n, so
one signature over it proves them all.
"""

from __future__ import annotations

from hashlib import sha256

import msgspec

from app.core.errors import Untrusted
from app.core.i18n import N_
from app.oplog.registry import Channel

STREAM_CONTEXT = b"tgxh/stream/1\0"
CHAIN_CONTEXT = b"tgxh/chain/1\0"


class Descriptor(
    msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True, gc=False
):
    """What a stream is, fixed when it is opened and signed by its device."""

    version: int
    stream: bytes
    device: bytes
    channel: str
    pv: int
    role: str  # "commune" or "office"
    parent: bytes | None
    parent_seq: int
    parent_chain: bytes | None
    created_ms: int


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Descriptor)


def encode_descriptor(descriptor: Descriptor) -> bytes:
    """The bytes that are signed and that start the chain."""
    return _encoder.encode(descriptor)


def decode_descriptor(raw: bytes) -> Descriptor:
    """Read a descriptor from outside; raises Untrusted when it is not exactly one."""
    try:
        found = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refused() from error
    good = (
        _encoder.encode(found) == raw
        and found.version == 1
        and len(found.stream) == 16
        and len(found.device) == 16
        and found.channel in {channel.value for channel in Channel}
        and found.role in {"commune", "office"}
        and 0 < found.pv < 1 << 31
        and (found.parent is None) == (found.parent_chain is None)
        and (found.parent is None or len(found.parent) == 16)
        and (found.parent_chain is None or len(found.parent_chain) == 32)
        and found.parent_seq >= 0
        and found.created_ms >= 0
    )
    if not good:
        raise _refused()
    return found


def chain_start(descriptor: bytes) -> bytes:
    """The chain value before the first operation."""
    return sha256(STREAM_CONTEXT + descriptor).digest()


def chain_next(chain: bytes, raw: bytes) -> bytes:
    """The chain value after ``raw``."""
    return sha256(CHAIN_CONTEXT + chain + sha256(raw).digest()).digest()


def _refused() -> Untrusted:
    return Untrusted(
        "stream_malformed",
        N_("The file names a source that this program cannot trust. Nothing was taken over."),
    )
