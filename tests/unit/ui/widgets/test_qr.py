"""The code in the window is the code on paper, dark on white in any scheme."""

from __future__ import annotations

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.core.qr import modules
from app.ui.widgets.qr import QrCode

TEXT = "TGXH:2041758836912503774406193"


def test_every_module_is_where_it_belongs(qtbot: QtBot) -> None:
    code = QrCode("Mã QR")
    qtbot.addWidget(code)
    assert code.isHidden()
    code.set_text(TEXT)
    assert not code.isHidden()
    image, rows = code.grab().toImage(), modules(TEXT)
    scale = image.width() / code.width()
    size = code.width() // (len(rows) + 8)
    edge = (code.width() - len(rows) * size) // 2
    for at, row in enumerate(rows):
        for place, dark in enumerate(row):
            x, y = (edge + (where + 0.5) * size for where in (place, at))
            seen = image.pixelColor(int(x * scale), int(y * scale))
            assert seen == QColor("black" if dark else "white")
    assert edge >= 4 * size


def test_without_text_there_is_nothing(qtbot: QtBot) -> None:
    code = QrCode("Mã QR")
    qtbot.addWidget(code)
    code.set_text(TEXT)
    code.set_text("")
    assert code.isHidden()
    assert code.accessibleName() == "Mã QR"
    assert code.grab().toImage().pixelColor(5, 5) == QColor("white")
