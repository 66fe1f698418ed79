"""A question the register cannot answer by itself: one question, its answers, its legal note."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import px
from app.ui.widgets import draw
from app.ui.widgets.card import Card
from app.ui.widgets.options import Option, OptionList
from app.ui.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Question:
    """``options`` carry the effect on the sum in their words; ``note`` is the law behind it."""

    title: str
    text: str
    options: tuple[Option, ...]
    note: str = ""


class QuestionCard(Card):
    """Arrows move between answers; Enter, Space or the answer's own key answers."""

    answered = Signal(str)

    def __init__(self, question: Question, *, parent: QWidget | None = None) -> None:
        super().__init__(question.title, question=True, parent=parent)
        # The question mark stands before the title.
        self._head.insertSpacing(0, px(24))
        self._text = self.add_text(question.text)
        self.options = OptionList(framed=False, arrows_choose=False)
        self.options.chosen.connect(self.answered)
        self.add(self.options)
        self._note = Words("", "small", tone="tx2", wrap=True)
        self.add(self._note)
        self.ask(question)

    def ask(self, question: Question) -> None:
        """Ask something else; nothing is answered yet."""
        self.set_title(question.title)
        self._text.setText(question.text)
        self.options.set_options(question.options)
        self.options.set_value(None)
        self.options.setAccessibleName(question.text)
        self._note.setText(question.note)
        self._note.setVisible(bool(question.note))

    def value(self) -> str | None:
        """The answer, ``None`` while the question is open."""
        return self.options.value()

    def set_value(self, value: str | None) -> None:
        """Show an answer given before."""
        self.options.set_value(value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a question mark."""
        super().paintEvent(event)
        place: QRect = self._title.geometry()
        middle = place.center().y() + 1
        draw.icon_at(QPainter(self), px(16), middle, "circle-question-mark", color="acc")
