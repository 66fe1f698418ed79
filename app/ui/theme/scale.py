"""Sizes: every length of the window is ``px`` of its value at 100 % text."""

from __future__ import annotations

SMALLEST, LARGEST = 100, 150
LARGE = 120  # from here on a list gives way to the record beside it

_percent = SMALLEST


def set_text_percent(percent: int) -> None:
    """Text size of 100 to 150 %; rows, icons and columns grow with it."""
    global _percent
    _percent = min(max(percent, SMALLEST), LARGEST)


def text_percent() -> int:
    """The text size in use, 100 to 150."""
    return _percent


def px(length: int) -> int:
    """``length`` pixels of the 100 % drawing; lines stay one pixel and are not asked for here."""
    return round(length * _percent / 100)
