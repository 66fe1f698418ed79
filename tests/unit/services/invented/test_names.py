from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.ethnic_groups import groups
from app.core.names import clean_name, nfc
from app.core.numbers import FEMALE, MALE
from app.services.invented.names import from_the_mother, invent_name, word_lists

CODES = [one.code for one in groups()]


@given(st.sampled_from(CODES), st.sampled_from([MALE, FEMALE]), st.integers(0, 10**6))
def test_every_name_may_stand_in_a_register(code: str, sex: str, seed: int) -> None:
    name = invent_name(code, sex, chance=Random(seed))
    assert clean_name(name.full) == name.full
    assert nfc(name.full) == name.full
    assert nfc(name.family) in name.full


@pytest.mark.parametrize(
    ("code", "sex", "beginnings"),
    [
        ("12", MALE, ("Y ",)),
        ("12", FEMALE, ("H'", "H’", "H ")),
        ("20", MALE, ("Y ", "Điểu ")),
        ("20", FEMALE, ("H'", "H’", "Thị ")),
        ("28", FEMALE, ("Ka ",)),
        ("14", MALE, ("A ",)),
        ("14", FEMALE, ("Y ",)),
        ("10", FEMALE, ("Ksor", "Rơ", "Rah", "Siu", "Kpă", "Nay")),
    ],
)
def test_customs_of_the_highlands(code: str, sex: str, beginnings: tuple[str, ...]) -> None:
    chance = Random(5)
    for _ in range(40):
        assert invent_name(code, sex, chance=chance).full.startswith(beginnings)


def test_both_apostrophes_occur() -> None:
    chance = Random(1)
    names = "".join(invent_name("12", FEMALE, chance=chance).full for _ in range(60))
    assert "'" in names
    assert "’" in names


def test_children_take_the_family_name_over() -> None:
    child = invent_name("01", MALE, chance=Random(2), family="Quách")
    assert child.full.startswith("Quách ")
    child = invent_name("12", FEMALE, chance=Random(2), family="Niê Kdăm")
    assert child.full.endswith(" Niê Kdăm")
    assert from_the_mother("12")
    assert not from_the_mother("01")


def test_all_letters_of_the_highlands_occur_in_the_words() -> None:
    words = str(word_lists())
    for letter in ("ƀ", "Ƀ", "č", "Č", "ĕ", "ĭ", "ñ", "Ñ", "ŏ", "ŭ", "ê̆", "ô̆", "ơ̆", "ư̆"):
        assert nfc(letter) in words, letter
