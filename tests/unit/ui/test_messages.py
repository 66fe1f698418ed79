"""Where an error is told, and in which words."""

from __future__ import annotations

import pytest

from app.core.errors import AppError, Cancelled, Correctable, Environment, Untrusted
from app.ui.messages import Place, place_of, words_for

SENTENCE = "The number {number} has eleven digits."


@pytest.mark.parametrize(
    ("error", "place"),
    [
        (Correctable("digits", SENTENCE, field="pin", number=1), Place.FIELD),
        (Correctable("digits", SENTENCE, number=1), Place.BAR),
        (Environment("disk_full", "Make room."), Place.BAR),
        (Untrusted("foreign", "Not ours."), Place.BAR),
        (Cancelled(), Place.NOWHERE),
        (KeyError("Thị Mbơ̆ng"), Place.BUG),
        (AppError("odd", "Odd."), Place.BUG),
    ],
)
def test_each_kind_has_its_place(error: BaseException, place: Place) -> None:
    assert place_of(error) is place


def test_our_errors_bring_their_sentence() -> None:
    error = Correctable("digits", SENTENCE, field="pin", number="067193004126")
    assert words_for(error) == "The number 067193004126 has eleven digits."


def test_a_bug_never_shows_what_it_carries() -> None:
    words = words_for(KeyError("Thị Mbơ̆ng 067193004126"))
    assert "Mbơ̆ng" not in words
    assert "0671" not in words
    assert "KeyError" not in words
    assert words
