"""The middle column of a dossier: the facts its answer hangs on, and what the law leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.services.dossier_choices import AskedFact
from app.services.eligibility import Assessment, OpenQuestion
from app.ui.date_reader import reader, shown
from app.ui.screens.monthly_allowance.dossier_words import YES, question_of
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.entry_fields import ComboField, DateField, NumberField
from app.ui.widgets.field import Field
from app.ui.widgets.question_card import QuestionCard
from app.ui.widgets.words import Words

PAPERS = ("disability",)  # facts that rest on a certificate with number, day and place
PAPER_FIELDS = ("number", "issued_on", "issued_by")


class FactFields(QWidget):
    """Built anew for each dossier.

    Signals:
        supposed: a fact is being typed: its kind and entry.
        answered: the open question the officer decided with yes, or None.
        save_asked: what was typed is to be saved.
    """

    supposed = Signal(str, object)
    answered = Signal(object)
    save_asked = Signal()

    def __init__(
        self,
        category: str,
        asked: Sequence[AskedFact],
        held: dict[str, Any],
        today: date,
        *,
        closed: bool,
    ) -> None:
        super().__init__()
        self._today = today
        self.fields: dict[tuple[str, str], Field] = {}
        self.questions: list[QuestionCard] = []
        self._open: tuple[OpenQuestion, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        column.addWidget(_indented(Words(_("Facts the sum hangs on"), "section")))
        column.addWidget(_indented(Words(category, tone="tx2", wrap=True)))
        for fact in asked:
            self._add(column, fact, held.get(fact.kind), closed=closed)
        if not asked:
            column.addWidget(_indented(Words(_("Choose the category first."), tone="tx2")))
        self.save = Button(_("Save the facts"), "Ctrl S")
        self.save.clicked.connect(self.save_asked)
        self.save.hide()
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 0, 0)
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(px(12))
        column.addLayout(self._cards)
        column.addStretch(1)

    def _add(self, column: QVBoxLayout, fact: AskedFact, held: Any, *, closed: bool) -> None:
        label = fact.label[:1].upper() + fact.label[1:]
        field: Field
        if fact.values:
            field = ComboField(label, fact.values)
            field.set_value(held.value if held else None)
            field.chosen.connect(lambda _value, kind=fact.kind: self._changed(kind))
            self.fields[fact.kind, "value"] = field
        else:
            field = NumberField(label, unit="đ")
            field.set_value(held.amount if held else None)
            field.changed.connect(lambda _text, kind=fact.kind: self._changed(kind))
            self.fields[fact.kind, "amount"] = field
        field.let_label_wrap()
        field.set_missing(held is None and not closed)
        field.setEnabled(not closed)
        column.addWidget(field)
        if fact.kind in PAPERS:
            row = QHBoxLayout()
            row.setSpacing(4)
            column.addLayout(row)
            for name, paper in self._paper(held).items():
                paper.setEnabled(not closed)
                paper.changed.connect(lambda _text, kind=fact.kind: self._changed(kind))
                self.fields[fact.kind, name] = paper
                if name == "issued_by":
                    column.addWidget(paper)
                else:
                    row.addWidget(paper, 1, Qt.AlignmentFlag.AlignTop)

    def _paper(self, held: Any) -> dict[str, Field]:
        fields: dict[str, Field] = {
            "number": Field(_("Certificate no."), placeholder="27/2025"),
            "issued_on": DateField(_("Issued on"), read=reader(self._today), on_paper=True),
            "issued_by": Field(_("Issued by")),
        }
        for name, field in fields.items():
            value = (getattr(held, name) or "") if held else ""
            field.set_text(shown(value) if name == "issued_on" else value)
            field.set_missing(not value and name == "number")
        return fields

    def _changed(self, kind: str) -> None:
        entry: dict[str, str] = {}
        for (fact, name), field in self.fields.items():
            if fact == kind:
                field.set_missing(False)
                text = field.value() if isinstance(field, ComboField) else field.text()
                entry[name] = text or ""
        self.save.show()
        self.supposed.emit(kind, {name: text for name, text in entry.items() if text})

    def fill(self, typed: dict[str, dict[str, str]]) -> None:
        """Put back what was being typed, from the draft."""
        for (kind, name), field in self.fields.items():
            if kind not in typed:
                continue
            text = typed[kind].get(name, "")
            if isinstance(field, ComboField):
                field.set_value(text or None)
            else:
                field.editor.blockSignals(True)
                field.set_text(text)
                field.editor.blockSignals(False)
        if typed:
            self.save.show()

    def refuse(self, error: Correctable) -> bool:
        """Show what to do at the field; whether there is such a field."""
        field = next((one for (_kind, name), one in self.fields.items() if name == error.field),
                     None)  # fmt: skip
        if field is not None:
            field.set_error(error.words())
            field.setFocus()
        return field is not None

    def show_questions(self, found: Assessment | None, answered: OpenQuestion | None) -> None:
        """What is open now; an answer given before stays."""
        asked = found.questions if found is not None else ()
        if asked == self._open:
            return
        self._open = asked
        for card in self.questions:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.questions = [QuestionCard(question_of(one)) for one in asked]
        for one, card in zip(asked, self.questions, strict=True):
            if one == answered:
                card.set_value(YES)
            card.answered.connect(lambda value, asked=one: self._answer(asked, value))
            self._cards.addWidget(card)

    def _answer(self, question: OpenQuestion, value: str) -> None:
        for one, card in zip(self._open, self.questions, strict=True):
            if one != question and value == YES and card.value() == YES:
                card.set_value(None)
        self.answered.emit(question if value == YES else None)

    def give_focus(self) -> None:
        """Focus on the first field."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def _indented(words: Words) -> Words:
    words.setContentsMargins(4, 0, 0, 0)
    return words
