"""Correcting a person: every field of the record, only what was changed is written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import Correctable
from app.core.i18n import N_, _
from app.services import choices
from app.services.person_pages import PersonPage
from app.ui.date_reader import reader, shown
from app.ui.widgets.entry_fields import ComboField, DateField
from app.ui.widgets.field import Field
from app.ui.widgets.sheet import Sheet

LABELS = {
    "name": N_("Full name"),
    "sex": N_("Sex"),
    "birth": N_("Date of birth"),
    "other_names": N_("Other names"),
    "ethnic_name": N_("Ethnic group"),
    "pin": N_("ID number"),
    "pin_issued_on": N_("Issued on"),
    "pin_issued_by": N_("Issued by"),
    "old_id": N_("Old identity card (9 digits)"),
    "bhyt": N_("Health insurance card"),
    "phone": N_("Telephone"),
    "residence": N_("Registered residence"),
    "living_with": N_("Lives with whom, where"),
    "note": N_("Note"),
    "death_on": N_("Died on"),
    "moved_on": N_("Moved away on"),
    "moved_to": N_("Moved to"),
}
MOVED = ("moved_on", "moved_to")
DATES = ("birth", "pin_issued_on", "death_on", "moved_on")


class PersonSheet(Sheet):
    """A sheet over the page; ``saved`` carries the fields that were changed."""

    saved = Signal(object)

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, _("Correct the person"))
        self.fields: dict[str, Field] = {}
        self._stood: dict[str, str] = {}
        read = reader(today)
        for name, label in LABELS.items():
            field: Field
            if name == "sex":
                words = [(value, _(text)) for value, text in choices.SEX.items()]
                field = ComboField(_(label), words)
            elif name in DATES:
                field = DateField(_(label), read=read)
            else:
                field = Field(_(label), required=name == "name")
            self.fields[name] = field
            self.body.addWidget(field)
        self.body.setSpacing(4)
        self.save = self.add_save(_("Save"), self._save)

    def open_for(self, page: PersonPage) -> None:
        """Show what stands in the record."""
        person = page.file.person
        # A move is entered as such, with what stops the payment; an older entry can be mended.
        alone = bool(person["moved_on"] or person["moved_to"]) and not page.moves
        for name in MOVED:
            self.fields[name].setVisible(alone)
        for name, field in self.fields.items():
            value = person[name] or ""
            field.set_error(None)
            if isinstance(field, ComboField):
                field.set_value(value or None)
            else:
                field.set_text(shown(value) if name in DATES else value)
        for doubt in page.file.doubts:
            self.fields["pin"].set_hint(doubt.words())
        self._stood = self._texts()
        self.open_sheet(self.fields["name"])

    def refuse(self, error: Correctable) -> bool:
        """Show what to do at the field; whether the sheet has such a field."""
        field = self.fields.get(error.field or "")
        if field is not None:
            field.set_error(error.words())
            field.setFocus()
        return field is not None

    def _save(self) -> None:
        for field in self.fields.values():
            field.set_error(None)
        now = self._texts()
        changed = {name: text for name, text in now.items() if text != self._stood[name]}
        if changed:
            self.saved.emit(changed)
        else:
            self.close_sheet()

    def _texts(self) -> dict[str, str]:
        return {
            name: (field.value() or "") if isinstance(field, ComboField) else field.text()
            for name, field in self.fields.items()
        }
