"""QR codes as a square of dark and light modules; paper and window draw the same."""

from __future__ import annotations

import segno

QUIET = 4  # light modules around the code


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a QR code of ``text`` (error correction M or better), without its border."""
    matrix = segno.make(text, error="m", micro=False).matrix
    return tuple(tuple(bool(one) for one in row) for row in matrix)
