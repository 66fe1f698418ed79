"""Chips: filters of a list and answers to pick, alone or several; and the Yes/No pair.

Digits and letters act only while the group has the focus, arrows move inside it.
An answer that is chosen carries a tick, so that colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.theme import palette, px
from app.ui.widgets import draw
from app.ui.widgets.flow_row import FlowRow
from app.ui.widgets.words import Words

RING = 4  # answers stand in one column with fields, which keep this room for their ring


@dataclass(frozen=True, slots=True)
class Choice:
    """A value with its words; ``key`` answers while the group has the focus."""

    value: str
    text: str
    key: str = ""
    count: int | None = None


class Chip(QToolButton):
    """One chip: 28 px as a filter, 32 px as an ``answer`` with tick and key."""

    stepped = Signal(int)
    typed = Signal(str)

    def __init__(
        self, choice: Choice, *, answer: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.choice, self._answer = choice, answer
        self.alone = False  # one of several that exclude each other
        self._flat = ""  # the side joined to a neighbour: "left", "right" or none
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(choice.text)
        self.setText(choice.text)

    def join(self, side: str) -> None:
        """Stand against a neighbour at ``side``, with square corners there."""
        self._flat = side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows step, Enter and Space choose, other keys may name a chip of the group.

        Enter on what is the one choice already goes on, as it does in every other field.
        """
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
        }
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        key = Qt.Key(event.key())
        if plain and key in steps:
            self.stepped.emit(steps[key])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.alone and self.isChecked():
                self.focusNextChild()
            else:
                self.click()
        elif plain and event.text().strip():
            self.typed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def _lead(self) -> bool:
        return self._answer and self.isChecked()

    def sizeHint(self) -> QSize:
        """Room for the tick is kept from the start, so that choosing moves nothing."""
        wide = draw.width_of(self.choice.text, "chip_strong") + 2 * px(11)
        if self._answer:
            wide += px(14) + px(6)
        if self.choice.count is not None:
            wide += px(6) + draw.width_of(str(self.choice.count), "chip")
        if self.choice.key:
            wide += px(8) + draw.cap_width(self.choice.key)
        return QSize(wide, px(32 if self._answer else 28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, tick, word, count and key."""
        painter, p = QPainter(self), palette()
        on = self.isChecked()
        fill = p.acctint if on else (p.hover if self.underMouse() else p.surf)
        shape = self.rect()
        if self._flat == "right":
            shape = shape.adjusted(0, 0, px(8), 0)
        elif self._flat == "left":
            shape = shape.adjusted(-px(8), 0, 0, 0)
        line = p.acc if on else (p.ctl if self._answer else p.line2)
        draw.box(painter, shape, fill=fill, line=line)
        if self._flat == "left" and on:
            painter.fillRect(QRect(0, 0, 1, self.height()), draw.tone("acc"))
        self._paint_words(painter, on=on)
        if self.hasFocus():
            draw.ring(painter, self.rect())

    def _paint_words(self, painter: QPainter, *, on: bool) -> None:
        middle, x = self.height() // 2, px(11)
        color = "acc" if on else ("tx" if self._answer else "tx2")
        if self._lead():
            x += draw.icon_at(painter, x, middle, "check", color="acc", size=14) + px(6)
        elif self._answer:
            x += px(10)  # half of the tick's room on either side
        place = QRect(x, 0, self.width() - x, self.height())
        role = "chip_strong" if on else "chip"
        x += draw.text(painter, place, self.choice.text, role=role, color=color)
        if self.choice.count is not None:
            place = QRect(x + px(6), 0, self.width() - x, self.height())
            draw.text(painter, place, str(self.choice.count), role="chip", color=color)
        if self.choice.key:
            wide = draw.cap_width(self.choice.key)
            draw.cap(painter, self.width() - px(10) - wide, middle, self.choice.key)


class ChipGroup(QWidget):
    """Chips that wrap; ``exclusive`` keeps at most one chosen, ``answer`` draws them as answers."""

    changed = Signal()

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        label: str = "",
        exclusive: bool = True,
        answer: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._exclusive, self._answer = exclusive, answer
        self._chips: list[Chip] = []
        outer = QVBoxLayout(self)
        edge = RING if answer else 0
        outer.setContentsMargins(edge, 0, edge, edge)
        outer.setSpacing(px(4))
        if label:
            outer.addWidget(Words(label, "small", tone="tx2"))
        self.setAccessibleName(label)
        self._row = FlowRow()
        outer.addWidget(self._row)
        outer.addStretch(1)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Other chips; what was chosen and is still there stays chosen, and so does the focus."""
        kept = set(self.values())
        focused = next((chip.choice.value for chip in self._chips if chip.hasFocus()), None)
        self._row.clear()
        self._chips = [self._chip(choice, on=choice.value in kept) for choice in choices]
        if focused is not None:
            again = next((chip for chip in self._chips if chip.choice.value == focused), None)
            if again is None:
                self.take_focus()
            else:
                again.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settle_stop()

    def _chip(self, choice: Choice, *, on: bool) -> Chip:
        chip = Chip(choice, answer=self._answer, parent=self._row)
        chip.alone = self._exclusive
        chip.setChecked(on)
        chip.clicked.connect(lambda: self._clicked(chip))
        chip.stepped.connect(lambda step: self._step(chip, step))
        chip.typed.connect(self._typed)
        self._row.add(chip)
        return chip

    def chips(self) -> list[Chip]:
        """The chips in their order."""
        return list(self._chips)

    def values(self) -> list[str]:
        """What is chosen, in the order of the chips."""
        return [chip.choice.value for chip in self._chips if chip.isChecked()]

    def value(self) -> str | None:
        """The one thing chosen, or ``None``."""
        return next(iter(self.values()), None)

    def set_value(self, value: str | None) -> None:
        """Choose one, without a signal."""
        self.set_values([] if value is None else [value])

    def set_values(self, values: Sequence[str]) -> None:
        """Choose these, without a signal."""
        for chip in self._chips:
            chip.setChecked(chip.choice.value in values)
        self._settle_stop()

    def take_focus(self) -> None:
        """Focus on the chosen chip, or on the first."""
        chosen = next((chip for chip in self._chips if chip.isChecked()), None)
        target = chosen or next(iter(self._chips), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self, clicked: Chip) -> None:
        if self._exclusive:
            for chip in self._chips:
                chip.setChecked(chip is clicked)
        self._settle_stop(clicked)
        self.changed.emit()

    def _step(self, chip: Chip, step: int) -> None:
        place = (self._chips.index(chip) + step) % len(self._chips)
        self._settle_stop(self._chips[place])
        self._chips[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _settle_stop(self, at: Chip | None = None) -> None:
        """Tab stops once in a group: ``at``, else where the focus is, the chosen, the first."""
        stop = at or next((chip for chip in self._chips if chip.hasFocus()), None)
        stop = stop or next((chip for chip in self._chips if chip.isChecked()), None)
        stop = stop or next(iter(self._chips), None)
        for chip in self._chips:
            policy = Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)

    def _typed(self, key: str) -> None:
        for chip in self._chips:
            if chip.choice.key.upper() == key:
                chip.setFocus(Qt.FocusReason.ShortcutFocusReason)
                chip.click()
                return


class YesNo(QWidget):
    """A question with two joined answers; ``value`` is ``None`` until one is chosen."""

    changed = Signal()

    def __init__(self, label: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(RING, 0, RING, RING)
        outer.setSpacing(px(4))
        outer.addWidget(Words(label, "small", tone="tx2"))
        row = QHBoxLayout()
        row.setSpacing(0)
        outer.addLayout(row)
        self._yes = self._half(Choice("yes", _("Yes")), "right", label)
        self._no = self._half(Choice("no", _("No")), "left", label)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        self._hint = Words(hint, "small", tone="tx2")
        row.addSpacing(px(12))
        row.addWidget(self._hint)
        row.addStretch(1)
        outer.addStretch(1)

    def _half(self, choice: Choice, side: str, label: str) -> Chip:
        chip = Chip(choice, answer=True, parent=self)
        chip.join(side)
        chip.setAccessibleDescription(label)
        chip.clicked.connect(lambda: self._choose(choice.value))
        chip.stepped.connect(lambda _step: self._other(chip).setFocus())
        return chip

    def _other(self, chip: Chip) -> Chip:
        return self._no if chip is self._yes else self._yes

    def set_hint(self, hint: str) -> None:
        """What stands to the right of the answers, e.g. the paper it rests on."""
        self._hint.setText(hint)

    def value(self) -> bool | None:
        """Yes, no, or not answered."""
        if self._yes.isChecked():
            return True
        return False if self._no.isChecked() else None

    def set_value(self, value: bool | None) -> None:
        """Answer without a signal."""
        self._yes.setChecked(value is True)
        self._no.setChecked(value is False)

    def _choose(self, value: str) -> None:
        self.set_value(value == "yes")
        self.changed.emit()
