"""What held when: lanes of bars over years, today as a line, the future dashed.

The same facts are read out line by line through the accessible description.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.i18n import _
from app.ui.theme import palette, px
from app.ui.widgets import draw

LANE, BAR_HIGH, TOP, LEFT = 38, 24, 44, 120


@dataclass(frozen=True, slots=True)
class Bar:
    """From ``start`` to the day before ``end``; without ``end`` it goes on."""

    start: date
    end: date | None
    text: str
    strong: bool = False
    future: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of fact over time."""

    title: str
    bars: tuple[Bar, ...]


class Timeline(QWidget):
    """Three lanes make 164 px; ``label`` stands at the upper left."""

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._lanes: tuple[Lane, ...] = ()
        self._first = self._last = self._today = date(2000, 1, 1)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_lanes(self, lanes: Sequence[Lane], *, first: date, last: date, today: date) -> None:
        """Show these lanes from ``first`` to ``last``."""
        self._lanes = tuple(lanes)
        self._first, self._last, self._today = first, last, today
        self.setAccessibleDescription("; ".join(self.facts()))
        self.updateGeometry()
        self.update()

    def facts(self) -> list[str]:
        """Every bar as a line of text: lane, words, first day."""
        return [
            _("{lane}: {fact}, from {day}").format(
                lane=lane.title, fact=bar.text, day=bar.start.strftime("%d/%m/%Y")
            )
            for lane in self._lanes
            for bar in lane.bars
        ]

    def sizeHint(self) -> QSize:
        """As high as its lanes."""
        return QSize(px(480), px(TOP) + px(LANE) * max(len(self._lanes), 1) + px(6))

    def _x(self, day: date) -> int:
        whole = max((self._last - self._first).days, 1)
        gone = min(max((day - self._first).days, 0), whole)
        left = px(LEFT)
        return left + (self.width() - left - 1) * gone // whole

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint years, lanes, and today behind the bars."""
        painter = QPainter(self)
        place = QRect(0, px(4), px(LEFT), px(16))
        draw.text(painter, place, self._label, role="small_strong", color="tx2")
        self._paint_years(painter)
        self._paint_today(painter)
        for number, lane in enumerate(self._lanes):
            top = px(TOP) + number * px(LANE)
            words = QRect(0, top, px(LEFT) - px(8), px(BAR_HIGH))
            draw.text(painter, words, lane.title, role="small", color="tx2")
            for bar in lane.bars:
                self._paint_bar(painter, bar, top)
        if self.hasFocus():
            draw.ring(painter, self.rect())

    def _paint_years(self, painter: QPainter) -> None:
        for year in range(self._first.year, self._last.year + 1):
            x = self._x(max(date(year, 1, 1), self._first))
            line = QRect(x, px(28), 1, self.height() - px(30))
            painter.fillRect(line, QColor(palette().line))
            if date(year, 1, 1) >= self._first or year == self._first.year:
                words = QRect(x + px(4), px(24), px(48), px(16))
                draw.text(painter, words, str(year), role="small", color="tx2")

    def _paint_today(self, painter: QPainter) -> None:
        if not self._first <= self._today <= self._last:
            return
        x = self._x(self._today)
        painter.fillRect(QRect(x, px(24), 1, self.height() - px(26)), QColor(palette().bad))
        words = _("today {day}").format(day=self._today.strftime("%d/%m"))
        wide = draw.width_of(words, "small")
        left = min(max(x - wide // 2, px(LEFT)), self.width() - wide)
        draw.text(painter, QRect(left, px(4), wide + 1, px(16)), words, role="small", color="bad")

    def _paint_bar(self, painter: QPainter, bar: Bar, top: int) -> None:
        p = palette()
        left, right = self._x(bar.start), self._x(bar.end or self._last)
        rect = QRect(left, top, max(right - left - 1, px(4)), px(BAR_HIGH))
        fill, line = (p.acctint, p.acc) if bar.strong else (p.sunk, p.line2)
        color = "acc" if bar.future else "tx"
        if bar.future:
            fill, line = p.surf, p.acc
        draw.box(painter, rect, fill=fill, line=line, dashed=bar.future)
        role = "small_strong" if bar.strong else "small"
        inner = rect.adjusted(px(8), 0, -px(4), 0)
        # A bar too short for its words has them at its left, if there is room.
        if draw.width_of(bar.text, role) <= inner.width():
            draw.text(painter, inner, bar.text, role=role, color=color)
        elif rect.width() < px(48):
            wide = draw.width_of(bar.text, "small")
            if left - wide - px(6) > px(LEFT):
                place = QRect(left - wide - px(6), top, wide + 1, px(BAR_HIGH))
                draw.text(painter, place, bar.text, role="small", color="tx2")
        else:
            draw.text(painter, inner, bar.text, role=role, color=color)
