"""Good passphrases pass, guessable ones are told one clear sentence."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Correctable
from app.storage.passphrase_rules import check_passphrase, normal

NAMES = ("Lê Thị Hoa", "Đắk Wil")


@pytest.mark.parametrize(
    "passphrase",
    [
        "mưa rơi trên nương",
        "ba con ở ao",
        "kGh7-pQz2-m",
        "nấu cơm lam 7 giờ",
        "LeThiHoa đi chợ phiên",
        "123456 con trâu trắng",
        "hoa nở bên suối",  # a short syllable of the name is a word of its own
    ],
)
def test_good_enough(passphrase: str) -> None:
    check_passphrase(passphrase, NAMES)


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "ngắn quá",
        "a b c",
        "aaaaaaaaaaaaaaa",
        "a a a a",
        "1234567890",
        "12345678901234567890",
        "matkhau123456",
        "Mật Khẩu 123456",
        "lethihoa123",
        "Lê Thị Hoa 1",
        "dakwil2026",
        "ĐẮK WIL 26",
        "password123",
        "qwertyuiop1",
    ],
)
def test_too_easy(passphrase: str) -> None:
    with pytest.raises(Correctable) as refusal:
        check_passphrase(passphrase, NAMES)
    assert (refusal.value.code, refusal.value.field) == ("weak_passphrase", "passphrase")


@given(st.text(max_size=30))
def test_keyboard_composition_makes_no_difference(passphrase: str) -> None:
    apart = unicodedata.normalize("NFD", passphrase)
    assert normal(apart) == normal(passphrase)
    assert _good(apart) == _good(passphrase)


def _good(passphrase: str) -> bool:
    try:
        check_passphrase(passphrase, NAMES)
    except Correctable:
        return False
    return True
