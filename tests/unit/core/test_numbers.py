from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Correctable
from app.core.numbers import (
    FEMALE,
    MALE,
    mask,
    parse_bhyt,
    parse_old_id,
    parse_phone,
    parse_pin,
    pin_birth_year,
    pin_doubts,
    pin_sex,
    show_number,
    show_phone,
)
from app.core.partial_date import PartialDate


@pytest.mark.parametrize(
    ("pin", "sex", "year"),
    # Nghị định 137/2015/NĐ-CP Điều 7: 0/1 for 1900–1999, 2/3 for 2000–2099, 4/5 for 2100–2199
    [
        ("067045004417", MALE, 1945),
        ("067145004417", FEMALE, 1945),
        ("067200004417", MALE, 2000),
        ("067326004417", FEMALE, 2026),
        ("067401004417", MALE, 2101),
    ],
)
def test_what_a_personal_number_tells(pin: str, sex: str, year: int) -> None:
    assert pin_sex(pin) == sex
    assert pin_birth_year(pin) == year
    assert pin_doubts(pin, sex=sex, birth=PartialDate(year)) == ()


def test_typed_with_spaces_or_from_abroad() -> None:
    assert parse_pin(" 067 145 004417 ") == "067145004417"
    assert parse_pin("999145004417") == "999145004417"


def test_a_mismatch_is_a_doubt_and_stops_nobody() -> None:
    doubts = pin_doubts("067145004417", sex=MALE, birth=PartialDate(1954, 5))
    assert [doubt.code for doubt in doubts] == ["pin-sex", "pin-birth-year"]
    assert "1945" in doubts[1].words()
    assert pin_doubts("067145004417", sex=None, birth=None) == ()
    assert pin_doubts("067145004417", sex=FEMALE, birth=PartialDate(1950, about=True)) == ()


@pytest.mark.parametrize("typed", ["", "06714500441", "0671450044170", "06714500441O", "٠" * 12])
def test_a_personal_number_has_12_digits(typed: str) -> None:
    with pytest.raises(Correctable) as told:
        parse_pin(typed)
    assert (told.value.code, told.value.field) == ("pin-length", "pin")


def test_old_identity_card() -> None:
    assert parse_old_id("245 012 345") == "245012345"
    with pytest.raises(Correctable, match="old-id-length"):
        parse_old_id("24501234")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("6712345678", "6712345678"), ("bt 2 67 6712345678", "BT2676712345678")],
)
def test_health_insurance(typed: str, stored: str) -> None:
    assert parse_bhyt(typed) == stored


@pytest.mark.parametrize("typed", ["", "671234567", "B12676712345678", "BT267671234567"])
def test_health_insurance_of_another_shape(typed: str) -> None:
    with pytest.raises(Correctable, match="bhyt-shape"):
        parse_bhyt(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0912.345.678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("(0261) 3544 123", "02613544123"),
    ],
)
def test_telephone(typed: str, stored: str) -> None:
    assert parse_phone(typed) == stored
    assert parse_phone(show_phone(stored)) == stored


@pytest.mark.parametrize("typed", ["", "912345678", "091234567", "không có", "091234567890"])
def test_telephone_of_another_length(typed: str) -> None:
    with pytest.raises(Correctable, match="phone-length"):
        parse_phone(typed)


def test_shown_and_masked() -> None:
    assert show_phone("0912345678") == "0912.345.678"
    assert show_number("067145004417") == "0671 4500 4417"
    assert show_number("245012345") == "245 012 345"
    assert mask("067145004417") == "•••• •••• 4417"
    assert mask("245012345") == "••• ••2 345"
    assert mask("12") == "•2"
    assert mask("") == ""


@given(st.text(alphabet="0123456789", min_size=9, max_size=15))
def test_a_mask_shows_four_digits_at_most(digits: str) -> None:
    assert sum(letter.isdigit() for letter in mask(digits)) == 4
