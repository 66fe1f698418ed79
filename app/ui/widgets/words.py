"""Labels by role and tone, and the quiet line between things.

A label asks the theme for font and colour while it is painted, so it follows a changed theme with
the next repaint. A line that its place cannot hold ends with "…", and the whole of it shows as a
tip. Nothing is measured for words that nobody sees.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import font
from app.ui.widgets import draw

SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


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
        self.setTextFormat(Qt.TextFormat.PlainText)
        if wrap:
            self.setWordWrap(True)
            self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._worn = font(role)
        self.setFont(self._worn)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Take another palette colour: tx, tx2, tx3, acc, bad, warn, ok …"""
        self._tone = tone
        self.update()

    def set_role(self, role: str) -> None:
        """Take another font role."""
        self._role = role
        self._dress()

    def shown_text(self) -> str:
        """What can be read: the text, or as much of it as the place holds."""
        if self.wordWrap() or "\n" in self.text():
            return self.text()
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        if metrics.horizontalAdvance(self.text()) <= room:
            return self.text()
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words; a cut line with its sign of being cut and the whole as a tip.

        By hand: a style sheet or a palette of each label's own would cost more than the text. What
        can be selected is Qt's to paint, in the colour of the window's text.
        """
        if font(self._role) is not self._worn:
            self._dress()
        shown = self.shown_text()
        self._tell_whole(shown)
        if shown == self.text() and self.textInteractionFlags() & SELECTABLE:
            super().paintEvent(event)
            return
        painter, flags = QPainter(self), int(self.alignment())
        if self.wordWrap():
            flags |= Qt.TextFlag.TextWordWrap
        painter.setPen(QColor(draw.tone(self._tone)))
        painter.drawText(self.contentsRect(), flags, shown)

    def _tell_whole(self, shown: str) -> None:
        # Tips that somebody else gave stay.
        tip = "" if shown == self.text() else self.text()
        if tip != self._tip and self.toolTip() in ("", self._tip):
            self._tip = tip
            self.setToolTip(tip)

    def _dress(self) -> None:
        self._worn = font(self._role)
        self.setFont(self._worn)


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
