"""Key files of drawers as any age program writes them, with a price of the test's choice."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.sync.key_file import MAGIC

_NO_NONCE = bytes(12)
_LAST = bytes(11) + b"\1"  # the one piece there is, and the last


def drawer(seed: bytes, secret: str, *, price: int = 1) -> bytes:
    """A ``.tgxs`` file whose passphrase is stretched 2 to the power of ``price`` times."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapping = hashlib.scrypt(
        secret.encode(),
        salt=b"age-encryption.org/v1/scrypt" + salt,
        n=2 ** min(price, 14),  # more is only claimed
        r=8,
        p=1,
        dklen=32,
    )
    wrapped = ChaCha20Poly1305(wrapping).encrypt(_NO_NONCE, file_key, None)
    header = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (
        _text(salt),
        price,
        _text(wrapped),
    )
    mac = hmac.new(_derived(file_key, b"", b"header"), header, "sha256").digest()
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    return header + b" " + _text(mac) + b"\n" + nonce + payload.encrypt(_LAST, MAGIC + seed, None)


def _text(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt or None, info).derive(key)
