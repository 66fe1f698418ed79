"""Two different entries of the same thing: Ban đầu · Máy này · Máy kia, side by side.

Only what differs is shown. ← → move between the entries that can be kept, Enter or the key
chooses; no entry is proposed, and no clock decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme import font, palette, px
from app.ui.widgets import draw

HEAD, LABELS = 64, 104
WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class EntryCell:
    """A value and the quiet words under it; ``lines`` are (left, right), such as money a month."""

    text: str = ""
    second: str = ""
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; without a ``key`` it is only shown, as the one before both changes."""

    value: str
    title: str
    who: str
    cells: tuple[EntryCell, ...]
    key: str = ""


class TwoEntries(QWidget):
    """Label column of 104 px, then a card for each entry."""

    chosen = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(LABELS) - 4, 0, 0, 0)
        self._row.setSpacing(px(4))
        self._labels: tuple[str, ...] = ()
        self._heights: list[int] = []
        self.cards: list[EntryCard] = []

    def set_entries(self, labels: Sequence[str], entries: Sequence[Entry]) -> None:
        """Show these; nothing is chosen. ``labels`` name the rows of every entry."""
        for card in self.cards:
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._labels = tuple(labels)
        self._heights = [_height(entries, row) for row in range(len(labels))]
        self.cards = []
        for entry in entries:
            card = EntryCard(entry, self._heights, self._labels, self)
            card.clicked.connect(lambda _on=True, value=entry.value: self._choose(value))
            card.moved.connect(self._move)
            card.typed.connect(self.press_key)
            self._row.addWidget(card, 1)
            card.show()
            self.cards.append(card)
        self.updateGeometry()
        self.update()

    def chosen_value(self) -> str | None:
        """The entry to keep, ``None`` while none is chosen."""
        return next((card.entry.value for card in self.cards if card.isChecked()), None)

    def set_chosen(self, value: str | None) -> None:
        """Choose without a signal."""
        for card in self.cards:
            card.setChecked(card.entry.value == value)

    def take_focus(self) -> None:
        """Onto the first entry that can be kept."""
        for card in self.cards:
            if card.entry.key:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def press_key(self, key: str) -> bool:
        """Choose the entry with this key; whether there is one."""
        for card in self.cards:
            if card.entry.key and card.entry.key.upper() == key.upper():
                card.setFocus(Qt.FocusReason.ShortcutFocusReason)
                card.click()
                return True
        return False

    def _choose(self, value: str) -> None:
        self.set_chosen(value)
        self.chosen.emit(value)

    def _move(self, by: int) -> None:
        able = [card for card in self.cards if card.entry.key]
        now = next((place for place, card in enumerate(able) if card.hasFocus()), 0)
        able[min(max(now + by, 0), len(able) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        """As high as the highest entry."""
        return QSize(px(720), px(HEAD) + sum(self._heights) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the labels of the rows."""
        painter, top = QPainter(self), px(HEAD) + 4
        for label, high in zip(self._labels, self._heights, strict=True):
            place = QRect(0, top + px(14), px(LABELS) - px(4), px(16))
            draw.text(painter, place, label, role="small_strong", color="tx2")
            top += high


class EntryCard(QAbstractButton):
    """One entry; a radio button to the keyboard."""

    moved = Signal(int)
    typed = Signal(str)

    def __init__(
        self, entry: Entry, heights: list[int], labels: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.entry, self._heights = entry, heights
        self.setCheckable(True)
        self.setEnabled(bool(entry.key))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if entry.key else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setText(entry.title)
        self.setAccessibleName(f"{entry.title}, {entry.who}")
        told = [
            f"{label}: {_spoken(cell)}" for label, cell in zip(labels, entry.cells, strict=True)
        ]
        self.setAccessibleDescription("; ".join(told))

    def nextCheckState(self) -> None:
        """The grid says which entry is chosen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter or Space chooses, a key names an entry."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self.moved.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        elif event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Cards share the width."""
        return QSize(px(200), px(HEAD) + sum(self._heights) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint head, values, and the rings of choice and focus."""
        painter, p = QPainter(self), palette()
        on, sheet = self.isChecked(), self.rect().adjusted(4, 4, -4, -4)
        draw.box(painter, sheet, fill=p.surf, line=p.acc if on else p.line2)
        head = QRect(sheet.left() + 1, sheet.top() + 1, sheet.width() - 2, px(HEAD) - 1)
        painter.fillRect(head, QColor(p.acctint if on else p.sunk))
        inner = head.adjusted(px(16), px(12), -px(16), 0)
        title = QRect(inner.left(), inner.top(), inner.width(), px(24))
        draw.text(painter, title, self.entry.title, role="section")
        who = QRect(inner.left(), title.bottom() + 1, inner.width(), px(16))
        draw.text(painter, who, self.entry.who, role="small", color="tx2")
        if self.entry.key:
            wide = draw.cap_width(self.entry.key)
            draw.cap(painter, inner.right() - wide, title.center().y(), self.entry.key)
        top = sheet.top() + px(HEAD)
        for cell, high in zip(self.entry.cells, self._heights, strict=True):
            draw.rule(painter, sheet.left(), top, sheet.width())
            _paint_cell(painter, QRect(inner.left(), top, inner.width(), high), cell)
            top += high
        if on:
            draw.ring(painter, sheet.adjusted(-3, -3, 3, 3), radius=6)
        if self.hasFocus():
            draw.ring(painter, sheet.adjusted(0, 0, 0, 0))


def _height(entries: Sequence[Entry], row: int) -> int:
    return max((_cell_height(entry.cells[row]) for entry in entries), default=0)


def _cell_height(cell: EntryCell) -> int:
    if cell.lines:
        return px(24) + px(22) * len(cell.lines)
    return px(64) if cell.text or cell.second else px(40)


def _spoken(cell: EntryCell) -> str:
    lines = [f"{left} {right}" for left, right in cell.lines]
    return ", ".join(part for part in (cell.text, cell.second, *lines) if part)


def _paint_cell(painter: QPainter, rect: QRect, cell: EntryCell) -> None:
    if cell.lines:
        line = QRect(rect.left(), rect.top() + px(12), rect.width(), px(22))
        for left, right in cell.lines:
            draw.text(painter, line, left, color="tx2")
            draw.text(painter, line, right, role="strong", align=draw.RIGHT)
            line.translate(0, px(22))
        return
    place = rect.adjusted(0, px(12), 0, -px(4))
    if not cell.second:
        painter.setFont(font("base"))
        painter.setPen(QColor(palette().tx))
        painter.drawText(place, WRAP, cell.text)
        return
    metrics = QFontMetrics(font("section"))
    fits = metrics.horizontalAdvance(cell.text) <= rect.width()
    value = QRect(rect.left(), place.top(), rect.width(), px(24))
    draw.text(painter, value, cell.text, role="section" if fits else "strong")
    below = QRect(rect.left(), value.bottom() + 1, rect.width(), px(16))
    draw.text(painter, below, cell.second, role="small", color="tx2")
