from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Correctable
from app.core.money import MOST_DONG, group_digits, parse_dong, show_dong


@pytest.mark.parametrize(
    ("typed", "dong"),
    [
        ("1080000", 1_080_000),
        ("1.080.000", 1_080_000),
        ("1 080 000", 1_080_000),
        ("1\u00a0080\u00a0000 ₫", 1_080_000),
        ("1.080.000 đ", 1_080_000),
        ("1.080.000đ.", 1_080_000),
        ("540.000 đồng", 540_000),
        ("500", 500),
        ("0", 0),
    ],
)
def test_typed_as_people_write(typed: str, dong: int) -> None:
    assert parse_dong(typed) == dong


@pytest.mark.parametrize(
    "typed",
    ["", "đ", "1.08", "1,080,000", "1,08 triệu", "-5", "1.0800.00", "1 080.000", "5e3", "١٢٣"],
)
def test_what_could_mean_two_sums_is_asked_about(typed: str) -> None:
    with pytest.raises(Correctable) as told:
        parse_dong(typed, field="amount")
    assert (told.value.code, told.value.field) == ("amount-unread", "amount")


def test_a_sum_beyond_every_budget() -> None:
    with pytest.raises(Correctable, match="amount-large"):
        parse_dong(str(MOST_DONG + 1))


@given(st.integers(0, MOST_DONG))
def test_shown_sums_are_read_back(dong: int) -> None:
    assert parse_dong(show_dong(dong)) == dong
    assert parse_dong(group_digits(dong)) == dong


def test_shown_with_dots() -> None:
    assert show_dong(1_080_000) == "1.080.000 đ"
    assert show_dong(-540_000) == "-540.000 đ"
