"""Lengths grow with the text, 100 to 150 %."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.ui.theme.scale import px, set_text_percent, text_percent


@pytest.fixture(autouse=True)
def plain_afterwards() -> Iterator[None]:
    yield
    set_text_percent(100)


@pytest.mark.parametrize(
    ("percent", "length", "pixels"),
    [(100, 36, 36), (125, 36, 45), (150, 36, 54), (110, 14, 15), (125, 0, 0)],
)
def test_lengths_at_a_text_size(percent: int, length: int, pixels: int) -> None:
    set_text_percent(percent)
    assert px(length) == pixels


@pytest.mark.parametrize(("asked", "taken"), [(50, 100), (100, 100), (150, 150), (400, 150)])
def test_the_text_size_stays_between_its_ends(asked: int, taken: int) -> None:
    set_text_percent(asked)
    assert text_percent() == taken
