"""What a bundle says about itself: the public header and the signed manifest.

Arrays without names, in the order of the fields below; ``docs/formats/bundle.md`` is the exact
description. The header holds nothing about people. Limits are part of the types, so a value that
breaks one does not decode. For that reason annotations are values here, not text: text would be
read at the first decoding, with whatever the limits are then.
"""

from enum import IntEnum
from typing import Annotated

from msgspec import Meta, Struct

from app.sync import limits

VERSION = 1
SUITE = 1
"""1: age X25519, Ed25519, SHA-256, zstd. 2 is kept free for age's hybrid post-quantum keys."""

READER = 1
"""What this program understands; a manifest asks for at least ``min_reader``."""


class BundleKind(IntEnum):
    """What a bundle mainly carries."""

    EXCHANGE = 1
    ATTACHMENTS = 2  # number kept free; no program writes it yet


class SegmentKind(IntEnum):
    """What a segment carries; a reader hands over kinds it does not know, undecoded."""

    OPS = 1
    BLOB = 2  # number kept free for attachments
    POLICY = 3
    TRUST = 4
    RECEIPT = 5  # number kept free
    REDACTION = 6  # number kept free
    OLDER_TOTALS = 7  # read, no longer written
    TOTALS_ROWS = 8
    FORK = 9
    TOTALS = 10
    POLICY_HELD = 11


Bytes8 = Annotated[bytes, Meta(min_length=8, max_length=8)]
Bytes16 = Annotated[bytes, Meta(min_length=16, max_length=16)]
Bytes32 = Annotated[bytes, Meta(min_length=32, max_length=32)]
Bytes64 = Annotated[bytes, Meta(min_length=64, max_length=64)]
Number = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Positive = Annotated[int, Meta(ge=1, le=2**63 - 1)]
Instant = Annotated[int, Meta(ge=0, lt=limits.MAX_MS)]
Small = Annotated[int, Meta(ge=0, le=65_535)]
Document = Annotated[bytes, Meta(min_length=1, max_length=limits.MAX_DOCUMENT)]


class Header(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The part anybody can read; not to be trusted before the signature was checked."""

    version: Small
    suite: Small
    kind: Small
    bundle_id: Bytes16
    sender: Bytes8
    recipients: Annotated[tuple[Bytes8, ...], Meta(min_length=1, max_length=limits.MAX_RECIPIENTS)]


class StreamRange(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """Operations ``first`` … ``last`` of one stream and the chain values around them.

    ``descriptor`` is the stream's own description, opaque here. ``head`` is the newest
    operation that the device signed, ``head_signature`` its word for it; a head beyond ``last``
    can be checked only when the rest has come.
    """

    descriptor: Annotated[bytes, Meta(min_length=1, max_length=4096)]
    first: Positive
    last: Number
    chain_before: Bytes32
    chain_after: Bytes32
    head: Number
    head_signature: Bytes64


class Have(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The sender holds this stream without gaps up to ``seq``, where the chain is ``chain``."""

    stream_id: Bytes16
    seq: Number
    chain: Bytes32


class Need(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The sender lacks operations ``first`` … ``last`` of this stream."""

    stream_id: Bytes16
    first: Positive
    last: Positive


class SegmentEntry(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """One segment: kind, packed and plain size in bytes, SHA-256 of the packed bytes, items."""

    kind: Annotated[int, Meta(ge=1, le=255)]
    packed_size: Annotated[int, Meta(ge=1, le=limits.MAX_SEGMENT)]
    plain_size: Annotated[int, Meta(ge=1, le=limits.MAX_SEGMENT_PLAIN)]
    sha256: Bytes32
    count: Annotated[int, Meta(ge=0, le=1_000_000)]


class Manifest(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """Everything the sender vouches for. ``recipients`` are public age keys, 32 bytes each."""

    version: Small
    bundle_id: Bytes16
    sender: Bytes32
    recipients: Annotated[tuple[Bytes32, ...], Meta(min_length=1, max_length=limits.MAX_RECIPIENTS)]
    created_ms: Instant
    created_hlc: Number
    schema: Small
    min_reader: Small
    capabilities: Annotated[tuple[Small, ...], Meta(max_length=64)]
    certificates: Annotated[tuple[Document, ...], Meta(max_length=1024)]
    trust_version: Number
    streams: Annotated[tuple[StreamRange, ...], Meta(max_length=4096)]
    have: tuple[Have, ...]
    statement: Number
    need: tuple[Need, ...]
    segments: Annotated[tuple[SegmentEntry, ...], Meta(max_length=limits.MAX_SEGMENTS)]
    padding: Annotated[int, Meta(ge=0, lt=2 * limits.PADDING)]


class OpsSegment(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """Operations of one stream, in order; each stays opaque bytes."""

    stream: Small
    first: Positive
    ops: Annotated[
        tuple[Annotated[bytes, Meta(min_length=1, max_length=limits.MAX_OP)], ...],
        Meta(min_length=1, max_length=limits.MAX_OPS),
    ]
