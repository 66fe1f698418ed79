"""A card of the three steps of sending: its title stands beside the step's number or tick."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme import palette, px
from app.ui.widgets import draw
from app.ui.widgets.card import Card
from app.ui.widgets.words import Words


class StepCard(Card):
    """A card whose title stands beside the step's number or tick."""

    def __init__(self, number: str, title: str) -> None:
        super().__init__()
        self._mark = _Mark(number)
        self._told = Words("", tone="tx2")
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._mark)
        head.addWidget(Words(title, "title"))
        head.addStretch(1)
        head.addWidget(self._told)
        self.body.addLayout(head)
        self.body.setSpacing(px(10))
        self.setAccessibleName(title)

    def set_aside(self, words: str, *, tone: str = "tx2") -> None:
        """Quiet words at the title's right."""
        self._told.setText(words)
        self._told.set_tone(tone)

    def set_done(self, done: bool) -> None:  # as Qt's own setters
        """Show the tick, or the number."""
        self._mark.done = done
        self._mark.update()


class _Mark(QWidget):
    """A circle of 32 px with the step's number, or a tick when it is done."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number
        self.done = False
        self.setFixedSize(px(32), px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, p = QPainter(self), palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, _line = draw.tint("ok" if self.done else "plain")
        painter.setBrush(QColor(fill if self.done else p.surf))
        painter.setPen(QPen(QColor(p.ok if self.done else p.acc), 1))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        if self.done:
            draw.icon_at(painter, px(8), self.height() // 2, "check", color="ok")
            return
        place = QRect(0, 0, self.width(), self.height())
        painter.setPen(QColor(p.acc))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._number)
