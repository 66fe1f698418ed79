"""A key in a drawer opens with its passphrase and with nothing else."""

from __future__ import annotations

import pytest

from app.core.errors import Correctable
from app.sync import key_file
from tests.fakes.cheap_key_files import cheap_key_files, encrypt

__all__ = ["cheap_key_files"]

SEED = bytes(range(32))


def test_the_full_price_once() -> None:
    raw = key_file.lock(SEED, "suối nếp trâu bến")
    assert raw.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert SEED not in raw
    assert key_file.unlock(raw, "suối nếp trâu bến") == SEED


@pytest.mark.parametrize(
    ("raw", "secret"),
    [
        (encrypt(key_file.MAGIC + SEED, "one"), "another"),
        (encrypt(SEED, "one"), "one"),
        (encrypt(key_file.MAGIC + SEED + b"more", "one"), "one"),
        (encrypt(key_file.MAGIC + SEED, "one") + bytes(5000), "one"),
        (b"", "one"),
    ],
)
def test_anything_else_is_told_in_one_sentence(
    cheap_key_files: None, raw: bytes, secret: str
) -> None:
    with pytest.raises(Correctable, match="key_not_opened"):
        key_file.unlock(raw, secret)


def test_what_age_cannot_read() -> None:
    with pytest.raises(Correctable, match="key_not_opened"):
        key_file.unlock(b"no age file at all", "one")
