"""One value, one spelling: msgpack arrays that decode only when they would encode the same.

Signatures and hashes are over bytes. If two spellings of one manifest were accepted, two readers
could agree on the content and disagree on its hash; so the decoder encodes again and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from unicodedata import is_normalized

import msgspec

from app.sync.reject import Reject

T = TypeVar("T")

_encoder = msgspec.msgpack.Encoder(order="deterministic")


def encode(value: Any) -> bytes:
    """``value`` (array structs, tuples, bytes, text, integers) in its only spelling."""
    return _encoder.encode(value)


def decode(data: bytes, shape: type[T]) -> T:
    """``data`` as ``shape``; :class:`Reject` ``malformed`` for anything else.

    Text must be NFC. Nesting is bounded by the shape; what lies deeper is refused.
    """
    value = read(data, shape)
    again = bytearray(len(data))  # else it would grow by doubling
    _encoder.encode_into(value, again)
    if again != data:
        raise Reject("malformed")
    return value


def read(data: bytes, shape: type[T]) -> T:
    """``data`` as ``shape``, whatever its spelling; the caller checks that. Raises Reject."""
    try:
        return msgspec.msgpack.decode(data, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError):
        raise Reject("malformed") from None


def ends_in(data: bytes, front: tuple[Any, ...], items: Sequence[bytes]) -> bool:
    """Whether ``data`` is the only spelling of ``(*front, items)``, compared item by item.

    A second copy of all operations of a segment would be the most that taking a file in costs.
    """
    head = encode((*front, (None,) * len(items)))[: -len(items) or None]
    if data[: len(head)] != head:
        return False
    at = len(head)
    for item in items:
        piece = encode(item)
        if data[at : at + len(piece)] != piece:
            return False
        at += len(piece)
    return at == len(data)


def require_nfc(*texts: str) -> None:
    """Refuse text that has another spelling of the same letters."""
    for text in texts:
        if not is_normalized("NFC", text):
            raise Reject("malformed")


class _Lead(msgspec.Struct, array_like=True, frozen=True):
    version: int


def version_of(data: bytes) -> int:
    """The first integer of an array, whatever follows: which version the rest is in."""
    try:
        return msgspec.msgpack.decode(data, type=_Lead).version
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError):
        raise Reject("malformed") from None
