"""The outside of a ``.tgxh`` file: magic, public header, and what the signature is over.

``docs/formats/bundle.md`` is the exact description. Writing is in ``container_writer``, reading
in ``container_reader``. What ``peek`` answers is what anybody could have written there.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from app.sync import canonical, manifest, signing
from app.sync.limits import MAX_HEADER, MAX_MANIFEST
from app.sync.manifest import Header, Manifest
from app.sync.reject import Reject

MAGIC = b"TGXHBDL\x01"
SIGNATURE_SIZE = 64


@dataclass(frozen=True, slots=True)
class Segment:
    """One unpacked part of a bundle: ``kind`` is a SegmentKind or a number of the future."""

    kind: int
    payload: bytes
    count: int
    """How many operations or documents it holds, as the manifest says."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that was read to its end and found whole."""

    header: Header
    manifest: Manifest


def preamble(header: Header) -> bytes:
    """Magic, length and header: every byte before the age file. The signature covers them."""
    raw = canonical.encode(header)
    if len(raw) > MAX_HEADER:
        raise ValueError("header too long")
    return MAGIC + len(raw).to_bytes(4, "big") + raw


def signed_message(preamble_bytes: bytes, manifest_bytes: bytes) -> bytes:
    """The 64 bytes that, after the bundle context, the sender signs."""
    return hashlib.sha256(preamble_bytes).digest() + hashlib.sha256(manifest_bytes).digest()


def read_preamble(file: BinaryIO) -> tuple[bytes, Header]:
    """Read the public header and leave ``file`` at the age part; untrusted as yet.

    Raises Reject: ``not_a_bundle``, ``damaged``, ``newer_program``, ``malformed``.
    """
    lead = file.read(len(MAGIC) + 4)
    if lead[: len(MAGIC)] != MAGIC:
        raise Reject("not_a_bundle")
    if len(lead) < len(MAGIC) + 4:
        raise Reject("damaged")
    size = int.from_bytes(lead[len(MAGIC) :], "big")
    if size > MAX_HEADER:
        raise Reject("malformed")
    raw = file.read(size)
    if len(raw) < size:
        raise Reject("damaged")
    return lead + raw, decode_header(raw)


def decode_header(raw: bytes) -> Header:
    """The header of version 1 and suite 1; a later one asks for a newer program."""
    if canonical.version_of(raw) > manifest.VERSION:
        raise Reject("newer_program")
    header = canonical.decode(raw, Header)
    if header.version != manifest.VERSION:
        raise Reject("malformed")
    if header.suite > manifest.SUITE:
        raise Reject("newer_program")
    if header.suite < manifest.SUITE:
        raise Reject("old_suite")
    return header


def decode_manifest(raw: bytes) -> Manifest:
    """The manifest of version 1; a later one, or one for later readers, is refused as such."""
    if len(raw) > MAX_MANIFEST:
        raise Reject("malformed")
    if canonical.version_of(raw) > manifest.VERSION:
        raise Reject("newer_program")
    found = canonical.decode(raw, Manifest)
    if found.version != manifest.VERSION:
        raise Reject("malformed")
    if found.min_reader > manifest.READER:
        raise Reject("newer_program")
    return found


def peek(file: BinaryIO) -> Header:
    """The public header alone: kind, id, hints of sender and recipients."""
    return read_preamble(file)[1]


def addressed_to(header: Header, public: bytes) -> bool:
    """Whether the header names the age key ``public`` among its recipients."""
    return signing.hint(public) in header.recipients
