"""Somebody moves to another commune: where to, when, and the decision that stops the payment."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.core.money import show_dong
from app.core.units import Unit, era_on, search_units
from app.services.moving import Leaving
from app.services.person_pages import PersonPage
from app.ui.date_reader import reader
from app.ui.widgets.entry_fields import DateField
from app.ui.widgets.field import Field
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Words

SHOWN = 3  # communes that fit what was typed, told under the field
FORM = "leave"


class LeaveSheet(Sheet):
    """``saved`` carries what was entered (``Leaving``)."""

    saved = Signal(object)

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, _("Move to another commune"))
        self._era = era_on(today)
        self._paid = False
        read = reader(today)
        self.who = Words("", "strong", wrap=True)
        self.target = Field(_("To which commune: name or code"), required=True)
        self.target.changed.connect(lambda _text: self._hint())
        self.fields: dict[str, Field] = {
            "to": self.target,
            "moved_on": DateField(_("Moved away on"), required=True, read=read),
            "decision_no": Field(_("Number of the decision that stops the payment")),
            "decided_on": DateField(_("Signed on"), read=read, on_paper=True),
            "signer": Field(_("Signer")),
            "note": Field(_("Note for the new commune")),
        }
        self.money = NoticeBar("warn")
        for widget in (self.who, self.target, self.fields["moved_on"], self.money):
            self.body.addWidget(widget)
        for name in ("decision_no", "decided_on", "signer", "note"):
            self.body.addWidget(self.fields[name])
        self.save = self.add_save(_("Enter the move"), self._save)

    def open_for(self, page: PersonPage, *, office: bool) -> None:
        """Ask about this person; the decision is asked for when something is paid."""
        self._paid = bool(page.paid_vnd)
        self.who.setText(page.file.person.name)
        for field in self.fields.values():
            field.set_error(None)
            field.set_text("")
        for name in ("decision_no", "decided_on", "signer"):
            self.fields[name].setVisible(self._paid)
        words = _(
            "{sum} a month is paid. This commune pays until the month of the decision that stops "
            "it, the new one from the month after (Article 8.4.d)."
        )
        self.money.say("warn", words.format(sum=show_dong(page.paid_vnd)) if self._paid else "")
        self.save.setText(_("Carry over") if office else _("Enter the move"))
        self.open_sheet(self.target)

    def refuse(self, error: Correctable) -> bool:
        """Show what to do at the field; whether the sheet has such a field."""
        field = self.fields.get(error.field or "")
        if field is not None:
            field.set_error(error.words())
            field.setFocus()
        return field is not None

    def _fitting(self) -> list[Unit]:
        return search_units(self.target.text(), self._era, limit=SHOWN + 1)

    def _hint(self) -> None:
        self.target.set_error(None)
        found = self._fitting()
        names = [one.full_name for one in found[:SHOWN]]
        more = "…" if len(found) > SHOWN else ""
        self.target.set_hint("; ".join(names) + more)

    def _save(self) -> None:
        for field in self.fields.values():
            field.set_error(None)
        found = self._fitting()
        exact = [one for one in found if self.target.text() in (one.code, one.name, one.full_name)]
        fitting = exact if len(exact) == 1 else found
        if len(fitting) != 1:
            self.target.set_error(
                _("Type the name of the commune and of its province, or its 5 digits.")
                if len(fitting)
                else _("No commune is called so. Type its name or its 5 digits.")
            )
            self.target.setFocus()
            return
        text = {name: field.text() for name, field in self.fields.items()}
        self.saved.emit(
            Leaving(
                fitting[0].pv, text["moved_on"], text["decision_no"], text["decided_on"],
                text["signer"], text["note"],
            )
        )  # fmt: skip
