from __future__ import annotations

import segno

from app.forms.page import Sheet
from app.forms.qr import draw_qr


def test_every_dark_module_is_drawn_within_its_square() -> None:
    sheet = Sheet(title="x")
    drawn: list[tuple[float, float, float, float]] = []

    class Path:
        def rect(self, x: float, y: float, w: float, h: float) -> None:
            drawn.append((x, y, w, h))

    sheet.canvas.beginPath = Path
    sheet.canvas.drawPath = lambda *_, **__: None
    text = "TGXH:2041758836912503774406193"
    draw_qr(sheet, text, 100.0, 200.0, 40.0)
    matrix = segno.make(text, error="m", micro=False).matrix
    side = 40 * 72 / 25.4
    module = side / (len(matrix) + 8)
    dark = sum(sum(row) for row in matrix)
    assert round(sum(w / module for _, _, w, _ in drawn)) == dark
    assert min(x for x, _, _, _ in drawn) >= 100.0 + 4 * module - 0.01
    assert max(x + w for x, _, w, _ in drawn) <= 100.0 + side - 4 * module + 0.01
