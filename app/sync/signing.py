"""Ed25519 signatures, each bound to what it is for.

A key signs ``context ‖ message``. The contexts end in a zero byte and none is the beginning of
another, so a signature made for one purpose never passes for another. Keys are 32 bytes: the
seed (secret) and the public key.
"""

from __future__ import annotations

import hashlib
from enum import Enum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class Context(Enum):
    """What a signature is for."""

    BUNDLE = b"tgxh/bundle/1\0"
    HEAD = b"tgxh/head/1\0"
    CERTIFICATE = b"tgxh/cert/1\0"
    ROOT = b"tgxh/root/1\0"
    POLICY = b"tgxh/policy/1\0"
    ENROL = b"tgxh/enrol/1\0"
    GRANT = b"tgxh/grant/1\0"
    STREAM = b"tgxh/stream/1\0"


def new_seed() -> bytes:
    """A fresh secret signing key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(seed: bytes) -> bytes:
    """The public key of ``seed``, 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(context: Context, seed: bytes, message: bytes) -> bytes:
    """64 bytes that only the holder of ``seed`` can make."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(context.value + message)


def verify(context: Context, public: bytes, message: bytes, *, signature: bytes) -> bool:
    """Whether ``signature`` is by ``public`` over ``message`` for this very purpose."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, context.value + message)
    except (InvalidSignature, ValueError):
        return False
    return True


def hint(public: bytes) -> bytes:
    """The first 8 bytes of SHA-256 of a public key: enough to look it up, not to trust it."""
    return hashlib.sha256(public).digest()[:8]


def head_message(stream_id: bytes, seq: int, chain: bytes) -> bytes:
    """What a signed head is over: 16 bytes, the number of the newest operation, its chain value."""
    return stream_id + seq.to_bytes(8, "big") + chain


def sign_head(seed: bytes, stream_id: bytes, *, seq: int, chain: bytes) -> bytes:
    """The device's word that its stream up to ``seq`` has this chain value."""
    return sign(Context.HEAD, seed, head_message(stream_id, seq, chain))


def verify_head(
    public: bytes, stream_id: bytes, *, seq: int, chain: bytes, signature: bytes
) -> bool:
    """Whether the device of ``public`` gave that word."""
    return verify(Context.HEAD, public, head_message(stream_id, seq, chain), signature=signature)
