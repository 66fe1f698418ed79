"""The steps of a dossier: done, now, later; who, when, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.theme import palette, px
from app.ui.widgets import draw

MARKS = {"done": ("check", "ok"), "now": ("circle-dot", "acc"), "later": ("circle", "tx3")}


@dataclass(frozen=True, slots=True)
class StepLine:
    """``state`` is done, now or later; ``warn`` tells what the step still lacks."""

    title: str
    who: str = ""
    date_text: str = ""
    state: str = "later"
    warn: str = ""


def spoken_step(step: StepLine) -> str:
    """A step as a screen reader says it."""
    states = {"done": _("done"), "now": _("now"), "later": _("later")}
    parts = (step.title, states[step.state], step.who, step.date_text, step.warn)
    return ", ".join(part for part in parts if part)


class StepList(QWidget):
    """Steps below each other; ↑ ↓ move, Enter opens the step (``opened`` tells its number)."""

    opened = Signal(int)

    def __init__(
        self, steps: Sequence[StepLine] = (), label: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.items: list[StepItem] = []
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[StepLine]) -> None:
        """Other steps; the focus keeps its place."""
        focused = next((place for place, item in enumerate(self.items) if item.hasFocus()), -1)
        for item in self.items:
            self._column.removeWidget(item)
            item.hide()
            item.deleteLater()
        self.items = []
        for place, step in enumerate(steps):
            item = StepItem(step, last=place == len(steps) - 1, parent=self)
            item.asked.connect(lambda place=place: self.opened.emit(place))
            item.moved.connect(self._move)
            self._column.addWidget(item)
            item.show()
            self.items.append(item)
        if 0 <= focused < len(self.items):
            self.items[focused].setFocus()

    def _move(self, by: int) -> None:
        now = next((place for place, item in enumerate(self.items) if item.hasFocus()), 0)
        place = min(max(now + by, 0), len(self.items) - 1)
        self.items[place].setFocus(Qt.FocusReason.TabFocusReason)


class StepItem(QWidget):
    """One step."""

    asked = Signal()
    moved = Signal(int)

    def __init__(self, step: StepLine, *, last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.step, self._last = step, last
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(spoken_step(step))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A title, up to three quiet lines, and the way to the next mark."""
        quiet = sum(bool(text) for text in (self.step.who, self.step.date_text))
        high = px(20) + quiet * px(16) + (px(22) if self.step.warn else 0)
        return QSize(px(200), high + (px(4) if self._last else px(14)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter opens."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self.moved.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark, the words, and the way to the next mark."""
        painter, p, step = QPainter(self), palette(), self.step
        icon, color = MARKS[step.state]
        draw.icon_at(painter, 0, px(10), icon, color=color, size=20)
        if not self._last:
            way = QRect(px(10) - 1, px(24), 1, self.height() - px(28))
            painter.fillRect(way, QColor(p.line2))
        place = QRect(px(32), 0, self.width() - px(32), px(20))
        later = step.state == "later"
        role = "strong" if step.state == "now" else "base"
        draw.text(painter, place, step.title, role=role, color="tx2" if later else "tx")
        place = QRect(place.left(), px(20), place.width(), px(16))
        for words in (step.who, step.date_text):
            if words:
                draw.text(painter, place, words, role="small", color="tx2")
                place.translate(0, px(16))
        if step.warn:
            middle = place.top() + px(11)
            taken = draw.icon_at(painter, place.left(), middle, "file-warning", color="warn",
                                 size=14)  # fmt: skip
            place.adjust(taken + px(4), px(3), 0, px(3))
            draw.text(painter, place, step.warn, role="small", color="warn")
        if self.hasFocus():
            bottom = 0 if self._last else px(10)
            draw.ring(painter, self.rect().adjusted(px(26), 0, 0, -bottom))
