"""Keys for encryption: 32 raw bytes here, the text of the age program outside.

age writes keys in Bech32: ``age1…`` for a public key and ``AGE-SECRET-KEY-1…`` for a secret.
The store and the certificates hold raw bytes; the text serves the library, and the emergency in
which an officer opens a bundle with the ordinary ``age`` program.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from pyrage import x25519

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_ANY = X25519PrivateKey.from_private_bytes(b"\x01" * 32)
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def new_secret() -> bytes:
    """A fresh secret age key, 32 bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_of(secret: bytes) -> bytes:
    """The public key of ``secret``, 32 bytes."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def is_usable(public: bytes) -> bool:
    """Whether ``public`` is a point that secrets can be agreed with.

    A few values lead to the same secret for everybody; age stops the whole program at them.
    """
    try:
        _ANY.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        return False
    return True


def identity_text(secret: bytes) -> str:
    """``AGE-SECRET-KEY-1…``: the secret as the age program reads it from a key file."""
    return _bech32("age-secret-key-", secret).upper()


def recipient_text(public: bytes) -> str:
    """``age1…``: the public key as the age program takes it after ``-r``."""
    return _bech32("age", public)


def identity(secret: bytes) -> x25519.Identity:
    """The library's form of a secret key."""
    return x25519.Identity.from_str(identity_text(secret))


def recipient(public: bytes) -> x25519.Recipient:
    """The library's form of a public key; ValueError when the point is not usable."""
    if not is_usable(public):
        raise ValueError("nothing can be encrypted to this age key")
    return x25519.Recipient.from_str(recipient_text(public))


def _bech32(prefix: str, key: bytes) -> str:
    if len(key) != 32:
        raise ValueError("an age key has 32 bytes")
    number = int.from_bytes(key, "big") << 4  # 256 bits become 52 groups of five
    groups = [number >> shift & 31 for shift in range(255, -1, -5)]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    sum_ = _polymod([*spread, *groups, 0, 0, 0, 0, 0, 0]) ^ 1
    groups += [sum_ >> shift & 31 for shift in range(25, -1, -5)]
    return f"{prefix}1" + "".join(_ALPHABET[group] for group in groups)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            if top >> bit & 1:
                check ^= generator
    return check
