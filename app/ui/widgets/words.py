"""Labels by role and tone, and the quiet line between things.

A label takes its font and colour from the theme and follows when the theme changes. A line that
its place cannot hold ends with "…", and the whole of it shows as a tip.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import font
from app.ui.widgets import draw


class Words(QLabel):
    """Text of the window: ``role`` names the font, ``tone`` the palette colour."""

    def __init__(
        self,
        text: str = "",
        role: str = "base",
        *,
        tone: str = "tx",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._tone, self._tip = role, tone, ""
        self._worn: tuple[str, QFont] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._dress()
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Take another palette colour: tx, tx2, tx3, acc, bad, warn, ok …"""
        self._tone = tone
        self._dress()

    def set_role(self, role: str) -> None:
        """Take another font role."""
        self._role = role
        self._dress()

    def setText(self, text: str) -> None:
        """Other words."""
        super().setText(text)
        self._tell_whole()

    def shown_text(self) -> str:
        """What can be read: the text, or as much of it as the place holds."""
        if self.wordWrap() or "\n" in self.text():
            return self.text()
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        if metrics.horizontalAdvance(self.text()) <= room:
            return self.text()
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole as a tip when it is cut."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words; a cut line with its sign of being cut."""
        shown = self.shown_text()
        if shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(QColor(draw.tone(self._tone)))
        painter.drawText(self.contentsRect(), self.alignment(), shown)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._dress()

    def _tell_whole(self) -> None:
        # Tips that somebody else gave stay.
        if self.toolTip() in ("", self._tip):
            self._tip = "" if self.shown_text() == self.text() else self.text()
            self.setToolTip(self._tip)

    def _dress(self) -> None:
        # Qt tells of a style change many times while a label comes to its place: compare first,
        # and compare what is cheap.
        wanted = (draw.tone(self._tone), font(self._role))
        if wanted == self._worn:
            return
        self._worn = wanted
        self.setStyleSheet(f"color: {wanted[0]}; background: transparent;")
        self.setFont(wanted[1])


class Rule(QWidget):
    """A line of 1 px across the layout it stands in."""

    def __init__(self, color: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = color
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One pixel high."""
        return QSize(0, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        draw.rule(QPainter(self), 0, 0, self.width(), color=self._color)
