from __future__ import annotations

import pyrage
import pytest
from pyrage import x25519

from app.sync import age_keys
from tests.fakes.stations import OFFICE


def test_library_and_ours_agree_on_keys() -> None:
    for _ in range(20):
        secret = age_keys.new_secret()
        library = x25519.Identity.from_str(age_keys.identity_text(secret))
        assert str(library) == age_keys.identity_text(secret)
        assert str(library.to_public()) == age_keys.recipient_text(age_keys.public_of(secret))


def test_known_key_pair() -> None:
    # Groups of five bits of 0, 1, 2, 3 … in the order of the Bech32 alphabet.
    secret = bytes(range(32))
    assert age_keys.identity_text(secret).startswith("AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQF")


def test_what_is_encrypted_to_the_public_key_opens_with_the_secret() -> None:
    data = pyrage.encrypt(b"x", [age_keys.recipient(OFFICE.age_key)])
    assert pyrage.decrypt(data, [age_keys.identity(OFFICE.age_secret)]) == b"x"


@pytest.mark.parametrize(
    "point",
    [
        bytes(32),
        b"\x01" + bytes(31),
        bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
        bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
        bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ],
)
def test_points_of_small_order_are_no_keys(point: bytes) -> None:
    """Encrypting to one of them would stop the whole program inside the age library."""
    assert not age_keys.is_usable(point)
    with pytest.raises(ValueError, match="nothing can be encrypted"):
        age_keys.recipient(point)
    assert age_keys.is_usable(OFFICE.age_key)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_has_32_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        age_keys.identity_text(b"x" * size)
