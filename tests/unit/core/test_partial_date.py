from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Correctable
from app.core.partial_date import PartialDate, parse_typed

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1850, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("1/7/45", "1945-07-01"),
        ("01.07.1945", "1945-07-01"),
        ("1-7-1945", "1945-07-01"),
        (" 1 / 7 / 1945 ", "1945-07-01"),
        ("1 7 1945", "1945-07-01"),
        ("10071945", "1945-07-10"),
        ("1945-07-10", "1945-07-10"),
        ("07-1945", "1945-07"),
        ("7/45", "1945-07"),
        ("1945-07", "1945-07"),
        ("1945", "1945"),
        ("năm 1945", "1945"),
        ("khoảng 1945", "~1945"),
        ("Khoảng năm 1945", "~1945"),
        ("~1945", "~1945"),
        ("chừng 7/1945", "~1945-07"),
        # two digits mean the past, also on the day itself and for 29 February
        ("22/11/26", "2026-11-22"),
        ("23/11/26", "1926-11-23"),
        ("11/26", "2026-11"),
        ("12/26", "1926-12"),
        ("29/2/24", "2024-02-29"),
        ("29/2/00", "2000-02-29"),
        ("1/1/99", "1999-01-01"),
        # ages, as elders tell them
        ("82 tuổi", "~1944"),
        ("tuổi mụ 82", "~1945"),
        ("Canh Tuất", "~1970"),
    ],
)
def test_typed_as_people_write(typed: str, iso: str) -> None:
    assert parse_typed(typed, today=TODAY).iso() == iso


def test_two_digits_of_a_due_date_mean_the_nearest_year() -> None:
    assert parse_typed("15/3/27", today=TODAY, past=False).iso() == "2027-03-15"
    assert parse_typed("15/3/99", today=date(2001, 1, 1), past=False).iso() == "1999-03-15"


def test_an_age_is_not_a_due_date() -> None:
    with pytest.raises(Correctable, match="date-unread"):
        parse_typed("82 tuổi", today=TODAY, past=False)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "date-unread"),
        ("hôm qua", "date-unread"),
        ("45", "date-unread"),
        ("1/7/945", "date-unread"),
        ("1/7/45/2", "date-unread"),
        ("100/7/1945", "date-unread"),
        ("1945/1945", "date-unread"),
        ("31/2/1945", "date-not-in-calendar"),
        ("1/13/1945", "date-not-in-calendar"),
        ("29/2/45", "date-not-in-calendar"),
        ("1/7/1045", "date-not-in-calendar"),
        ("0/7/1945", "date-not-in-calendar"),
        ("tuổi Ất Dậu", "date-two-lifetimes"),
        ("200 tuổi", "date-unread"),
    ],
)
def test_says_what_to_type(typed: str, code: str) -> None:
    with pytest.raises(Correctable) as told:
        parse_typed(typed, today=TODAY, field="birth")
    assert told.value.code == code
    assert told.value.field == "birth"
    assert told.value.words()


@pytest.mark.parametrize(
    ("iso", "shown", "earliest", "latest"),
    [
        ("1945-07-01", "01/07/1945", "1945-07-01", "1945-07-01"),
        ("1945-07", "07/1945", "1945-07-01", "1945-07-31"),
        ("1944-02", "02/1944", "1944-02-01", "1944-02-29"),
        ("1945", "1945", "1945-01-01", "1945-12-31"),
    ],
)
def test_shown_with_the_days_it_can_mean(iso: str, shown: str, earliest: str, latest: str) -> None:
    value = PartialDate.from_iso(iso)
    assert value.show() == shown
    assert value.earliest() == date.fromisoformat(earliest)
    assert value.latest() == date.fromisoformat(latest)


def test_about_is_shown_but_never_exact() -> None:
    guess = PartialDate(1945, about=True)
    assert "1945" in guess.show()
    assert guess.show() != "1945"
    assert PartialDate(1945, 7, 1, about=True).exact() is None
    assert PartialDate(1945, 7).exact() is None
    assert PartialDate(1945, 7, 1).exact() == date(1945, 7, 1)


@pytest.mark.parametrize("iso", ["", "45", "1945-7", "1945-07-32", "1945-00", "1700", "1945 "])
def test_stored_text_is_read_strictly(iso: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.from_iso(iso)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(1945, None, 3)


def test_may_be_the_same_day() -> None:
    year, month, other = PartialDate(1945), PartialDate(1945, 7), PartialDate(1946, 1, 1)
    assert year.may_be(month)
    assert month.may_be(year)
    assert not year.may_be(other)


def test_order() -> None:
    in_order = [
        PartialDate(1944, 12, 31),
        PartialDate(1945, 1, 1),
        PartialDate(1945, 1),
        PartialDate(1945),
        PartialDate(1945, about=True),
        PartialDate(1945, 1, 2),
    ]
    mixed = random.Random(3).sample(in_order, k=len(in_order))
    assert sorted(mixed) == in_order
    assert in_order[0] <= in_order[1] < in_order[2]


@given(DAYS)
def test_each_day_survives_storing_showing_typing(day: date) -> None:
    value = PartialDate.of(day)
    assert PartialDate.from_iso(value.iso()) == value
    assert parse_typed(value.show(), today=TODAY) == value
    assert value.earliest() == value.latest() == day


@given(DAYS, st.sampled_from(["month", "year"]), st.booleans())
def test_partial_dates_hold_their_days(day: date, precision: str, about: bool) -> None:
    value = PartialDate(day.year, day.month if precision == "month" else None, about=about)
    assert PartialDate.from_iso(value.iso()) == value
    assert value.earliest() <= day <= value.latest()
    assert (value.latest() + timedelta(1)).day == 1


@given(DAYS, st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_two_digits_never_give_the_future(day: date, today: date) -> None:
    typed = f"{day.day}/{day.month}/{day.year % 100:02}"
    try:
        value = parse_typed(typed, today=today)
    except Correctable:
        assert (day.day, day.month) == (29, 2)
    else:
        assert value.earliest() <= today


@given(st.text(max_size=14))
def test_any_text_is_read_or_answered(text: str) -> None:
    try:
        parse_typed(text, today=TODAY)
    except Correctable as told:
        assert told.words()  # noqa: PT017 - either way out is right
