"""Bundles that an enrolled workstation signs and no program of ours would write.

An honest file is opened with its reader's key, changed, and signed again with its sender's. So all
that is wrong with it is what it says.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pyrage
import zstandard

from app.oplog.stream import Descriptor, chain_next, chain_start, decode_descriptor
from app.oplog.stream import encode_descriptor as encoded
from app.sync import age_keys, canonical, own_device, signing
from app.sync.container import Segment, preamble, read_preamble, signed_message
from app.sync.container_writer import pack
from app.sync.manifest import Header, Manifest, SegmentEntry, StreamRange
from app.sync.own_device import OwnDevice
from app.sync.stream_description import describe, read_description
from tests.fakes.desks import Desk


@dataclass(frozen=True, slots=True)
class Bundle:
    """What stands in a file, by its parts; ``segments`` are plain."""

    header: Header
    manifest: Manifest
    segments: tuple[Segment, ...]

    def saying(self, **fields: object) -> Bundle:
        """With other fields in the manifest."""
        return replace(self, manifest=msgspec.structs.replace(self.manifest, **fields))

    def with_range(self, **fields: object) -> Bundle:
        """With other fields in the first range."""
        first, *rest = self.manifest.streams
        return self.saying(streams=(msgspec.structs.replace(first, **fields), *rest))

    def carrying(self, *segments: Segment) -> Bundle:
        """With these segments in place of its own."""
        return replace(self, segments=segments)


Change = Callable[[Bundle, OwnDevice], Bundle]


def keys_of(desk: Desk) -> OwnDevice:
    """The device's secrets."""
    with desk.store.read() as connection:
        return own_device.load(connection)


def taken_apart(path: Path, reader: Desk) -> Bundle:
    """The parts of an honest file."""
    with path.open("rb") as file:
        _, header = read_preamble(file)
        secret = age_keys.identity(keys_of(reader).enc_secret)
        plain: bytes = pyrage.decrypt(file.read(), [secret])
    at = 68 + int.from_bytes(plain[64:68], "big")
    manifest = canonical.decode(plain[68:at], Manifest)
    segments = []
    for entry in manifest.segments:
        packed = plain[at : at + entry.packed_size]
        payload = zstandard.ZstdDecompressor().decompress(packed)
        segments.append(Segment(entry.kind, payload, entry.count))
        at += entry.packed_size
    return Bundle(header, manifest, tuple(segments))


def put_together(bundle: Bundle, seed: bytes, *, fresh: bool = True) -> bytes:
    """The file, signed with ``seed``; under a new id unless it shall be the same bundle."""
    packed = [pack(segment) for segment in bundle.segments]
    return sealed_raw(bundle, seed, [(one.entry, one.data) for one in packed], fresh=fresh)


def sealed_raw(
    bundle: Bundle, seed: bytes, parts: Sequence[tuple[SegmentEntry, bytes]], *, fresh: bool = True
) -> bytes:
    """As :func:`put_together`, with segments whose lines and bytes are the caller's."""
    name = os.urandom(16) if fresh else bundle.manifest.bundle_id
    manifest = msgspec.structs.replace(
        bundle.manifest,
        bundle_id=name,
        segments=tuple(entry for entry, _ in parts),
        padding=0,
    )
    lead = preamble(msgspec.structs.replace(bundle.header, bundle_id=name))
    raw = canonical.encode(manifest)
    word = signing.sign(signing.Context.BUNDLE, seed, signed_message(lead, raw))
    plain = b"".join([word, len(raw).to_bytes(4, "big"), raw, *(data for _, data in parts)])
    inside: bytes = pyrage.encrypt(
        plain, [age_keys.recipient(key) for key in bundle.manifest.recipients]
    )
    return lead + inside


def named(one: StreamRange) -> Descriptor:
    """What a range says its stream is."""
    return decode_descriptor(read_description(one.descriptor)[0].descriptor)


def described(own: OwnDevice, like: StreamRange, **fields: object) -> tuple[bytes, Descriptor]:
    """A description as ``like``'s with other fields, signed by its device, and what it says."""
    _, old = read_description(like.descriptor)
    descriptor = msgspec.structs.replace(old, **fields)
    raw = encoded(descriptor)
    return describe(raw, signing.sign(signing.Context.STREAM, own.sign_secret, raw)), descriptor


def stream_of(
    own: OwnDevice, like: StreamRange, operations: Sequence[bytes], **fields: object
) -> StreamRange:
    """A whole new stream with a right chain and a right head, whatever it claims to be."""
    raw, descriptor = described(own, like, **{"stream": os.urandom(16), **fields})
    before = chain = chain_start(encoded(descriptor))
    for one in operations:
        chain = chain_next(chain, one)
    last = len(operations)
    word = signing.sign_head(own.sign_secret, descriptor.stream, seq=last, chain=chain)
    return StreamRange(raw, 1, last, before, chain, last, word)


def signed_end(own: OwnDevice, one: StreamRange) -> StreamRange:
    """``one`` with the device's word for wherever it says it ends."""
    stream = decode_descriptor(read_description(one.descriptor)[0].descriptor).stream
    word = signing.sign_head(own.sign_secret, stream, seq=one.head, chain=one.chain_after)
    return msgspec.structs.replace(one, head_signature=word)
