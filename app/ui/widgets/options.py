"""Radio rows: one of a few, each with a second line and the key that chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import font, palette, px
from app.ui.widgets import draw

WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Option:
    """A value with its words; ``key`` chooses it while the list has the focus."""

    value: str
    text: str
    second: str = ""
    key: str = ""
    icon: str = ""


class OptionList(QFrame):
    """``framed`` rows stand in one box; without it they stand free, as answers in a card.

    With ``arrows_choose`` off, arrows only move and Enter, Space or the key chooses.
    """

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[Option] = (),
        label: str = "",
        *,
        framed: bool = True,
        arrows_choose: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._framed, self._arrows = framed, arrows_choose
        self.setAccessibleName(label)
        self._column = QVBoxLayout(self)
        edge = 1 if framed else 0
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(0)
        self.rows: list[OptionRow] = []
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Other rows; what was chosen stays chosen while it exists."""
        kept = self.value()
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        before = _stop_before(self)  # new rows stop Tab here, too, not behind everything
        for place, option in enumerate(options):
            row = OptionRow(self, option, framed=self._framed, last=place == len(options) - 1)
            row.clicked.connect(lambda _on=True, value=option.value: self.chosen.emit(value))
            row.stepped.connect(self._step)
            row.typed.connect(self.press_key)
            self._column.addWidget(row)
            if before is not None:
                QWidget.setTabOrder(before, row)
            before = row
            if self.isVisible():
                row.show()  # at once, so that it can take the focus
            self.rows.append(row)
        self.set_value(kept)

    def value(self) -> str | None:
        """The value chosen, ``None`` when nothing is."""
        return next((row.option.value for row in self.rows if row.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Choose without a signal; ``None`` chooses nothing."""
        for row in self.rows:
            row.setAutoExclusive(False)
            row.setChecked(row.option.value == value)
            row.setAutoExclusive(True)

    def take_focus(self) -> None:
        """Focus on the chosen row, or on the first."""
        row = next((row for row in self.rows if row.isChecked()), next(iter(self.rows), None))
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def press_key(self, key: str) -> bool:
        """Choose the row with this key; whether there is one."""
        for row in self.rows:
            if row.option.key.upper() == key.upper() and key:
                row.setFocus(Qt.FocusReason.ShortcutFocusReason)
                row.click()
                return True
        return False

    def _step(self, by: int) -> None:
        now = next((place for place, row in enumerate(self.rows) if row.hasFocus()), 0)
        row = self.rows[min(max(now + by, 0), len(self.rows) - 1)]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        if self._arrows and not row.isChecked():
            row.click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box around framed rows."""
        if self._framed:
            p = palette()
            draw.box(QPainter(self), self.rect(), fill=p.surf, line=p.line2)


class OptionRow(QRadioButton):
    """One row; painted, but a radio button to the keyboard and to screen readers."""

    stepped = Signal(int)
    typed = Signal(str)

    def __init__(self, parent: QWidget, option: Option, *, framed: bool, last: bool) -> None:
        super().__init__(option.text, parent)
        self.option, self._framed, self._last = option, framed, last
        self.setAccessibleName(option.text)
        self.setAccessibleDescription(option.second)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows step, Enter and Space choose, another key may be that of a row."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held:
            super().keyPressEvent(event)
        elif key in steps:
            self.stepped.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        elif event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        """The whole row takes the mouse."""
        return self.rect().contains(pos)

    def _left(self) -> int:
        lead = px(40) if self._framed else px(24)
        return lead + (px(28) if self.option.icon else 0)

    def _words_width(self, wide: int) -> int:
        right = px(12) + (draw.cap_width(self.option.key) + px(12) if self.option.key else 0)
        return max(wide - self._left() - right, px(40))

    def _words_height(self, wide: int) -> int:
        room = QRect(0, 0, self._words_width(wide), 1000)
        return max(
            QFontMetrics(font("base")).boundingRect(room, WRAP, self.option.text).height(), px(20)
        )

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, wide: int) -> int:
        """The words' height with room above and below."""
        second = px(16) if self.option.second else 0
        return self._words_height(wide) + second + (px(13) if self._framed else px(6))

    def sizeHint(self) -> QSize:
        """As wide as the words in one line."""
        wide = max(
            draw.width_of(self.option.text, "strong"), draw.width_of(self.option.second, "small")
        )
        wide += self._left() + px(24) + draw.cap_width(self.option.key)
        wide = min(wide, px(420))
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """May become narrow; the words wrap."""
        return QSize(px(140), px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, mark, words and key."""
        painter, p = QPainter(self), palette()
        on, rect = self.isChecked(), self.rect()
        if self._framed:
            painter.fillRect(rect, QColor(p.acctint if on else p.surf))
            if on:
                painter.fillRect(QRect(0, 0, 3, rect.height()), QColor(p.acc))
            if not self._last:
                draw.rule(painter, 0, rect.bottom(), rect.width())
        words = self._words_height(self.width())
        second = px(16) if self.option.second else 0
        top = (rect.height() - words - second) // 2
        mark = top + px(10) + (second // 2 if self._framed else 0)
        x = px(12) if self._framed else 0
        color = "acc" if on else "tx2"
        draw.icon_at(painter, x, mark, "circle-dot" if on else "circle", color=color)
        if self.option.icon:
            draw.icon_at(painter, x + px(28), mark, self.option.icon, color="tx2")
        painter.setFont(font("strong" if on else "base"))
        painter.setPen(QColor(p.tx))
        place = QRect(self._left(), top, self._words_width(self.width()), words)
        painter.drawText(place, WRAP, self.option.text)
        below = QRect(place.left(), top + words, place.width(), px(16))
        draw.text(painter, below, self.option.second, role="small", color="tx2")
        if self.option.key:
            wide = draw.cap_width(self.option.key)
            draw.cap(painter, rect.right() - px(12) - wide, mark, self.option.key)
        if self.hasFocus():
            draw.ring(painter, rect if self._framed else rect.adjusted(-2, 0, 0, 0))


def _stop_before(widget: QWidget) -> QWidget | None:
    """Where Tab stops before it reaches the widget, if anywhere in its window."""
    one = widget.previousInFocusChain()
    while one is not None and one is not widget:
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return one
        one = one.previousInFocusChain()
    return None
