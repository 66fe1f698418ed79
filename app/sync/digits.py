"""Twenty-five digits that two people compare by telephone or face to face.

They are SHA-256 of what must be equal on both sides, taken as one number modulo 10^25 (83 bits),
written with leading zeros in five groups of five.
"""

from __future__ import annotations

import hashlib
import hmac

from app.core.errors import Correctable
from app.core.i18n import N_
from app.sync.reject import Reject

COUNT = 25
_GROUP = 5
QR_PREFIX = "TGXH:"
"""What stands before the digits in a QR code, so that a scanner's text is known for what it is."""

_FILLERS = str.maketrans("", "", " .-\u00a0\u202f\t\n")


def digits_of(material: bytes) -> str:
    """The digits of ``material`` in five groups: ``"12345 67890 …"``."""
    number = int.from_bytes(hashlib.sha256(material).digest(), "big") % 10**COUNT
    text = f"{number:0{COUNT}d}"
    return " ".join(text[at : at + _GROUP] for at in range(0, COUNT, _GROUP))


def qr_text(digits: str) -> str:
    """What a QR code beside the digits says."""
    return QR_PREFIX + digits.translate(_FILLERS)


def require_complete(typed: str) -> str:
    """The bare digits that were typed; raises Correctable when there are not 25 of them.

    Spaces, dots and dashes do not count, nor what a scanner puts before them.
    """
    bare = typed.translate(_FILLERS).removeprefix(QR_PREFIX)
    if len(bare) != COUNT or not (bare.isascii() and bare.isdigit()):
        raise Correctable(
            "digits_incomplete",
            N_("Type all 25 digits, five groups of five."),
            field="digits",
        )
    return bare


def require_digits(typed: str, expected: str) -> None:
    """Accept the typed digits or raise.

    Correctable when there are not 25 digits; Reject ``wrong_digits`` when one differs, found in a
    time that does not tell which.
    """
    bare = require_complete(typed)
    if not hmac.compare_digest(bare.encode(), expected.translate(_FILLERS).encode()):
        raise Reject("wrong_digits")
