"""A root key in a drawer: 32 secret bytes in a file of the age format, behind a passphrase.

Any age program opens it (``age -d``); what comes out begins with eight bytes that say what it is.
"""

from __future__ import annotations

from pyrage import DecryptError, passphrase

from app.core.errors import Correctable
from app.core.i18n import N_

MAGIC = b"TGXHKEY\x01"
_MAX = 4096  # bytes


def lock(seed: bytes, secret: str) -> bytes:
    """The bytes of a ``.tgxs`` file; takes a second or two, so that guessing takes years."""
    return bytes(passphrase.encrypt(MAGIC + seed, secret))


def unlock(raw: bytes, secret: str) -> bytes:
    """The signing seed of a ``.tgxs`` file. Raises Correctable."""
    try:
        if len(raw) > _MAX:
            raise ValueError("too long")
        opened = bytes(passphrase.decrypt(raw, secret))
        if opened[: len(MAGIC)] != MAGIC or len(opened) != len(MAGIC) + 32:
            raise ValueError("something else")
    except (DecryptError, ValueError):
        raise Correctable(
            "key_not_opened",
            N_("This is no key file, or the passphrase is another one. Try again."),
            field="key",
        ) from None
    return opened[len(MAGIC) :]
