"""A stream's descriptor with its device's signature, as it travels in a manifest.

``[descriptor, signature]``: the field ``descriptor`` of a stream range holds these bytes. The
signature is over the descriptor for the purpose ``stream``, so that nobody opens a stream in
another device's name.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from app.oplog.stream import Descriptor, decode_descriptor
from app.sync import canonical
from app.sync.manifest import Bytes64
from app.sync.reject import Reject
from app.sync.signing import Context, verify


class SignedDescriptor(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The descriptor's bytes and the device's signature over them."""

    descriptor: Annotated[bytes, Meta(min_length=1, max_length=2048)]
    signature: Bytes64


def describe(descriptor: bytes, signature: bytes) -> bytes:
    """The bytes for the manifest."""
    return canonical.encode(SignedDescriptor(descriptor, signature))


def read_description(raw: bytes) -> tuple[SignedDescriptor, Descriptor]:
    """Both forms of a description from outside; whose signature it is, is yet to be checked.

    Raises Untrusted when it is not exactly one.
    """
    signed = canonical.decode(raw, SignedDescriptor)
    return signed, decode_descriptor(signed.descriptor)


def require_signed(signed: SignedDescriptor, sign_key: bytes) -> None:
    """Raise Reject ``bad_signature`` unless the device with that key opened the stream."""
    if not verify(Context.STREAM, sign_key, signed.descriptor, signature=signed.signature):
        raise Reject("bad_signature")
