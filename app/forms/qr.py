"""QR codes drawn as vectors, so that any printer gives them sharp."""

from __future__ import annotations

from app.core.qr import QUIET, modules
from app.forms.page import MM, Sheet


def draw_qr(sheet: Sheet, text: str, x: float, top: float, side_mm: float) -> None:
    """A QR code of ``text`` (error correction M or better) with its white border.

    Args:
        x: left end of the border, in points.
        top: its upper end, in points below the page's upper edge.
    """
    matrix = modules(text)
    module = side_mm * MM / (len(matrix) + 2 * QUIET)
    upper = sheet.page_height - top - QUIET * module
    path = sheet.canvas.beginPath()
    for number, row in enumerate(matrix):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                left = x + (QUIET + start) * module
                lower = upper - (number + 1) * module
                path.rect(left, lower, (end - start) * module, module)
            start = end + 1
    sheet.canvas.drawPath(path, stroke=0, fill=1)
