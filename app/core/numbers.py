"""Numbers that people carry: personal number, old identity card, health insurance, telephone.

Rules kept: a number is text (leading zeros count) and an optional attribute, never a key;
the count of digits is the only hard rule, because there is no check digit, births abroad carry
country codes and real cards hold real mistakes. What looks odd is told as a doubt that an
officer may keep with a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from app.core.errors import Correctable
from app.core.i18n import N_, translate
from app.core.partial_date import PartialDate

MALE, FEMALE = "nam", "nu"

_SEPARATORS = re.compile(r"[\s.\-·]+")
_ASCII_DIGITS = re.compile(r"[0-9]+")
_BHYT_CARD = re.compile(r"[A-Z]{2}[0-9]{13}")
_HIDDEN = "•"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something odd that stops nobody: a code, an English sentence and its parameters."""

    code: str
    message: str
    params: tuple[tuple[str, Any], ...] = ()

    def words(self) -> str:
        """The sentence in the language in use."""
        return translate(self.message, **dict(self.params))


def parse_pin(text: str, *, field: str | None = "pin") -> str:
    """The personal identification number (số định danh, CCCD): its 12 digits.

    Layout by Nghị định 137/2015/NĐ-CP Điều 7: place of birth registration (3), century with
    sex (1), year of birth (2), random (6). An unknown place is accepted.

    Raises:
        Correctable: not 12 digits.
    """
    digits = _digits(text)
    if digits is None or len(digits) != 12:
        raise Correctable(
            "pin-length",
            N_("Type all 12 digits of the personal identification number, or leave it empty."),
            field=field,
        )
    return digits


def pin_sex(pin: str) -> str:
    """The sex that the century digit tells: even for men, odd for women."""
    return MALE if int(pin[3]) % 2 == 0 else FEMALE


def pin_birth_year(pin: str) -> int:
    """The year that the century digit and the two after it tell."""
    return 1900 + int(pin[3]) // 2 * 100 + int(pin[4:6])


def pin_doubts(pin: str, *, sex: str | None, birth: PartialDate | None) -> tuple[Doubt, ...]:
    """Where a personal number and the person's own details differ.

    Args:
        sex: ``nam`` or ``nu``, None when not known yet.
        birth: None when not known yet; a year told as "about" is not compared.
    """
    doubts = []
    if sex is not None and sex != pin_sex(pin):
        doubts.append(
            Doubt(
                "pin-sex",
                N_(
                    "The number tells the other sex. "
                    "Look at the card again, or keep it and write why."
                ),
            )
        )
    if birth is not None and not birth.about and birth.year != pin_birth_year(pin):
        doubts.append(
            Doubt(
                "pin-birth-year",
                N_(
                    "The number tells birth in {year}. "
                    "Look at the card again, or keep it and write why."
                ),
                (("year", pin_birth_year(pin)),),
            )
        )
    return tuple(doubts)


def parse_old_id(text: str, *, field: str | None = "old_id") -> str:
    """The old identity card number (CMND, of no use since 1/1/2025): its 9 digits.

    Raises:
        Correctable: not 9 digits.
    """
    digits = _digits(text)
    if digits is None or len(digits) != 9:
        raise Correctable(
            "old-id-length",
            N_("Type all 9 digits of the old identity card, or leave it empty."),
            field=field,
        )
    return digits


def parse_bhyt(text: str, *, field: str | None = "bhyt") -> str:
    """A health insurance number: 10 digits, or the older 15 characters with two letters first.

    Raises:
        Correctable: any other shape.
    """
    typed = _SEPARATORS.sub("", text).upper()
    if _BHYT_CARD.fullmatch(typed) or (_ASCII_DIGITS.fullmatch(typed) and len(typed) == 10):
        return typed
    raise Correctable(
        "bhyt-shape",
        N_("Type the health insurance number as printed: 10 digits, or 2 letters with 13 digits."),
        field=field,
    )


def parse_phone(text: str, *, field: str | None = "phone") -> str:
    """A telephone number as 10 or 11 digits with the leading 0; +84 is understood.

    Raises:
        Correctable: any other count of digits.
    """
    typed = _SEPARATORS.sub("", text).replace("(", "").replace(")", "")
    for abroad in ("+84", "0084"):
        if typed.startswith(abroad):
            typed = "0" + typed.removeprefix(abroad).removeprefix("0")
    if not _ASCII_DIGITS.fullmatch(typed) or typed[0] != "0" or len(typed) not in (10, 11):
        raise Correctable(
            "phone-length",
            N_("Type the telephone number with its 10 digits, beginning with 0."),
            field=field,
        )
    return typed


def show_phone(digits: str) -> str:
    """A telephone number in groups, the way it is read out: 0912.345.678."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def show_number(digits: str) -> str:
    """A long number in groups of four (12 digits) or three (others): 0671 4500 4417."""
    size = 4 if len(digits) % 4 == 0 else 3
    return " ".join(digits[at : at + size] for at in range(0, len(digits), size))


def mask(number: str) -> str:
    """The number with all but its last four characters hidden: "•••• •••• 4417"."""
    shown = min(4, len(number) // 2)
    return show_number(_HIDDEN * (len(number) - shown) + number[len(number) - shown :])


def _digits(text: str) -> str | None:
    typed = _SEPARATORS.sub("", text)
    return typed if _ASCII_DIGITS.fullmatch(typed) else None
