"""The left rail: where one can go, with Alt letters and counters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import font, icon_pixmap, palette, px
from app.ui.widgets import draw

WIDTH = 232
ITEM = 40


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One place: its key, words, icon and the letter that Alt opens it with."""

    key: str
    label: str
    icon: str
    letter: str


class RailItem(QAbstractButton):
    """One line of the rail."""

    def __init__(self, entry: RailEntry) -> None:
        super().__init__()
        self.entry = entry
        self._counter = 0
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(entry.label)
        self.setAccessibleName(entry.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_counter(self, count: int) -> None:
        """The number at the right; zero shows nothing."""
        self._counter = count
        self.setAccessibleName(f"{self.entry.label} {count}" if count else self.entry.label)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH), px(ITEM))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, on = palette(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = self.rect().adjusted(px(8), 0, -px(8), 0)
        if on:
            painter.setBrush(QColor(colours.surf))
            painter.setPen(QColor(colours.line))
            painter.drawRoundedRect(sheet.adjusted(0, 0, -1, -1), 4, 4)
            mark = QRect(0, (self.height() - px(24)) // 2, px(3), px(24))
            painter.fillRect(mark, QColor(colours.acc))
        elif self.underMouse():
            painter.setBrush(QColor(colours.hover))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(sheet, 4, 4)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setColor(QColor(colours.acc))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(sheet.adjusted(1, 1, -1, -1), 4, 4)
        colour = colours.acc if on else colours.tx2
        picture = icon_pixmap(self.entry.icon, colour, 18, self.devicePixelRatioF())
        painter.drawPixmap(px(16), (self.height() - px(18)) // 2, picture)
        self._draw_words(painter, on=on)

    def _draw_words(self, painter: QPainter, *, on: bool) -> None:
        colours = palette()
        painter.setFont(font("strong" if on else "base"))
        painter.setPen(QColor(colours.tx if on else colours.tx2))
        area = self.rect().adjusted(px(44), 0, -px(40 if self._counter else 12), 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.entry.label)
        place = self.entry.label.lower().find(self.entry.letter.lower())
        if place >= 0:
            metrics = painter.fontMetrics()
            start = area.left() + metrics.horizontalAdvance(self.entry.label[:place])
            width = metrics.horizontalAdvance(self.entry.label[place])
            line = area.center().y() + metrics.ascent() // 2 + 3
            painter.drawLine(start, line, start + width - 1, line)
        if self._counter:
            painter.setFont(font("small"))
            painter.setPen(QColor(colours.tx3))
            painter.drawText(
                self.rect().adjusted(0, 0, -px(17), 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                f"{self._counter:,}".replace(",", "."),
            )


class Rail(QWidget):
    """All places, from the top."""

    def __init__(self, entries: list[RailEntry], chosen: Callable[[str], None]) -> None:
        super().__init__()
        self.setFixedWidth(px(WIDTH))
        self.items = {entry.key: RailItem(entry) for entry in entries}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(8))
        column.setSpacing(px(4))
        column.addSpacing(px(56))  # the name of the program is painted here
        for entry in entries:
            column.addWidget(self.items[entry.key])
            self.items[entry.key].clicked.connect(lambda _on, key=entry.key: chosen(key))
        column.addStretch(1)

    def show_chosen(self, key: str) -> None:
        """Mark the place that is open."""
        self.items[key].setChecked(True)

    def set_counters(self, counters: dict[str, int]) -> None:
        """Numbers at the right of the places named."""
        for key, count in counters.items():
            if key in self.items:
                self.items[key].set_counter(count)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.rail))
        painter.setPen(QColor(colours.line))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        draw.mark(painter, px(16), px(14), px(20))
        painter.setFont(font("strong"))
        painter.setPen(QColor(colours.tx))
        painter.drawText(QRect(px(44), 0, px(160), px(48)), Qt.AlignmentFlag.AlignVCenter, "AnSinh")
