"""Sums of money: whole đồng, typed and shown as people here do.

Rule kept: an amount is an ``int`` of đồng everywhere; a float is never made on the way.
"""

from __future__ import annotations

import re

from app.core.errors import Correctable
from app.core.i18n import N_

MOST_DONG = 999_999_999_999_999
"""More than any budget line here; a longer number is a slip of the finger."""

_UNIT = re.compile(r"\s*(?:đồng|đ|vnđ|vnd|₫)\.?$", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([. ])[0-9]{3})(?:\1[0-9]{3})*")


def parse_dong(text: str, *, field: str | None = "amount") -> int:
    """Read "1080000", "1.080.000", "1 080 000" or "1.080.000 đ"; never negative.

    Raises:
        Correctable: anything else, so that "1.08" or "1,5 triệu" is asked about, not guessed.
    """
    typed = _UNIT.sub("", " ".join(text.split()))
    if not (_PLAIN.fullmatch(typed) or _GROUPED.fullmatch(typed)):
        raise Correctable(
            "amount-unread",
            N_("Type the sum in whole đồng, like 1080000 or 1.080.000."),
            field=field,
        )
    amount = int(typed.replace(".", "").replace(" ", ""))
    if amount > MOST_DONG:
        raise Correctable(
            "amount-large", N_("This sum is too large. Count its digits again."), field=field
        )
    return amount


def group_digits(number: int) -> str:
    """A whole number with dots: 1.080.000."""
    return f"{number:,}".replace(",", ".")


def show_dong(amount: int) -> str:
    """A sum as screens and lists show it: "1.080.000 đ"."""
    return f"{group_digits(amount)} đ"
