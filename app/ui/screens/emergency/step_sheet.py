"""The sheet of a case's next step: the village meeting, the decision, the handing-over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.services import choices
from app.services.relief_decisions import ReliefDecision, SupportEntry
from app.ui.actions import Action, bind
from app.ui.date_reader import reader, shown
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import ChipGroup, Choice
from app.ui.widgets.entry_fields import ComboField, DateField, NumberField
from app.ui.widgets.field import AreaField, Field
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Words

GRANTED, REFUSED = "granted", "refused"


class MeetingSheet(Sheet):
    """``saved`` carries the day and the result as typed."""

    saved = Signal(str, str)

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, _("Village meeting"))
        self._today = today
        self.on = DateField(_("Village meeting on"), read=reader(today), required=True)
        self.result = AreaField(_("Who took part and what was agreed"))
        self.fields: dict[str, Field] = {"met_on": self.on, "meeting_result": self.result}
        _fill(self, [self.on, self.result], self._save)

    def open_for(self) -> None:
        """Start with today."""
        _clear(self.fields)
        self.on.set_text(shown(self._today.isoformat()))
        self.open_sheet(self.result)

    def _save(self) -> None:
        _errors_away(self.fields)
        self.saved.emit(self.on.text(), self.result.text())


class DeliverySheet(Sheet):
    """``saved`` carries the day and who received it."""

    saved = Signal(str, str)

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, _("Hand it over"))
        self._today = today
        self.on = DateField(_("Handed over on"), read=reader(today), required=True)
        self.receiver = Field(_("Received by"), required=True)
        self.fields: dict[str, Field] = {"delivered_on": self.on, "receiver": self.receiver}
        _fill(self, [self.on, self.receiver], self._save)

    def open_for(self, name: str) -> None:
        """Start with today and the head of the household."""
        _clear(self.fields)
        self.on.set_text(shown(self._today.isoformat()))
        self.receiver.set_text(name)
        self.open_sheet(self.receiver)

    def _save(self) -> None:
        _errors_away(self.fields)
        self.saved.emit(self.on.text(), self.receiver.text())


class ReliefSheet(Sheet):
    """Signals:
    granted: the ``ReliefDecision`` and its lines.
    refused: the ``ReliefDecision`` and the reason.
    """

    granted = Signal(object, object)
    refused = Signal(object, str)

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, _("Enter the signed decision"), width=440)
        self._today = today
        self.result = ChipGroup(
            [Choice(GRANTED, _("supported"), "1"), Choice(REFUSED, _("not supported"), "2")],
            label=_("What was decided"),
            answer=True,
        )
        self.number = Field(_("Number of the decision"), required=True)
        self.signed_on = DateField(_("Signed on"), read=reader(today), required=True)
        self.signer = Field(_("Signer"), required=True)
        self.source = ComboField(
            _("Source"), [(code, _(words)) for code, words in choices.SUPPORT_SOURCE.items()]
        )
        self.late = Field(_("Reason of the delay"))
        self.why_less = Field(_("Why less than the law's minimum"))
        self.reason = AreaField(_("Reason, as it stands on the paper"))
        self.fields: dict[str, Field] = {
            "decision_no": self.number, "decided_on": self.signed_on, "signer": self.signer,
            "late_reason": self.late, "reason": self.reason,
        }  # fmt: skip
        self._sums: list[NumberField] = []
        self._owed: list[SupportEntry] = []
        hint = Words(
            _("The law's minimum is filled in; more may be given."), "small", tone="tx2", wrap=True
        )
        _fill(
            self,
            [
                self.result,
                self.number,
                self.signed_on,
                self.signer,
                self.source,
                self.late,
                self.why_less,
                self.reason,
                hint,
            ],
            self._save,
        )
        self.result.changed.connect(self._result_changed)

    def open_for(self, lines: Sequence[SupportEntry], *, late: bool) -> None:
        """Start with the legal minimum line by line; ``late`` asks for the reason of the delay."""
        _clear(self.fields)
        self.why_less.set_text("")
        self.source.set_value("dia_phuong")
        self.signed_on.set_text(shown(self._today.isoformat()))
        self._owed = list(lines)
        for field in self._sums:
            self.body.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._sums = [self._sum_field(line) for line in lines]
        for field in self._sums:
            self.body.addWidget(field)
        self.late.setVisible(late)
        self.result.set_value(GRANTED if lines else REFUSED)
        self._result_changed()
        self.open_sheet(self.number)

    def open_for_all(self, *, late: bool) -> None:
        """One decision for many households: each gets its legal minimum."""
        self.open_for([], late=late)
        self.result.hide()
        self.result.set_value(GRANTED)
        self._result_changed()

    def refuse(self, error: Correctable) -> None:
        """Show what to do at the field of a line or of the decision."""
        parts = (error.field or "").split(".")
        target = self.fields.get(parts[0], self.number)
        if parts[0] == "supports" and len(parts) == 3:
            target = self._sums[int(parts[1])]
            self.why_less.show()
        elif parts[0] == "late_reason":
            self.late.show()
        target.set_error(error.words())
        target.setFocus()

    def _sum_field(self, line: SupportEntry) -> NumberField:
        words = _(choices.SUPPORT_TYPE[line.type])
        field = NumberField(words, unit="kg" if line.kilograms is not None else "đ")
        amount = line.kilograms if line.kilograms is not None else line.vnd
        field.set_value(amount)
        return field

    def _result_changed(self) -> None:
        granted = self.result.value() == GRANTED
        for field in (*self._sums, self.source):
            field.setVisible(granted)
        self.why_less.hide()
        self.reason.setVisible(not granted)

    def _save(self) -> None:
        _errors_away(self.fields)
        for field in self._sums:
            field.set_error(None)
        entry = ReliefDecision(
            self.number.text(),
            self.signed_on.text(),
            self.signer.text(),
            self.late.text() or None,
        )
        if self.result.value() == REFUSED:
            self.refused.emit(entry, self.reason.text())
        else:
            self.granted.emit(entry, self._supports())

    def _supports(self) -> list[SupportEntry]:
        source = self.source.value() or "dia_phuong"
        why = self.why_less.text() or None
        found = []
        for line, field in zip(self._owed, self._sums, strict=True):
            rice = line.kilograms is not None
            found.append(
                replace(
                    line,
                    source=source,
                    lower_reason=why,
                    kilograms=field.value() if rice else None,
                    vnd=None if rice else field.value(),
                )
            )
        return found


def _fill(sheet: MeetingSheet | DeliverySheet | ReliefSheet, widgets: Sequence[QWidget],
          save: object) -> None:  # fmt: skip
    sheet.body.setSpacing(px(6))
    for widget in widgets:
        sheet.body.addWidget(widget)
    button = Button(_("Save"), "Ctrl S", primary=True)
    button.clicked.connect(save)
    sheet.foot.addWidget(button)
    sheet.foot.addStretch(1)
    bind(Action("Ctrl+S", _("save"), button.press), sheet)


def _clear(fields: dict[str, Field]) -> None:
    for field in fields.values():
        field.set_text("")
        field.set_error(None)


def _errors_away(fields: dict[str, Field]) -> None:
    for field in fields.values():
        field.set_error(None)
