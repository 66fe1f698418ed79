"""A QR code in the window; always dark on white, whatever the scheme, so that scanners read it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.qr import QUIET, modules
from app.ui.theme import px

SIDE = 132  # pixels at 100 %


class QrCode(QWidget):
    """Draws what it is told; empty at first. Says ``words`` to those who cannot see it."""

    def __init__(self, words: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setAccessibleName(words)
        self.setFixedSize(px(SIDE), px(SIDE))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_text(self, text: str) -> None:
        """Another content; an empty one hides the code."""
        self._rows = modules(text) if text else ()
        self.setVisible(bool(text))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Whole pixels for each module, so that edges stay sharp."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        if not self._rows:
            return
        count = len(self._rows)
        size = self.width() // (count + 2 * QUIET)
        edge = (self.width() - count * size) // 2
        for at, row in enumerate(self._rows):
            for place, dark in enumerate(row):
                if dark:
                    square = QRect(edge + place * size, edge + at * size, size, size)
                    painter.fillRect(square, QColor(Qt.GlobalColor.black))
