"""A stand-in for Argon2id that costs nothing; the real price is paid by one test."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from app.storage import key_slots


def digest(secret: bytes, salt: bytes, **price: Any) -> bytes:
    """A key that depends on everything Argon2id would be told."""
    return sha256(repr((secret, salt, sorted(price.items(), key=str))).encode()).digest()


@pytest.fixture
def cheap_stretching(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases become keys at once in this test."""
    monkeypatch.setattr(key_slots, "hash_secret_raw", digest)
