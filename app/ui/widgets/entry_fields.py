"""Fields for a choice, a date and a whole number, each reading what people really type.

A date stays the text that was typed; the reader given by the screen says how it was understood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.i18n import _
from app.ui.theme import px
from app.ui.widgets import draw
from app.ui.widgets.field import Field
from app.ui.widgets.words import Words

# What was typed → (how it is read, the sentence that says what to do); one of them is empty.
Reader = Callable[[str], tuple[str, str]]


class ComboField(Field):
    """One of a list of (value, label); F4 or Alt ↓ opens it, letters jump."""

    chosen = Signal(str)

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]] = (),
        *,
        required: bool = False,
        aside: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._combo = _Combo()
        super().__init__(label, editor=self._combo, required=required, aside=aside, parent=parent)
        self._combo.setStyleSheet(
            "QComboBox { background: transparent; border: none; padding: 0; }"
            "QComboBox::drop-down { border: none; width: 0; }"
        )
        self._combo.view().setAccessibleName(label)
        self.set_choices(choices)
        self._combo.currentIndexChanged.connect(self._told)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other choices; the value stays where it still exists, else nothing is chosen."""
        kept = self.value()
        self._combo.blockSignals(True)
        self._combo.clear()
        for value, words in choices:
            self._combo.addItem(words, value)
        self._combo.setCurrentIndex(self._combo.findData(kept) if kept is not None else -1)
        self._combo.blockSignals(False)

    def value(self) -> str | None:
        """The value chosen, ``None`` when nothing is."""
        data = self._combo.currentData()
        return None if data is None else str(data)

    def set_value(self, value: str | None) -> None:
        """Choose without a signal."""
        self._combo.blockSignals(True)
        self._combo.setCurrentIndex(-1 if value is None else self._combo.findData(value))
        self._combo.blockSignals(False)
        self._combo.update()

    def text(self) -> str:
        """The words of the choice."""
        return self._combo.currentText()

    def _told(self, _index: int) -> None:
        self.changed.emit(self.text())
        self.chosen.emit(self.value() or "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box of a field with an arrow at its right."""
        super().paintEvent(event)
        where = self._box.geometry()
        x = where.right() - px(26)
        draw.icon_at(QPainter(self), x, where.center().y() + 1, "chevron-down", color="tx2")


class _Combo(QComboBox):
    """A combo box that the mouse wheel cannot change in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The law's words are long; a field never grows with the longest of its choices.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.showPopup()
            return
        super().keyPressEvent(event)


class DateField(Field):
    """A date as people write it; under it stands how it was read, or what to do."""

    def __init__(
        self,
        label: str,
        *,
        read: Reader | None = None,
        required: bool = False,
        on_paper: bool = False,
        aside: str = "",
        parent: QWidget | None = None,
    ) -> None:
        # A day that has to be there or stands on a paper is a day of office work, not a birth as
        # somebody told it.
        example = _("e.g. 14/11/2025") if required or on_paper else _("e.g. 1/7/1945, 1945")
        super().__init__(
            label,
            required=required,
            aside=aside,
            placeholder=example,
            parent=parent,
        )
        self._read = read
        self.changed.connect(self._while_typing)
        self.left.connect(self._when_left)

    def _while_typing(self, _text: str) -> None:
        # While typing nothing is wrong yet: an unfinished date is only not read.
        self.set_error(None)
        understood, _trouble = self._understand()
        self.set_hint(understood)

    def _when_left(self) -> None:
        _understood, trouble = self._understand()
        if trouble:
            self.set_error(trouble)

    def _understand(self) -> tuple[str, str]:
        if self._read is None or not self.text():
            return "", ""
        return self._read(self.text())


class NumberField(Field):
    """A whole number, shown with dots every three digits; đồng, kilograms, people, months."""

    def __init__(
        self,
        label: str,
        *,
        unit: str = "",
        required: bool = False,
        aside: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, required=required, aside=aside, parent=parent)
        if unit:
            self.add_inside(Words(unit, tone="tx2"))
        if isinstance(self.editor, QLineEdit):
            self.editor.setAlignment(draw.RIGHT)
        self.left.connect(self._tidy)

    def value(self) -> int | None:
        """The number; ``None`` when the field is empty or holds something else."""
        return whole_number(self.text())

    def set_value(self, number: int | None) -> None:
        """Put a number in, with its dots."""
        self.set_text("" if number is None else dotted(number))

    def _tidy(self) -> None:
        number = self.value()
        if number is not None:
            self.set_value(number)


def whole_number(text: str) -> int | None:
    """Read "1080000", "1.080.000", "1 080 000 đ"; ``None`` for anything else, "1.5" included."""
    bare = text.strip().removesuffix("đ").removesuffix("đồng").strip().replace("\u00a0", " ")
    for sign in (".", " "):
        parts = bare.split(sign)
        if len(parts) > 1:
            grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3
            bare = "".join(parts) if grouped else "?"
            break
    return int(bare) if bare.isascii() and bare.isdigit() else None


def dotted(number: int) -> str:
    """The number with dots every three digits, as Vietnamese writes it; a true minus before it."""
    sign = "−" if number < 0 else ""
    return sign + f"{abs(number):,}".replace(",", ".")
