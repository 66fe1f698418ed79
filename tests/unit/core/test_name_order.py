from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.name_order import sort_key

NAMES = st.text(alphabet="aàảãáạăắâbđeêniysHKY' ", min_size=1, max_size=12)


@pytest.mark.parametrize(
    "in_order",
    [
        # the alphabet, with tones inside one letter: ngang huyền hỏi ngã sắc nặng
        ["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ặ", "â", "ầ", "b", "ƀ", "c", "č", "d", "đ", "e"],
        ["e", "ĕ", "ê", "ê̆", "g", "h", "i", "ĭ", "k", "n", "ñ", "o", "ŏ", "ô", "ô̆", "ơ", "ơ̆", "p"],
        ["u", "ŭ", "ư", "ư̆", "v", "y"],
        # letters of the whole word before tones
        ["hoa", "hòa", "hóa", "hoan", "hoàn"],
        # given name, middle name, family name
        ["Trần Văn An", "Lê Thị Ánh", "Nguyễn Bình", "Lê Thị Bình", "Trần Thị Bình", "Lê Văn Bình"],
        ["Lê Hoa", "Trần Hoa", "Lê Thị Hoa", "Lê Hòa"],
        # names written otherwise stand where they begin
        ["Lê Văn An", "Điểu Krông", "H'Blŭ Niê", "H’Hen Niê", "Ksor Hà", "Nguyễn Yên"],
        ["Y Bhiêt Niê Kdăm", "Y Bhiêt Niê Ktla", "Y Bion Mlô", "Lê Thị Yến"],
        # digits before letters, in villages and notes
        ["Thôn 2", "Thôn 3", "Thôn Đoàn Kết"],
    ],
)
def test_order(in_order: list[str]) -> None:
    shuffled = random.Random(7).sample(in_order, k=len(in_order))
    assert sorted(shuffled, key=sort_key) == in_order


def test_equal_names_have_equal_keys() -> None:
    assert sort_key("H'Hen Niê") == sort_key("H’HEN Niê") == sort_key("HHen  niê")
    assert sort_key(unicodedata.normalize("NFD", "Nguyễn Thị Ưu")) == sort_key("nguyễn thị ưu")


def test_the_officer_may_set_the_words_to_sort_by() -> None:
    assert sort_key("Y Bhiêt Niê", sort_as="Bhiêt Niê") == sort_key("Bhiêt Niê")
    assert sort_key("Lê Thị Hoa", sort_as="Lê Thị Hoa") < sort_key("Lê Thị Mai")
    assert sort_key("x", sort_as="Lê An") != sort_key("Lê An")


def test_a_foreign_letter_comes_after_ours() -> None:
    assert sort_key("zz") < sort_key("Ж") < sort_key("漢")


@given(NAMES)
def test_a_name_stands_before_every_longer_one_that_begins_alike(name: str) -> None:
    assert sort_key(f"Y {name}") < sort_key(f"Y {name}n")
    assert sort_key(f"Lê {name}b") < sort_key(f"Lê {name}bn")


@given(st.text(max_size=20), NAMES)
def test_any_text_has_a_key_that_sees_no_form(text: str, name: str) -> None:
    assert sort_key(text)
    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(name)
