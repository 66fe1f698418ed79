"""What is typed about somebody who needs urgent protection: the intake, and each later step."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.services import choices
from app.ui.date_reader import reader, shown
from app.ui.theme import px
from app.ui.widgets.entry_fields import ComboField, DateField
from app.ui.widgets.field import AreaField, Field
from app.ui.widgets.sheet import Sheet


class ProtectionSheet(Sheet):
    """``saved`` carries the fields as typed."""

    saved = Signal(object)

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, _("In need of urgent protection"), width=440)
        self.name = Field(_("Name, or how to know the person"), required=True)
        self.birth = DateField(_("Date of birth"), read=reader(today))
        self.ground = ComboField(
            _("Why protection is needed"),
            [(code, _(words)) for code, words in choices.PROTECTION_GROUND.items()],
        )
        self.reporter = Field(_("Reported by"))
        self.phone = Field(_("Telephone"))
        self.what = AreaField(_("What happened to the person"), lines=3)
        self.shelter = Field(_("Shelter"))
        self.measures = Field(_("Measures taken"))
        self.told = Field(_("Told to"), placeholder=_("hotline 111, police, health station"))
        self.fields: dict[str, Field] = {
            "person_name": self.name, "birth": self.birth, "ground": self.ground,
            "reporter": self.reporter, "reporter_phone": self.phone, "what_happened": self.what,
            "shelter": self.shelter, "measures": self.measures, "reported_to": self.told,
        }  # fmt: skip
        self.body.setSpacing(px(4))
        for field in self.fields.values():
            self.body.addWidget(field)
        self.save = self.add_save(_("Save"), self._save)

    def open_for(self) -> None:
        """Start empty."""
        for field in self.fields.values():
            field.set_error(None)
            if field is not self.ground:
                field.set_text("")
        self.ground.set_value(None)
        self.open_sheet(self.name)

    def refuse(self, error: Correctable) -> None:
        """Show what to do at the field."""
        field = self.fields.get(error.field or "", self.name)
        field.set_error(error.words())
        field.setFocus()

    def _save(self) -> None:
        for field in self.fields.values():
            field.set_error(None)
        entry = {
            name: (field.value() or "") if isinstance(field, ComboField) else field.text()
            for name, field in self.fields.items()
        }
        self.saved.emit({name: text for name, text in entry.items() if text})


class CareSheet(Sheet):
    """The next step of a closed case: verified, decided or ended.

    Signals:
        verified: the day.
        decided: number, day, signer, reason of the delay.
        ended: the day and where the person went.
    """

    verified = Signal(str)
    decided = Signal(str, str, str, str)
    ended = Signal(str, str)

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, _("Next step"))
        self._today = today
        self._step = ""
        self.number = Field(_("Number of the decision"), required=True)
        self.on = DateField(_("Day"), read=reader(today), required=True)
        self.signer = Field(_("Signer"), required=True)
        self.late = Field(_("Reason of the delay"))
        self.note = Field(_("Where the person went"))
        self.fields: dict[str, Field] = {
            "decision_no": self.number, "on": self.on, "signer": self.signer,
            "late_reason": self.late, "note": self.note,
        }  # fmt: skip
        self.body.setSpacing(px(6))
        for field in self.fields.values():
            self.body.addWidget(field)
        self.save = self.add_save(_("Save"), self._save)

    def open_for(self, step: str, title: str) -> None:
        """Ask what the step needs: verified_on, decided_on or ends_on."""
        self._step = step
        self.set_title(title)
        for field in self.fields.values():
            field.set_text("")
            field.set_error(None)
        self.on.set_text(shown(self._today.isoformat()))
        for field in (self.number, self.signer, self.late):
            field.setVisible(step == "decided_on")
        self.note.setVisible(step == "ends_on")
        self.open_sheet(self.number if step == "decided_on" else self.on)

    def refuse(self, error: Correctable) -> None:
        """Show what to do at the field."""
        field = self.fields.get(error.field or "", self.on)
        field.set_error(error.words())
        field.setFocus()

    def _save(self) -> None:
        for field in self.fields.values():
            field.set_error(None)
        if self._step == "verified_on":
            self.verified.emit(self.on.text())
        elif self._step == "ends_on":
            self.ended.emit(self.on.text(), self.note.text())
        else:
            self.decided.emit(
                self.number.text(), self.on.text(), self.signer.text(), self.late.text()
            )
