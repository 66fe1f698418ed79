"""QR codes drawn as vectors, so that any printer gives them sharp."""

from __future__ import annotations

import segno

from app.forms.page import MM, Sheet

_QUIET_MODULES = 4


def draw_qr(sheet: Sheet, text: str, x: float, top: float, side_mm: float) -> None:
    """A QR code of ``text`` (error correction M or better) with its white border.

    Args:
        x: left end of the border, in points.
        top: its upper end, in points below the page's upper edge.
    """
    matrix = segno.make(text, error="m", micro=False).matrix
    module = side_mm * MM / (len(matrix) + 2 * _QUIET_MODULES)
    upper = sheet.page_height - top - _QUIET_MODULES * module
    path = sheet.canvas.beginPath()
    for number, row in enumerate(matrix):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                left = x + (_QUIET_MODULES + start) * module
                lower = upper - (number + 1) * module
                path.rect(left, lower, (end - start) * module, module)
            start = end + 1
    sheet.canvas.drawPath(path, stroke=0, fill=1)
