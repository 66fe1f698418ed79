"""Receiving an application: who, what for, when, the one-stop number, who declares instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.services.dossier_choices import CategoryChoice
from app.services.people import PersonLine
from app.ui.date_reader import reader, shown
from app.ui.theme import px
from app.ui.widgets.entry_fields import ComboField, DateField
from app.ui.widgets.field import Field
from app.ui.widgets.options import Option, OptionList
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.tick import Tick

PAUSE_MS = 150


class NewDossierSheet(Sheet):
    """Signals:
    looked_for: text to look people up by.
    person_chosen: the person's id, so that the category can be proposed.
    saved: the person's id, the entry, whether it is restricted.
    """

    looked_for = Signal(str)
    person_chosen = Signal(object)
    saved = Signal(object, object, bool)

    def __init__(
        self,
        parent: QWidget,
        today: date,
        categories: Sequence[CategoryChoice],
        *,
        cleared: bool,
    ) -> None:
        super().__init__(parent, _("New dossier"), width=440)
        self._today = today
        self.person: UUID | None = None
        self.search = Field(_("Whose application"), required=True, enter_moves=False)
        self.people = OptionList(label=_("People found"), arrows_choose=False)
        self.category = ComboField(
            _("What for"), [(one.code, f"{one.code} · {one.label}") for one in categories]
        )
        self.received = DateField(_("Received on"), read=reader(today))
        self.one_stop = Field(_("Number of the one-stop desk"))
        self.proxy_name = Field(_("Declared by (if somebody else)"))
        self.proxy_relation = Field(_("Relation to the person"))
        self.proxy_id = Field(_("Their ID number"))
        self.proxy_address = Field(_("Their address"))
        self.restricted = Tick(_("Only colleagues with the right to it see this dossier"))
        self.body.setSpacing(px(4))
        for widget in (self.search, self.people, self.category, self.received, self.one_stop,
                       self.proxy_name, self.proxy_relation, self.proxy_id, self.proxy_address,
                       self.restricted):  # fmt: skip
            self.body.addWidget(widget)
        self.restricted.setVisible(cleared)
        self.people.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.looked_for.emit(self.search.text()))
        self.search.changed.connect(self._typed)
        self.search.entered.connect(self._enter)
        self.people.chosen.connect(self._chosen)
        self.save = self.add_save(_("Receive the application"), self._save)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by their names in the record."""
        return {
            "category": self.category, "received_on": self.received,
            "one_stop_code": self.one_stop, "proxy_name": self.proxy_name,
            "proxy_relation": self.proxy_relation, "proxy_id": self.proxy_id,
            "proxy_address": self.proxy_address,
        }  # fmt: skip

    def open_for(self, person: UUID | None = None, name: str = "", category: str = "") -> None:
        """Start empty, or with the person and the category that are known."""
        self.person = person
        self._put_name(name)
        self.people.hide()
        for field in self.fields.values():
            field.set_error(None)
            if field is not self.category:
                field.set_text("")
        self.received.set_text(shown(self._today.isoformat()))
        self.category.set_value(category or None)
        self.restricted.setChecked(False)
        self.open_sheet(self.category if person else self.search)

    def show_people(self, lines: Sequence[PersonLine]) -> None:
        """Who fits what was typed."""
        self.people.set_options(
            [
                Option(str(one.id), one.name, " · ".join(filter(None, (shown(one.birth),
                                                                       one.village))))
                for one in lines
            ]
        )  # fmt: skip
        self.people.setVisible(bool(lines))

    def propose(self, category: str) -> None:
        """The category that the law grants today, unless one is chosen."""
        if category and self.category.value() is None:
            self.category.set_value(category)

    def refuse(self, error: Correctable) -> bool:
        """Show what to do at the field; whether the sheet has such a field."""
        field = self.fields.get(error.field or "")
        if field is not None:
            field.set_error(error.words())
            field.setFocus()
        return field is not None

    def _put_name(self, name: str) -> None:
        self.search.editor.blockSignals(True)
        self.search.set_text(name)
        self.search.editor.blockSignals(False)
        self.search.set_error(None)

    def _typed(self, _text: str) -> None:
        self.person = None
        self._pause.start()

    def _enter(self) -> None:
        if self.people.rows and self.people.isVisible():
            if len(self.people.rows) == 1:
                self._chosen(self.people.rows[0].option.value)
            else:
                self.people.rows[0].setFocus()

    def _chosen(self, key: str) -> None:
        self.person = UUID(key)
        name = next(row.option.text for row in self.people.rows if row.option.value == key)
        self._put_name(name)
        self.people.hide()
        self.person_chosen.emit(self.person)
        self.category.setFocus()

    def _save(self) -> None:
        for field in (self.search, *self.fields.values()):
            field.set_error(None)
        if self.person is None:
            self.search.set_error(_("Type part of the name, then choose the person."))
            self.search.setFocus()
            return
        if self.category.value() is None:
            self.category.set_error(_("Choose what the application is for."))
            self.category.setFocus()
            return
        entry = {
            name: (field.value() or "") if isinstance(field, ComboField) else field.text()
            for name, field in self.fields.items()
        }
        told = {name: text for name, text in entry.items() if text}
        self.saved.emit(self.person, told, self.restricted.isChecked())
