"""Entering the signed decision: granted or refused, number, day, signer, first month, reason."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.core.money import show_dong
from app.services.decisions import DecisionEntry
from app.services.dossiers import DossierFile
from app.services.eligibility import OpenQuestion
from app.ui.date_reader import reader
from app.ui.theme import px
from app.ui.widgets.chips import ChipGroup, Choice
from app.ui.widgets.entry_fields import DateField
from app.ui.widgets.field import AreaField, Field
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Words

GRANTED, REFUSED = "granted", "refused"


class DecisionSheet(Sheet):
    """``saved`` carries the ``DecisionEntry`` as typed."""

    saved = Signal(object)

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, _("Enter the signed decision"))
        self.words = Words("", wrap=True)
        self.result = ChipGroup(
            [Choice(GRANTED, _("granted"), "1"), Choice(REFUSED, _("refused"), "2")],
            label=_("What was decided"),
            answer=True,
        )
        self.number = Field(_("Number of the decision"), required=True)
        self.signed_on = DateField(_("Signed on"), read=reader(today), required=True)
        self.signer = Field(_("Signer"), required=True)
        self.title = Field(_("Title of the signer"))
        self.from_month = Field(_("First month (as the decision says)"), placeholder="11/2025")
        self.reason = AreaField(_("Reason, as it stands on the paper"))
        self.body.setSpacing(px(6))
        for widget in (self.words, self.result, self.number, self.signed_on, self.signer,
                       self.title, self.from_month, self.reason):  # fmt: skip
            self.body.addWidget(widget)
        self.result.changed.connect(self._result_changed)
        self.save = self.add_save(_("Save the decision"), self._save)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by their names in the record."""
        return {
            "decision_no": self.number, "decided_on": self.signed_on, "signer": self.signer,
            "signer_title": self.title, "from_month": self.from_month, "reason": self.reason,
        }  # fmt: skip

    def open_for(self, file: DossierFile, answered: OpenQuestion | None) -> None:
        """Ask about this dossier; the sum that would be granted stands above."""
        for field in self.fields.values():
            field.set_error(None)
        total = file.assessment.total_vnd if file.assessment else 0
        if answered is not None and answered.monthly_vnd:
            total = answered.monthly_vnd
        words = _("{name}: {sum} a month by what is entered.")
        self.words.setText(words.format(name=file.row.person_name, sum=show_dong(total)))
        self.result.set_value(GRANTED if total else REFUSED)
        self._result_changed()
        self.open_sheet(self.number)

    def refuse(self, error: Correctable) -> bool:
        """Show what to do at the field; whether the sheet has such a field."""
        field = self.fields.get(error.field or "")
        if field is not None:
            field.set_error(error.words())
            field.setFocus()
        return field is not None

    def _result_changed(self) -> None:
        granted = self.result.value() == GRANTED
        self.from_month.setVisible(granted)
        self.reason.setVisible(not granted)

    def _save(self) -> None:
        for field in self.fields.values():
            field.set_error(None)
        granted = self.result.value() == GRANTED
        self.saved.emit(
            DecisionEntry(
                granted,
                self.number.text(),
                self.signed_on.text(),
                self.signer.text(),
                self.title.text(),
                from_month=self.from_month.text() or None if granted else None,
                reason=None if granted else self.reason.text() or None,
            )
        )
