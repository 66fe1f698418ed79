"""Adding a dated fact, or letting one end: kind, value, paper and days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.services.dossier_choices import AskedFact
from app.services.person_pages import FactRow
from app.ui.date_reader import reader
from app.ui.screens.people.lanes import fact_words
from app.ui.theme import px
from app.ui.widgets.entry_fields import ComboField, DateField, NumberField
from app.ui.widgets.field import Field
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Words


class FactSheet(Sheet):
    """Signals:
    saved: the kind of fact (``AskedFact``) and its entry.
    """

    saved = Signal(object, object)

    def __init__(self, parent: QWidget, today: date, kinds: tuple[AskedFact, ...]) -> None:
        super().__init__(parent, _("Add a fact"))
        self._kinds = {one.kind: one for one in kinds}
        read = reader(today, past=False)
        self.kind = ComboField(_("About what"), [(one.kind, one.label) for one in kinds])
        self.value = ComboField(_("What holds"))
        self.amount = NumberField(_("How much a month"), unit="đ")
        self.valid_from = DateField(_("Holds since"), read=read)
        self.valid_to = DateField(_("Holds until (empty: until further notice)"), read=read)
        self.number = Field(_("Number of the paper"))
        self.issued_on = DateField(_("Issued on"), read=read, on_paper=True)
        self.issued_by = Field(_("Issued by"))
        self.note = Field(_("Note"))
        self.whose = Words("", "small", tone="tx2", wrap=True)
        for widget in (self.kind, self.whose, self.value, self.amount, self.valid_from,
                       self.valid_to, self.number, self.issued_on, self.issued_by,
                       self.note):  # fmt: skip
            self.body.addWidget(widget)
        self.body.setSpacing(px(4))
        self.kind.chosen.connect(self._kind_chosen)
        self.save = self.add_save(_("Save"), self._save)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by their names in the record."""
        return {
            "kind": self.kind, "value": self.value, "amount": self.amount,
            "valid_from": self.valid_from, "valid_to": self.valid_to, "number": self.number,
            "issued_on": self.issued_on, "issued_by": self.issued_by, "note": self.note,
        }  # fmt: skip

    def open_for(self, kind: str = "") -> None:
        """Start with empty fields, with a kind chosen where it is known."""
        for name, field in self.fields.items():
            field.set_error(None)
            if name not in ("kind", "value"):
                field.set_text("")
        self.kind.set_value(kind or None)
        self._kind_chosen(kind)
        self.open_sheet(self.value if kind else self.kind)

    def refuse(self, error: Correctable) -> bool:
        """Show what to do at the field; whether the sheet has such a field."""
        field = self.fields.get(error.field or "")
        if field is not None:
            field.set_error(error.words())
            field.setFocus()
        return field is not None

    def _kind_chosen(self, kind: str) -> None:
        fact = self._kinds.get(kind)
        values = fact.values if fact else ()
        self.value.set_choices(list(values))
        self.value.set_value(values[0][0] if len(values) == 1 else None)
        self.value.setVisible(bool(values))
        self.amount.setVisible(fact is not None and not values)
        words = ""
        if fact is not None and fact.subject_kind == "household":
            words = _("Holds for the whole household.")
        elif fact is not None and fact.restricted:
            words = _("Seen only by colleagues with the right to it.")
        self.whose.setText(words)
        self.whose.setVisible(bool(words))

    def _save(self) -> None:
        for field in self.fields.values():
            field.set_error(None)
        fact = self._kinds.get(self.kind.value() or "")
        if fact is None:
            self.kind.set_error(_("Choose what the fact is about."))
            self.kind.setFocus()
            return
        if fact.values and self.value.value() is None:
            self.value.set_error(_("Choose what holds."))
            self.value.setFocus()
            return
        entry = {
            name: field.text()
            for name, field in self.fields.items()
            if name not in ("kind", "value") and field.text()
        }
        entry["kind"] = fact.kind
        if fact.values:
            entry["value"] = self.value.value() or ""
        self.saved.emit(fact, entry)


class EndSheet(Sheet):
    """The day on which a fact ends; ``saved`` carries the fact and the day as typed."""

    saved = Signal(object, str)

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, _("Let it end"))
        self._fact: FactRow | None = None
        self.words = Words("", wrap=True)
        self.day = DateField(_("Held until"), read=reader(today, past=False))
        self.body.addWidget(self.words)
        self.body.addWidget(self.day)
        self.save = self.add_save(_("Let it end"), self._save)

    def open_for(self, fact: FactRow) -> None:
        """Ask for the day of this fact."""
        self._fact = fact
        words = fact_words(fact)
        self.words.setText(words[:1].upper() + words[1:])
        self.day.set_error(None)
        self.day.set_text("")
        self.open_sheet(self.day)

    def refuse(self, error: Correctable) -> bool:
        """Show what to do at the day."""
        self.day.set_error(error.words())
        self.day.setFocus()
        return True

    def _save(self) -> None:
        if not self.day.text():
            self.day.set_error(_("Type the last day on which it held."))
            self.day.setFocus()
            return
        self.saved.emit(self._fact, self.day.text())
