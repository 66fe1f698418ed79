"""A key as it stands on the keyboard: "Ctrl S" in a small box. It shows, it does not act."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import px
from app.ui.widgets import draw


class KeyCap(QWidget):
    """One key or combination, 18 px high."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The key shown."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as its words, at least square."""
        return QSize(draw.cap_width(self._text), px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cap."""
        draw.cap(QPainter(self), 0, self.height() // 2, self._text)
