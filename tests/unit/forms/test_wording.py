from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.partial_date import PartialDate
from app.forms.fonts import NO_BREAK
from app.forms.wording import (
    LARGEST_SUM,
    NO_LOCAL_LEVEL,
    UNVERIFIED,
    birth_in_list,
    date_line,
    date_text,
    day_month_year,
    doubts,
    in_capitals,
    month_text,
    number_in_words,
    sum_in_words,
    sum_sentence,
    unbroken,
)

READ_ALOUD = {
    0: "không",
    4: "bốn",
    10: "mười",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    55: "năm mươi lăm",
    100: "một trăm",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    115: "một trăm mười lăm",
    1_000: "một nghìn",
    1_015: "một nghìn không trăm mười lăm",
    10_005: "mười nghìn không trăm linh năm",
    540_000: "năm trăm bốn mươi nghìn",
    1_005_000: "một triệu không trăm linh năm nghìn",
    1_000_001: "một triệu không trăm linh một",
    1_080_000: "một triệu không trăm tám mươi nghìn",
    2_025_500: "hai triệu không trăm hai mươi lăm nghìn năm trăm",
    10**9: "một tỷ",
    10**9 + 5: "một tỷ không trăm linh năm",
    2_000_000_000_000: "hai nghìn tỷ",
    1_021_000_000_000: "một nghìn không trăm hai mươi mốt tỷ",
    10**15: "một triệu tỷ",
}


@pytest.mark.parametrize(("number", "words"), READ_ALOUD.items())
def test_numbers_are_read_as_in_official_use(number: int, words: str) -> None:
    assert number_in_words(number) == words


DIGITS = {
    word: value
    for value, word in enumerate(
        ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
    )
} | {"mốt": 1, "tư": 4, "lăm": 5}


def number_heard(words: str) -> int:
    """A listener's own arithmetic, independent of how the words were made."""
    billions = total = group = pending = 0
    for word in words.split():
        if word in DIGITS:
            group += pending
            pending = DIGITS[word]
        elif word in {"trăm", "mươi"}:
            group += pending * (100 if word == "trăm" else 10)
            pending = 0
        elif word == "mười":
            group += 10
        elif word in {"nghìn", "triệu"}:
            total += (group + pending) * (1_000 if word == "nghìn" else 1_000_000)
            group = pending = 0
        elif word == "tỷ":
            billions = total + group + pending
            total = group = pending = 0
    return billions * 10**9 + total + group + pending


@given(st.integers(0, LARGEST_SUM))
def test_a_listener_hears_the_number_that_was_meant(number: int) -> None:
    assert number_heard(number_in_words(number)) == number


@pytest.mark.parametrize("number", [-1, LARGEST_SUM + 1])
def test_numbers_outside_the_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="number"):
        number_in_words(number)


def test_sums_end_in_dong() -> None:
    assert sum_in_words(21) == "hai mươi mốt đồng"
    assert sum_sentence(1_005_000) == "Một triệu không trăm linh năm nghìn đồng"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 2), "ngày 02 tháng 11 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (None, "ngày … tháng … năm 20…"),
    ],
)
def test_dates_are_padded_as_the_decree_on_papers_wants(day: date | None, words: str) -> None:
    """NĐ 30/2020/NĐ-CP, Phụ lục I: days under 10, months 1 and 2."""
    kept = words.replace(" ", NO_BREAK)
    assert date_line(day) == kept
    assert date_line(day, place="Quảng Trực") == f"Quảng Trực, {kept}"


def test_no_line_ends_within_an_article_an_act_or_a_sum() -> None:
    text = "Điểm a khoản 5 Điều 5 NĐ 20/2021/NĐ-CP: hệ số 2,0 × mức chuẩn 540.000 đồng"
    kept = "Điểm_a khoản_5 Điều_5 NĐ_20/2021/NĐ-CP: hệ số_2,0_× mức chuẩn 540.000_đồng"
    assert unbroken(text) == kept.replace("_", NO_BREAK)


def test_what_a_sum_lacks_is_told_in_one_sentence() -> None:
    assert doubts(local_level_loaded=True, verified=True) == ""
    assert doubts(local_level_loaded=False, verified=True) == f"Lưu ý: {NO_LOCAL_LEVEL}."
    both = doubts(local_level_loaded=False, verified=False).replace(NO_BREAK, " ")
    assert both == f"Lưu ý: {NO_LOCAL_LEVEL}; {UNVERIFIED}."


@pytest.mark.parametrize(
    ("when", "on_form", "in_list"),
    [
        (PartialDate(1942), "…/…/1942", "1942"),
        (PartialDate(1979, 7), "…/07/1979", "07/1979"),
        (PartialDate(2014, 3, 9), "09/03/2014", "09/03/2014"),
        (None, "", ""),
    ],
)
def test_partial_dates_keep_dots_for_what_is_not_known(
    when: PartialDate | None, on_form: str, in_list: str
) -> None:
    assert date_text(when) == on_form
    assert birth_in_list(when) == in_list
    assert "/".join(day_month_year(when) or ()) == on_form


def test_dates_from_the_calendar_are_taken_too() -> None:
    assert date_text(date(2026, 1, 5)) == "05/01/2026"
    assert month_text(date(2026, 1, 5)) == "01/2026"
    assert month_text(PartialDate(1942)) == ""


def test_capitals_keep_highland_marks() -> None:
    assert in_capitals("H’Rơ̆m Ƀuôn Yă") == "H’RƠ̆M ɃUÔN YĂ"
