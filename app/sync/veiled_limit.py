"""Up to which number a stream of a withdrawn device counts, told so that others learn nothing.

Root documents reach everybody. The number of a restricted stream would tell how much was entered
there, its id that it exists. So an entry names its stream by a hash that only who holds the stream
can make (ids are random), and hides the number with the same hash. What is left over of it looks
like any other entry.
"""

from __future__ import annotations

import os
from hashlib import sha256

_SALT = 8


def veil(stream: bytes, last: int, *, salt: bytes | None = None) -> tuple[bytes, int]:
    """Place and number of the entry that lets ``stream`` count to ``last``; never twice alike."""
    salt = os.urandom(_SALT) if salt is None else salt
    name, mask = _told(salt, stream)
    return salt + name, last ^ mask


def unveil(stream: bytes, place: bytes, number: int) -> int | None:
    """The number up to which ``stream`` counts; None when the entry speaks of another stream."""
    name, mask = _told(place[:_SALT], stream)
    return number ^ mask if place[_SALT:] == name else None


def blind() -> tuple[bytes, int]:
    """An entry that speaks of no stream at all."""
    return veil(os.urandom(16), 0)


def _told(salt: bytes, stream: bytes) -> tuple[bytes, int]:
    digest = sha256(b"tgxh/limit/1\0" + salt + stream).digest()
    return digest[:8], int.from_bytes(digest[8:16], "big") >> 1
