"""The sheets of the screen: meeting, decision, handing over, and those of cases kept apart.

Each is built when it is first opened. What is typed into one that asks for more than a day and a
word is in a draft, which goes when the step is saved.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from app.core.errors import Correctable
from app.services.emergency_cases import CaseFile
from app.services.protection import ProtectionFile
from app.ui.draft_keeper import DraftKeeper
from app.ui.screens.emergency.protection_sheets import CareSheet, ProtectionSheet
from app.ui.screens.emergency.step_sheet import DeliverySheet, MeetingSheet, ReliefSheet

if TYPE_CHECKING:
    from app.ui.screen import Screen
    from app.ui.screens.emergency.event_page import EventPage
    from app.ui.screens.emergency.presenter import EmergencyPresenter


class CaseSheets:
    """Opens the sheet of a step over ``host``, and gives what was typed to the presenter."""

    def __init__(self, host: Screen, presenter: EmergencyPresenter, event: EventPage) -> None:
        self._host, self._presenter, self._event = host, presenter, event

    @property
    def _today(self) -> date:
        return self._host.context.services.clock.today()

    @cached_property
    def meeting(self) -> MeetingSheet:
        """The village meeting about the case shown."""
        sheet = MeetingSheet(self._host, self._today)
        sheet.saved.connect(self._presenter.meet)
        return sheet

    @cached_property
    def meeting_of_all(self) -> MeetingSheet:
        """The village meeting about all households of an event."""
        sheet = MeetingSheet(self._host, self._today)
        sheet.saved.connect(
            lambda on, result: self._presenter.meet_event(self._event.to_meet(), on, result)
        )
        return sheet

    @cached_property
    def relief(self) -> ReliefSheet:
        """The decision on the case shown."""
        sheet = ReliefSheet(self._host, self._today)
        sheet.granted.connect(self._presenter.decide)
        sheet.refused.connect(self._presenter.refuse_case)
        return sheet

    @cached_property
    def _relief_draft(self) -> DraftKeeper:
        draft = DraftKeeper(self._host.context, "relief", self.relief.fields)
        self.relief.closed.connect(draft.keep_now)
        return draft

    @cached_property
    def relief_of_all(self) -> ReliefSheet:
        """The decision on all households of an event."""
        sheet = ReliefSheet(self._host, self._today)
        sheet.granted.connect(
            lambda entry, _lines: self._presenter.decide_event(
                self._event.to_decide(), entry, sheet.source.value() or ""
            )
        )
        return sheet

    @cached_property
    def delivery(self) -> DeliverySheet:
        """Handing the relief over."""
        sheet = DeliverySheet(self._host, self._today)
        sheet.saved.connect(self._presenter.deliver)
        return sheet

    @cached_property
    def protect(self) -> ProtectionSheet:
        """The intake of a case that is kept apart."""
        sheet = ProtectionSheet(self._host, self._today)
        sheet.saved.connect(self._presenter.protect)
        return sheet

    @cached_property
    def _protect_draft(self) -> DraftKeeper:
        draft = DraftKeeper(self._host.context, "protection", self.protect.fields)
        self.protect.closed.connect(draft.keep_now)
        return draft

    @cached_property
    def care(self) -> CareSheet:
        """The steps of a case that is kept apart."""
        sheet, presenter = CareSheet(self._host, self._today), self._presenter
        sheet.verified.connect(presenter.verify)
        sheet.ended.connect(presenter.end_care)
        sheet.decided.connect(
            lambda number, on, signer, late: presenter.decide_care(
                number=number, signed_on=on, signer=signer, late_reason=late
            )
        )
        return sheet

    @cached_property
    def _care_draft(self) -> DraftKeeper:
        draft = DraftKeeper(self._host.context, "care", self.care.fields)
        self.care.closed.connect(draft.keep_now)
        return draft

    def open_step(self, step: str, file: CaseFile) -> None:
        """The sheet of a case's step: meet, decide or deliver."""
        if step == "meet":
            self.meeting.open_for()
        elif step == "decide":
            late = (file.line.days_left or 0) < 0
            self.relief.open_for(self._presenter.proposed(), late=late)
            self._relief_draft.start(str(file.row.id))
        elif step == "deliver":
            self.delivery.open_for(file.line.name)

    def open_apart(self) -> None:
        """The closed intake; whoever may not write there hears whom to ask."""
        context = self._host.context
        try:
            context.services.session.require_clearance()
        except Correctable as error:
            context.tell(error)
            return
        self.protect.open_for()
        self._protect_draft.start("")

    def open_care(self, step: str, title: str, file: ProtectionFile) -> None:
        """The next step of a case that is kept apart."""
        self.care.open_for(step, title)
        self._care_draft.start(str(file.row.id))

    def decide_all(self) -> None:
        """One decision for every household of the event shown."""
        file = self._presenter.event_file
        if file is not None:
            late = file.due is not None and file.due < self._today
            self.relief_of_all.open_for_all(late=late)

    def close_saved(self) -> None:
        """The step was saved: its sheet goes, and its draft has done its work."""
        for sheet in self._host.open_sheets():
            sheet.close_sheet()
            if isinstance(sheet, ReliefSheet) and sheet is self.relief:
                self._relief_draft.forget()
            elif isinstance(sheet, ProtectionSheet):
                self._protect_draft.forget()
            elif isinstance(sheet, CareSheet):
                self._care_draft.forget()

    def refuse(self, error: Correctable) -> bool:
        """Show what to mend at the field of the sheet that is open; whether one was there."""
        for sheet in self._host.open_sheets():
            if isinstance(sheet, ReliefSheet | ProtectionSheet | CareSheet):
                sheet.refuse(error)
                return True
            if isinstance(sheet, MeetingSheet | DeliverySheet):
                field = sheet.fields.get(error.field or "")
                if field is not None:
                    field.set_error(error.words())
                    field.setFocus()
                    return True
        return False
