"""Dates of fields: read back as they are understood, or told what to do."""

from __future__ import annotations

from datetime import date

import pytest

from app.ui.date_reader import reader, shown

TODAY = date(2025, 11, 14)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [("1/7/45", "01/07/1945"), ("07-1945", "07/1945"), ("1945", "1945"), ("khoảng 1945", "1945")],
)
def test_what_was_typed_is_shown_back(typed: str, understood: str) -> None:
    told, trouble = reader(TODAY)(typed)
    assert understood in told
    assert trouble == ""


def test_what_no_calendar_has_says_what_to_do() -> None:
    told, trouble = reader(TODAY)("31/2/1945")
    assert told == ""
    assert trouble


def test_a_day_ahead_of_two_digits_is_the_nearest() -> None:
    assert reader(TODAY, past=False)("1/7/26") == ("01/07/2026", "")


def test_stored_dates_are_shown_and_nothing_stays_nothing() -> None:
    assert shown("1945-07") == "07/1945"
    assert shown(None) == ""
