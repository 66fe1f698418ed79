from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Correctable
from app.core.names import clean_name, clean_text, fold, graphemes, initials, nfc

HIGHLAND = "ƀ Ƀ č Č ĕ Ĕ ĭ Ĭ ñ Ñ ŏ Ŏ ŭ Ŭ ê̆ Ê̆ ô̆ Ô̆ ơ̆ Ơ̆ ư̆ Ư̆"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đặng Thị Ưu", "dang thi uu"),
        ("H'Hen Niê", "hhen nie"),
        ("H’Hen  Niê ", "hhen nie"),
        ("HʼHen Niê", "hhen nie"),
        ("H‘Hen Niê", "hhen nie"),
        ("Y Bhiêt Niê Kdăm", "y bhiet nie kdam"),
        ("Ƀuôn Ê̆ Ayŭn", "buon e ayun"),
        ("K'Brẻo", "kbreo"),
        (HIGHLAND, "b b c c e e i i n n o o u u e e o o o o u u"),
        ("", ""),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text(max_size=30))
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="ăâđêôơưĂẤỘđƀñ'’ aH", max_size=20))
def test_fold_does_not_see_the_form_of_the_text(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text)) == fold(text.upper())


def test_a_letter_with_two_marks_is_one_grapheme() -> None:
    assert graphemes("ê̆Ơ̆n") == ["ê̆", "Ơ̆", "n"]
    assert len(graphemes(unicodedata.normalize("NFD", "Nguyễn"))) == 6


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Lê Thị Hoa", "L. T. H."),
        ("H'Hen Niê", "H. N."),
        ("Ê̆ban y đức", "Ê̆. Y. Đ."),
        ("Y", "Y."),
        ("'", ""),
    ],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == nfc(short)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Điểu   K’Rang ", "Điểu K’Rang"),
        ("K'sor HʼBlŭ", "K'sor HʼBlŭ"),
        ("A", "A"),
        ("Ðặng Văn Lành", "Đặng Văn Lành"),
        ("Y\u200b Dhăm\ufeff", "Y Dhăm"),
        ("Lê\tVăn\nCừ", "Lê Văn Cừ"),
        (unicodedata.normalize("NFD", "Hồ Thị Mỹ"), "Hồ Thị Mỹ"),
    ],
)
def test_clean_name_keeps_what_was_typed(typed: str, stored: str) -> None:
    assert clean_name(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "name-empty"),
        (" ' . ", "name-empty"),
        ("Nguyễn V4n An", "name-digits"),
        ("a" * 101, "name-long"),
        ("Lê \u202eVăn", "text-unprintable"),
        ("Lê\x00Văn", "text-unprintable"),
        ("Lê \ue000", "text-unprintable"),
    ],
)
def test_clean_name_says_what_to_type(typed: str, code: str) -> None:
    with pytest.raises(Correctable) as told:
        clean_name(typed)
    assert told.value.code == code
    assert told.value.field == "name"


def test_other_lines_of_text_may_hold_digits() -> None:
    assert clean_text(" Thôn  5 ", field="village") == "Thôn 5"
