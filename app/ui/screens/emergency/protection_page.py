"""The closed door: taking in who needs urgent protection, and the clock of one such case."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.core.money import show_dong
from app.services import choices
from app.services.protection import ProtectionFile, ProtectionStep
from app.ui.date_reader import reader, shown
from app.ui.screens.emergency.intake_presenter import short_day
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card, Panel
from app.ui.widgets.entry_fields import ComboField, DateField
from app.ui.widgets.field import AreaField, Field
from app.ui.widgets.head import RecordHead
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.step_list import StepLine, StepList
from app.ui.widgets.words import Rule


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
        self.body.setSpacing(px(6))
        for field in (self.number, self.on, self.signer, self.late, self.note):
            self.body.addWidget(field)
        self.save = self.add_save(_("Save"), self._save)

    def open_for(self, step: str, title: str) -> None:
        """Ask what the step needs: verified_on, decided_on or ends_on."""
        self._step = step
        self.set_title(title)
        for field in (self.number, self.on, self.signer, self.late, self.note):
            field.set_text("")
            field.set_error(None)
        self.on.set_text(shown(self._today.isoformat()))
        for field in (self.number, self.signer, self.late):
            field.setVisible(step == "decided_on")
        self.note.setVisible(step == "ends_on")
        self.open_sheet(self.number if step == "decided_on" else self.on)

    def refuse(self, error: Correctable) -> None:
        """Show what to do at the field."""
        field = {"decision_no": self.number, "signer": self.signer, "late_reason": self.late}.get(
            error.field or "", self.on
        )
        field.set_error(error.words())
        field.setFocus()

    def _save(self) -> None:
        for field in (self.number, self.on, self.signer, self.late, self.note):
            field.set_error(None)
        if self._step == "verified_on":
            self.verified.emit(self.on.text())
        elif self._step == "ends_on":
            self.ended.emit(self.on.text(), self.note.text())
        else:
            self.decided.emit(
                self.number.text(), self.on.text(), self.signer.text(), self.late.text()
            )


class ProtectionPage(QWidget):
    """One closed case; ``acted`` asks for its next step: its field and its words."""

    acted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.head = RecordHead()
        self.steps = StepList(label=_("Steps"))
        self.next = Button("", "Ctrl Enter", primary=True)
        self.care = Card(_("Temporary care"))
        self._until = self.care.add_text("", tone="tx")
        self._meals = self.care.add_text("", tone="tx")
        self._why = self.care.add_text("", role="small")
        self.told = Card(_("What happened to the person"))
        self._told = self.told.add_text("", tone="tx")
        self._step = ("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = Panel("surf")
        inside = QVBoxLayout(top)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.head)
        column.addWidget(top)
        column.addWidget(Rule())
        body = QVBoxLayout()
        body.setContentsMargins(px(16), px(16), px(16), px(16))
        body.setSpacing(px(12))
        clock = Card(_("The law's clock"))
        clock.add(self.steps)
        clock.add(self.next)
        for card in (clock, self.care, self.told):
            body.addWidget(card)
        body.addStretch(1)
        column.addLayout(body, 1)
        self.next.clicked.connect(lambda: self.acted.emit(*self._step))

    def show_case(self, file: ProtectionFile) -> None:
        """Another case, or the same one step further."""
        row = file.row
        ground = row.ground if row.ground in choices.PROTECTION_GROUND else "khac"
        self.head.set_words(row.person_name or "", _(choices.PROTECTION_GROUND[ground]))
        self.head.set_tags([("plain", _("kept to colleagues with the right"))])
        self.steps.set_steps(_steps(file))
        until = row.ends_on or file.last_day.isoformat()
        words = _("At most until {day} (three months, Article 18.3)")
        self._until.setText(words.format(day=shown(until)))
        self._meals.setText(_("Meals: {sum}").format(sum=show_dong(file.meals_vnd)))
        self._why.setText(file.meals_why)
        told = (row.what_happened, row.shelter, row.measures, row.reported_to, row.note)
        self._told.setText("\n".join(part for part in told if part))
        self.told.setVisible(any(told))
        self._step = next_of(file)
        self.next.setVisible(bool(self._step[0]))
        self.next.setText(self._step[1])


def next_of(file: ProtectionFile) -> tuple[str, str]:
    """The next step's field and words; the urgent measures are entered with the case."""
    if file.row.state == "ended":
        return "", ""
    for step in file.steps:
        if step.done_on is None and step.key != "measures_at":
            return step.key, step.label
    return "ends_on", _("End the care, or move the person on")


def _steps(file: ProtectionFile) -> list[StepLine]:
    reached = False
    lines = []
    for step in file.steps:
        done = step.done_on is not None
        now = not done and not reached
        reached = reached or now
        state = "done" if done else "now" if now else "later"
        lines.append(StepLine(step.label, step.who, _when(step), state))
    return lines


def _when(step: ProtectionStep) -> str:
    if step.done_on is not None:
        day, _t, hour = step.done_on.partition("T")
        return f"{hour} {shown(day)}".strip()
    if step.hour is not None:
        return _("by {time}").format(time=step.hour.strftime("%H:%M %d/%m"))
    return _("by {day}").format(day=short_day(step.due)) if step.due else ""
