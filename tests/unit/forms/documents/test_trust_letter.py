from __future__ import annotations

import pytest

from app.forms.documents.trust_letter import TrustLetter, render, sample
from tests.fakes.paper import text_of


def test_the_digits_stand_in_five_groups() -> None:
    assert " ".join(sample().groups()) in text_of(render(sample()).pdf)
    assert sample().groups() == ("20417", "58836", "91250", "37744", "06193")


@pytest.mark.parametrize("digits", ["", "123", "1" * 24, "1" * 26])
def test_only_twenty_five_digits_make_a_letter(digits: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        TrustLetter("Sở Y tế", digits, "x").groups()


def test_the_letter_warns_of_digits_from_elsewhere() -> None:
    text = text_of(render(sample()).pdf)
    assert "Không dùng dãy số nhận qua điện thoại lạ" in text
    assert sample().office in text


def test_a_blank_letter_has_no_digits() -> None:
    assert "20417" not in text_of(render(None).pdf)
