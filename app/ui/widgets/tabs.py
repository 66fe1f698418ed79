"""Tabs over a record: one line of words, the open one underlined in the accent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.ui.theme import palette, px
from app.ui.widgets import draw


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the screen; ``count`` stands small behind its name."""

    key: str
    text: str
    count: int | None = None


class TabStrip(QWidget):
    """40 px high; Tab reaches the open one, ← → open the others."""

    changed = Signal(str)

    def __init__(
        self, tabs: Sequence[Tab], label: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setFixedHeight(px(40))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), 0, px(16), 0)
        row.setSpacing(px(24))
        self._tabs = [_TabButton(tab, self) for tab in tabs]
        for button in self._tabs:
            row.addWidget(button)
            button.clicked.connect(lambda _on=True, key=button.tab.key: self._open(key))
            button.stepped.connect(self.step)
        row.addStretch(1)
        if self._tabs:
            self.set_current(self._tabs[0].tab.key)

    def current(self) -> str:
        """The key of the open tab."""
        return next((one.tab.key for one in self._tabs if one.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Open a tab without a signal."""
        for button in self._tabs:
            button.setChecked(button.tab.key == key)
            on = button.tab.key == key
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def set_count(self, key: str, count: int | None) -> None:
        """Another number behind a name."""
        for button in self._tabs:
            if button.tab.key == key:
                button.tab = Tab(key, button.tab.text, count)
                button.updateGeometry()
                button.update()

    def step(self, by: int) -> None:
        """Open the tab before or after."""
        keys = [button.tab.key for button in self._tabs]
        place = min(max(keys.index(self.current()) + by, 0), len(keys) - 1)
        self._tabs[place].setFocus(Qt.FocusReason.TabFocusReason)
        self._open(keys[place])

    def _open(self, key: str) -> None:
        before = self.current()
        self.set_current(key)
        if key != before:
            self.changed.emit(key)


class _TabButton(QToolButton):
    """One tab."""

    stepped = Signal(int)

    def __init__(self, tab: Tab, parent: QWidget) -> None:
        super().__init__(parent)
        self.tab = tab
        self.setText(tab.text)
        self.setAccessibleName(tab.text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def nextCheckState(self) -> None:
        """The strip says which tab is open."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(steps[key])
            return
        super().keyPressEvent(event)

    def _count(self) -> str:
        return "" if self.tab.count is None else str(self.tab.count)

    def sizeHint(self) -> QSize:
        wide = draw.width_of(self.tab.text, "strong")
        if self._count():
            wide += px(4) + draw.width_of(self._count(), "small")
        return QSize(wide, px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, on = QPainter(self), self.isChecked()
        rect = self.rect()
        color = "tx" if on or self.underMouse() else "tx2"
        taken = draw.text(painter, rect, self.tab.text, role="strong" if on else "base",
                          color=color)  # fmt: skip
        place = QRect(taken + px(4), 0, rect.width(), rect.height())
        draw.text(painter, place, self._count(), role="small", color="tx3")
        if on:
            line = QRect(0, rect.height() - 2, rect.width(), 2)
            painter.fillRect(line, QColor(palette().acc))
        if self.hasFocus():
            draw.ring(painter, rect.adjusted(0, px(6), 0, -px(4)))
