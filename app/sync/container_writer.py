"""Making a bundle: pack segments, sign what they are, encrypt all of it to the recipients.

Sign inside, encrypt outside, with the recipients in the signed part: a recipient cannot pass the
bundle on as if it had been meant for somebody else. All bytes follow from the input except those
that age draws at random. Memory: the packed segments of one bundle (≤ 15 MB) once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import pyrage
import zstandard

from app.sync import age_keys, canonical, limits, manifest, signing
from app.sync.container import SIGNATURE_SIZE, Segment, preamble, signed_message
from app.sync.manifest import (
    BundleKind,
    Have,
    Header,
    Manifest,
    Need,
    OpsSegment,
    SegmentEntry,
    SegmentKind,
    StreamRange,
)
from app.sync.sink import HashingSink, Sink


@dataclass(frozen=True, slots=True)
class Statement:
    """What the sender says besides the segments; the fields are those of the manifest."""

    created_ms: int
    created_hlc: int
    schema: int
    statement: int
    trust_version: int = 0
    min_reader: int = manifest.READER
    capabilities: tuple[int, ...] = ()
    certificates: tuple[bytes, ...] = ()
    streams: tuple[StreamRange, ...] = ()
    have: tuple[Have, ...] = ()
    need: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedSegment:
    """A compressed segment and its line in the manifest."""

    entry: SegmentEntry
    data: bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """A finished bundle; the check words are made from ``sha256``."""

    bundle_id: bytes
    sha256: bytes
    size: int


def ops_segment(stream: int, first: int, ops: Sequence[bytes]) -> Segment:
    """Operations ``first`` … of the manifest's stream number ``stream``, ≤ 2,000 of them."""
    payload = canonical.encode(OpsSegment(stream, first, tuple(ops)))
    return Segment(SegmentKind.OPS, payload, len(ops))


def pack(segment: Segment) -> PackedSegment:
    """Compress one segment. ValueError when it is over the limits: cut it smaller."""
    plain = segment.payload
    if not 0 < len(plain) <= limits.MAX_SEGMENT_PLAIN:
        raise ValueError("segment has no bytes or too many")
    data = zstandard.ZstdCompressor(level=3, write_content_size=True).compress(plain)
    if len(data) > limits.MAX_SEGMENT:
        raise ValueError("segment stays too large when packed")
    digest = hashlib.sha256(data).digest()
    entry = SegmentEntry(segment.kind, len(data), len(plain), digest, segment.count)
    return PackedSegment(entry, data)


def seal(
    out: Sink,
    *,
    statement: Statement,
    segments: Sequence[PackedSegment],
    seed: bytes,
    recipients: Sequence[bytes],
    bundle_id: bytes,
    kind: BundleKind = BundleKind.EXCHANGE,
    padding: int = limits.PADDING,
) -> Sealed:
    """Write one bundle to ``out``.

    ``seed`` is the sender's signing key, ``recipients`` are public age keys (32 bytes each; the
    sender reads its own bundle only if it names itself). The plain size is filled up with zeros
    to a multiple of ``padding`` bytes; 1 fills nothing. ValueError when more than 15 MB would
    result or a value breaks the format; OSError of ``out`` passes through.
    """
    sender = signing.public_key(seed)
    keys = tuple(sorted(set(recipients)))
    header = Header(
        manifest.VERSION,
        manifest.SUITE,
        kind,
        bundle_id,
        signing.hint(sender),
        tuple(signing.hint(key) for key in keys),
    )
    lead = preamble(header)
    sizes = sum(len(segment.data) for segment in segments)
    if sizes > limits.MAX_SEGMENTS_SUM:
        raise ValueError("more segments than one bundle may hold")
    raw, fill = _fill_up(_manifest(statement, segments, header, sender, keys), sizes, padding)
    signature = signing.sign(signing.Context.BUNDLE, seed, signed_message(lead, raw))
    parts = [signature, len(raw).to_bytes(4, "big"), raw, *(s.data for s in segments), bytes(fill)]
    hashed = HashingSink(out)
    hashed.write(lead)
    pyrage.encrypt_io(_Parts(parts), hashed, [age_keys.recipient(key) for key in keys])
    return Sealed(bundle_id, hashed.digest(), hashed.size)


def _manifest(
    statement: Statement,
    segments: Sequence[PackedSegment],
    header: Header,
    sender: bytes,
    keys: tuple[bytes, ...],
) -> Manifest:
    return Manifest(
        version=manifest.VERSION,
        bundle_id=header.bundle_id,
        sender=sender,
        recipients=keys,
        created_ms=statement.created_ms,
        created_hlc=statement.created_hlc,
        schema=statement.schema,
        min_reader=statement.min_reader,
        capabilities=statement.capabilities,
        certificates=statement.certificates,
        trust_version=statement.trust_version,
        streams=statement.streams,
        have=statement.have,
        statement=statement.statement,
        need=statement.need,
        segments=tuple(segment.entry for segment in segments),
        padding=0,
    )


def _fill_up(draft: Manifest, sizes: int, multiple: int) -> tuple[bytes, int]:
    """The manifest's bytes and the zeros to add, so that the whole is a multiple.

    The number of zeros stands in the manifest and is itself one to three bytes long.
    """
    fixed = SIGNATURE_SIZE + 4 + sizes + len(canonical.encode(draft))
    short = -fixed % multiple
    for fill in (short, short - 1, short - 2, short + multiple - 1, short + multiple - 2):
        if fill < 0:
            continue
        raw = canonical.encode(msgspec.structs.replace(draft, padding=fill))
        if (SIGNATURE_SIZE + 4 + sizes + len(raw) + fill) % multiple == 0:
            if len(raw) > limits.MAX_MANIFEST:
                raise ValueError("the manifest is too long")
            return raw, fill
    raise AssertionError("a filling always exists")


class _Parts:
    """Reads a list of byte strings as one stream, without joining them."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = [memoryview(part) for part in parts if part]
        self._parts.reverse()

    def read(self, size: int) -> bytes:
        if not self._parts:
            return b""
        part = self._parts.pop()
        if len(part) > size:
            self._parts.append(part[size:])
        return bytes(part[:size])
