"""A document with signatures: the bytes that were signed, and who signed them.

The body is signed as it stands and decoded only after enough keys have vouched for it. A key
counts once; signatures of keys that have no say are passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Annotated

from msgspec import Meta, Struct

from app.sync import canonical
from app.sync.limits import MAX_DOCUMENT
from app.sync.manifest import Bytes32, Bytes64, Document
from app.sync.reject import Reject
from app.sync.signing import Context, public_key, sign, verify


class Signature(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """One key's signature."""

    key: Bytes32
    signature: Bytes64


class SignedDocument(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """Body and signatures, sorted by key, each key once."""

    body: Document
    signatures: Annotated[tuple[Signature, ...], Meta(min_length=1, max_length=64)]


def sign_document(context: Context, body: bytes, seeds: Iterable[bytes]) -> bytes:
    """``body`` with one signature for each secret key."""
    by_key = {public_key(seed): sign(context, seed, body) for seed in seeds}
    return canonical.encode(_document(body, by_key))


def cosign(context: Context, raw: bytes, seed: bytes) -> bytes:
    """The same document with one more signature: keys may lie in different drawers."""
    known = read_document(raw)
    by_key = {entry.key: entry.signature for entry in known.signatures}
    by_key[public_key(seed)] = sign(context, seed, known.body)
    return canonical.encode(_document(known.body, by_key))


def read_document(raw: bytes) -> SignedDocument:
    """Decode without believing; Reject ``malformed``."""
    if len(raw) > MAX_DOCUMENT:
        raise Reject("malformed")
    found = canonical.decode(raw, SignedDocument)
    keys = [entry.key for entry in found.signatures]
    if keys != sorted(set(keys)):
        raise Reject("malformed")
    return found


def count_signers(context: Context, document: SignedDocument, keys: Collection[bytes]) -> int:
    """How many of ``keys`` really signed it for this purpose."""
    return sum(
        entry.key in keys and verify(context, entry.key, document.body, signature=entry.signature)
        for entry in document.signatures
    )


def _document(body: bytes, by_key: dict[bytes, bytes]) -> SignedDocument:
    return SignedDocument(body, tuple(Signature(key, by_key[key]) for key in sorted(by_key)))
