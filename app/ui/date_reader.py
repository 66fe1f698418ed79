"""How a typed date is read, for the fields of every screen: shown back, or what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.core.errors import Correctable
from app.core.partial_date import PartialDate, parse_typed


def reader(today: date, *, past: bool = True) -> Callable[[str], tuple[str, str]]:
    """For ``DateField``: what was typed → (how it is read, the sentence that says what to do).

    ``past`` dates of two digits lie behind ``today``, others lie nearest to it.
    """

    def read(text: str) -> tuple[str, str]:
        try:
            return parse_typed(text, today=today, past=past).show(), ""
        except Correctable as error:
            return "", error.words()

    return read


def shown(text: str | None) -> str:
    """A stored date as it is shown and may be typed again; "" for none."""
    return PartialDate.from_iso(text).show() if text else ""
