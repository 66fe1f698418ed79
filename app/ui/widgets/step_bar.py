"""The same steps in one row, where the whole screen stands on one of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import px
from app.ui.widgets import draw
from app.ui.widgets.step_list import MARKS, StepLine, spoken_step

PAD = 24


class StepBar(QWidget):
    """Marks of 16 px joined by lines; ← → move the focus, Enter opens (``opened``)."""

    opened = Signal(int)

    def __init__(
        self, steps: Sequence[StepLine] = (), label: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label = label
        self._steps: tuple[StepLine, ...] = ()
        self._at = 0
        self.setFixedHeight(px(32))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[StepLine]) -> None:
        """Other steps; the focus stands on the one that is now."""
        self._steps = tuple(steps)
        now = [place for place, step in enumerate(steps) if step.state == "now"]
        self._at = now[0] if now else 0
        self._tell()

    def at(self) -> int:
        """The step that Enter opens."""
        return self._at

    def _tell(self) -> None:
        self.setAccessibleName(self._label)
        if self._steps:
            self.setAccessibleDescription(spoken_step(self._steps[self._at]))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter opens."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._steps:
            super().keyPressEvent(event)
        elif key in steps:
            self._at = min(max(self._at + steps[key], 0), len(self._steps) - 1)
            self._tell()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._at)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the step under it."""
        for place, rect in enumerate(self._places()):
            if rect.contains(event.position().toPoint()):
                self.opened.emit(place)

    def sizeHint(self) -> QSize:
        """Marks, words and short ways between them."""
        wide = sum(self._wide(step) + px(28) for step in self._steps)
        return QSize(wide + 2 * px(PAD), px(32))

    @staticmethod
    def _wide(step: StepLine) -> int:
        role = "strong" if step.state == "now" else "base"
        return px(16) + px(6) + draw.width_of(step.title, role)

    def _places(self) -> list[QRect]:
        widths = [self._wide(step) for step in self._steps]
        spare = self.width() - 2 * px(PAD) - sum(widths)
        gap = max(spare // max(len(widths) - 1, 1), px(12))
        places, x = [], px(PAD)
        for wide in widths:
            places.append(QRect(x, 0, wide, self.height()))
            x += wide + gap
        return places

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint marks, words and the ways between."""
        painter, middle = QPainter(self), self.height() // 2
        places = self._places()
        for number, (step, place) in enumerate(zip(self._steps, places, strict=True)):
            icon, color = MARKS[step.state]
            draw.icon_at(painter, place.left(), middle, icon, color=color)
            words = place.adjusted(px(22), 0, px(2), 0)
            now = step.state == "now"
            draw.text(painter, words, step.title, role="strong" if now else "base",
                      color="tx" if now else "tx2")  # fmt: skip
            if number + 1 < len(places):
                start = place.right() + px(10)
                length = places[number + 1].left() - px(10) - start
                draw.rule(painter, start, middle, max(length, 0), color="line2")
            if number == self._at and self.hasFocus():
                draw.ring(painter, place.adjusted(-px(5), px(3), px(5), -px(3)))
