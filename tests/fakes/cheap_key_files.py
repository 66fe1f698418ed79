"""A stand-in for age's passphrase files that costs nothing; one test pays the real price."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pyrage import DecryptError

from app.sync import key_file


def encrypt(plain: bytes, secret: str) -> bytes:
    return secret.encode() + b"\0" + plain


def decrypt(raw: bytes, secret: str) -> bytes:
    begin, _, plain = raw.partition(b"\0")
    if begin != secret.encode():
        raise DecryptError("Decryption failed")
    return plain


@pytest.fixture
def cheap_key_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key files are locked and opened at once in this test."""
    cheap = SimpleNamespace(encrypt=encrypt, decrypt=decrypt)
    monkeypatch.setattr(key_file, "passphrase", cheap)
