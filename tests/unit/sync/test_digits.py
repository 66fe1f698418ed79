from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Correctable
from app.sync.digits import digits_of, qr_text, require_complete, require_digits
from app.sync.reject import Reject


@given(st.binary(max_size=80))
def test_five_groups_of_five_from_the_hash(material: bytes) -> None:
    shown = digits_of(material)
    assert [len(group) for group in shown.split(" ")] == [5] * 5
    number = int(hashlib.sha256(material).hexdigest(), 16)
    assert int(shown.replace(" ", "")) == number % 10**25


def test_people_type_them_in_their_own_way() -> None:
    shown = digits_of(b"abc")
    for typed in (shown, shown.replace(" ", ""), shown.replace(" ", "."), f" {shown}\n"):
        require_digits(typed, shown)
    require_digits(shown.replace(" ", "\u00a0"), shown)
    require_digits(shown.replace(" ", " - "), shown)


@pytest.mark.parametrize("place", range(25))
def test_one_wrong_digit_is_no_trust(place: int) -> None:
    bare = digits_of(b"abc").replace(" ", "")
    wrong = bare[:place] + str((int(bare[place]) + 1) % 10) + bare[place + 1 :]
    with pytest.raises(Reject) as refused:
        require_digits(wrong, digits_of(b"abc"))
    assert refused.value.code == "wrong_digits"


@pytest.mark.parametrize("typed", ["", "1234", "1" * 24, "1" * 26, "a" * 25, "١" * 25, "²" * 25])
def test_not_25_digits_can_be_corrected(typed: str) -> None:
    with pytest.raises(Correctable) as asked:
        require_digits(typed, digits_of(b"abc"))
    assert asked.value.field == "digits"


def test_a_scanners_text_counts_as_typed() -> None:
    digits = digits_of(b"material")
    require_digits(qr_text(digits), digits)
    for wrong in (qr_text(digits)[:-1], "XX:" + digits, "TGXH:TGXH:" + digits):
        with pytest.raises(Correctable):
            require_digits(wrong, digits)


def test_complete_digits_are_told_bare() -> None:
    assert require_complete("12345 67890.12345-67890 12345") == "1234567890" * 2 + "12345"
    with pytest.raises(Correctable, match="digits_incomplete"):
        require_complete("12345")
