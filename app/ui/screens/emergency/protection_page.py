"""The closed door: taking in who needs urgent protection, and the clock of one such case."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.money import show_dong
from app.services import choices
from app.services.protection import ProtectionFile
from app.services.protection_steps import ProtectionStep
from app.ui.date_reader import shown
from app.ui.screens.emergency.intake_presenter import short_day
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card, Panel
from app.ui.widgets.head import RecordHead
from app.ui.widgets.step_list import StepLine, StepList
from app.ui.widgets.words import Rule


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
