"""Trợ giúp khẩn cấp: the list by urgency, one case with its steps, the quick intake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.services.changes import Changes
from app.services.emergency_cases import CaseFile, CaseLine
from app.services.events import EventFile
from app.services.protection import ProtectionFile
from app.services.protection_steps import ProtectionLine
from app.ui.actions import Action
from app.ui.screen import Context, Screen
from app.ui.screens.emergency.case_sheets import CaseSheets
from app.ui.screens.emergency.case_words import case_line, protection_line
from app.ui.screens.emergency.event_page import EventPage
from app.ui.screens.emergency.intake_page import IntakePage
from app.ui.screens.emergency.intake_presenter import IntakePresenter
from app.ui.screens.emergency.presenter import ALL, CLOSED, OPEN, EmergencyPresenter
from app.ui.screens.emergency.protection_page import ProtectionPage
from app.ui.screens.emergency.record_page import RecordPage, step_of
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import ChipGroup, Choice
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.list_beside import ListBeside
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.words import Words

LIST = 264


class EmergencyScreen(Screen):
    """List beside record; the intake takes the whole width."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = EmergencyPresenter(context)
        self._open_first: UUID | None = None
        self.chips = ChipGroup([], label="")
        self.chips.setAccessibleName(_("Which cases"))
        self.list = ListPane(_("Emergency cases"), row=72)
        self.none = EmptyState(
            _("No case here."),
            _("When a report comes in, take it in: a minute and a half is enough."),
            button=_("Emergency intake"),
            key="Ctrl N",
            button_icon="plus",
        )
        self.new = Button(_("Emergency intake"), "Ctrl N", icon="plus")
        self.record = RecordPage()
        self.apart = ProtectionPage()
        self._intake: IntakePage | None = None
        self.event_page = EventPage()
        self.sheets = CaseSheets(self, self.presenter, self.event_page)
        self.middle = QStackedWidget()
        self.pages = QStackedWidget()
        self._lay_out()
        self._sheet_wanted = ""
        self._counts: Mapping[str, int] = {}
        self._connect()
        self.bind_actions()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(px(16), 0, px(12), px(8))
        top.setSpacing(px(8))
        top.addWidget(Words(_("Emergency help"), "section"))
        top.addWidget(self.chips)
        top.addWidget(self.new)
        for page in (QWidget(), self.record, self.apart):
            self.middle.addWidget(page)
        self.beside = ListBeside(LIST, top, self.list, self.none, middle=self.middle)
        self.pages.addWidget(self.beside)
        self.pages.addWidget(self.event_page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.listed.connect(self._listed)
        presenter.protected.connect(self._listed_closed)
        presenter.counted.connect(self._show_counts)
        presenter.opened.connect(self._opened)
        presenter.apart.connect(self._opened_closed)
        presenter.saved.connect(self._saved)
        presenter.refused.connect(self._refused)
        self.chips.changed.connect(self._filter)
        self.list.current_changed.connect(self._choose)
        self.list.opened.connect(lambda _key: self._open_record())
        self.beside.list_asked.connect(self.back)
        self.none.acted.connect(self.take_in)
        self.new.clicked.connect(self.take_in)
        self.record.acted.connect(self._act)
        self.record.person.clicked.connect(self.go_to_household)
        self.record.printing.clicked.connect(self.print_papers)
        self.apart.acted.connect(self._act_apart)
        presenter.event_opened.connect(self._opened_event)
        self.record.event_button.clicked.connect(self.go_to_event)
        self.event_page.left.connect(self.back)
        self.event_page.case_opened.connect(self._open_taken)
        self.event_page.meeting_asked.connect(lambda: self.sheets.meeting_of_all.open_for())
        self.event_page.decision_asked.connect(self.sheets.decide_all)

    @property
    def _today(self) -> date:
        return self.context.services.clock.today()

    @property
    def intake(self) -> IntakePage:
        """The intake, built when it is first asked for: the list opens without its wait."""
        if self._intake is None:
            self._intake = IntakePage(IntakePresenter(self.context))
            self.pages.addWidget(self._intake)
            self._intake.left.connect(self.back)
            self._intake.opened.connect(self._open_taken)
            self._intake.protection_asked.connect(self.sheets.open_apart)
        return self._intake

    @property
    def taking_in(self) -> bool:
        """Whether the intake is shown."""
        return self._intake is not None and self.pages.currentWidget() is self._intake

    def actions_told(self) -> list[Action]:
        """The keys of the screen with all its pages."""
        return [*self._list_actions(), *self._intake_actions(), *self._step_actions(), self._esc()]

    def keys_told(self) -> list[Action]:
        """The keys of the page that is open: intake, event, or list and case."""
        if self.taking_in:
            told = [Action("Return", _("next field")), *self._intake_actions()]
        elif self.pages.currentWidget() is self.event_page:
            told = self._step_actions()
        else:
            return [one for one in (*self._list_actions(), *self._step_actions()) if one.on_bar]
        return [one for one in (*told, self._esc()) if one.on_bar]

    def help_told(self) -> tuple[str, ...]:
        """How a report is taken in and what follows."""
        return (
            _(
                "Ctrl N takes a report in while it is told. The law's minimum and the limit appear "
                "at the right as you type; what is typed stays as a draft."
            ),
            _(
                "Ctrl Enter goes on with the next step of the case: meeting, decision, handing "
                "over."
            ),
        )

    def _list_actions(self) -> list[Action]:
        return [
            Action("Up|Down", _("choose a case")),
            Action("Ctrl+N", _("new report"), self.take_in),
            Action("Alt+Up", _("case before"), lambda: self.list.step(-1), on_bar=False),
            Action("Alt+Down", _("next case"), lambda: self.list.step(1), on_bar=False),
            Action("F4", _("open the household"), self.go_to_household),
            Action("Ctrl+P", _("print"), self.print_papers),
        ]

    def _intake_actions(self) -> list[Action]:
        return [
            Action("Ctrl+S", _("save, next"), self._save),
            Action("Ctrl+Shift+S", _("save, open"), self._save_open),
            Action("F8", _("change the condition"), self._change_condition),
            Action("Alt+B", _("shortened way"), self._shorten, on_bar=False),
        ]

    def _step_actions(self) -> list[Action]:
        return [
            Action("Ctrl+Return", _("next step"), self._press_next),
            Action("Ctrl+Enter", _("next step"), self._press_next, on_bar=False),
        ]

    def _esc(self) -> Action:
        return Action("Esc", _("back, the draft stays"), self.back)

    def activate(self, **where: Any) -> None:
        """Show the list; open what ``where`` names: case, event, protection, new, apart, sheet."""
        self._open_first = where.get("case")
        self._show_counts(self._counts)
        self.chips.set_value(self.presenter.filter)
        if where.get("new"):
            self.take_in()
            return
        self.back()
        self._sheet_wanted = where.get("sheet", "")
        if where.get("apart"):
            self.sheets.open_apart()
        if "protection" in where and self.presenter.cleared:
            self.presenter.filter = CLOSED
            self.chips.set_value(CLOSED)
            self.presenter.open_closed(where["protection"])
            self.beside.show_open()
        self.presenter.load()
        if where.get("case") is not None:
            self.presenter.open(where["case"])
            self.beside.show_open()
        elif "event" in where:
            self.presenter.open_event(where["event"])

    def can_leave(self) -> bool:
        """What is typed goes into the draft."""
        if self.taking_in:
            self.intake.stop()
        return True

    def refresh(self, changes: Changes) -> None:
        """Read again."""
        self.presenter.refresh(changes)

    def take_in(self) -> None:
        """The quick intake."""
        self.pages.setCurrentWidget(self.intake)
        self.intake.start()
        self.keys_changed.emit()

    def back(self) -> None:
        """To the list; the draft is written at once."""
        if self.taking_in:
            self.intake.stop()
        if self.pages.currentIndex() != 0:
            self.presenter.event_file = None
            self.pages.setCurrentIndex(0)
            self.presenter.load()
            self.keys_changed.emit()
        self.beside.show_list()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_event(self) -> None:
        """The event of the case shown, with all its households."""
        file = self.presenter.file
        if file is not None and file.row.event is not None:
            self.presenter.open_event(file.row.event)

    def go_to_household(self) -> None:
        """The household of the case shown."""
        file = self.presenter.file
        if file is not None and file.row.household is not None:
            self.context.go("people", household=file.row.household)

    def print_papers(self) -> None:
        """Preview the papers of the case shown."""
        if self.presenter.file is not None and not self.taking_in:
            self.context.go("papers", case=self.presenter.file.row.id)

    def _open_taken(self, case: UUID) -> None:
        self._open_first = case
        self.back()
        self.presenter.open(case)
        self._open_record()

    def _open_record(self) -> None:
        self.beside.show_open()
        page = self.apart if self.middle.currentIndex() == 2 else self.record
        page.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        if self.taking_in:
            self.intake.save_next()

    def _save_open(self) -> None:
        if self.taking_in:
            self.intake.save_open()

    def _change_condition(self) -> None:
        if self.taking_in:
            self.intake.form.grid.change_condition()

    def _shorten(self) -> None:
        if self.taking_in:
            self.intake.column.shortened.click()

    def _press_next(self) -> None:
        if self.pages.currentWidget() is self.event_page:
            self.event_page.decide.press()
        elif not self.taking_in and not self.beside.open.isHidden():  # not what nobody sees
            page = self.apart if self.middle.currentIndex() == 2 else self.record
            page.next.press()

    def _act(self, step: str) -> None:
        if self.presenter.file is not None:
            self.sheets.open_step(step, self.presenter.file)

    def _act_apart(self, step: str, title: str) -> None:
        if self.presenter.closed is not None:
            self.sheets.open_care(step, title, self.presenter.closed)

    def _opened_event(self, file: EventFile) -> None:
        self.pages.setCurrentWidget(self.event_page)
        self.event_page.show_event(file, self._today)
        self.event_page.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keys_changed.emit()

    def _filter(self) -> None:
        self.presenter.show(self.chips.value() or OPEN)

    def _choose(self, key: str) -> None:
        if not key:
            return
        if self.presenter.filter == CLOSED:
            self.presenter.open_closed(UUID(key))
        else:
            self.presenter.open(UUID(key))

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        words = {OPEN: _("Under way"), ALL: _("All")}
        if self.presenter.cleared:
            words[CLOSED] = _("Kept apart")
        self.chips.set_choices(
            [Choice(which, text, count=counts.get(which)) for which, text in words.items()]
        )

    def _listed(self, lines: Sequence[CaseLine]) -> None:
        wanted, self._open_first = self._open_first, None
        self.list.set_lines([case_line(line) for line in lines])
        if wanted is not None:
            self.list.set_current(str(wanted))
        self._none_if(not lines)

    def _listed_closed(self, lines: Sequence[ProtectionLine]) -> None:
        self.list.set_lines([protection_line(line) for line in lines])
        self._none_if(not lines)

    def _none_if(self, empty: bool) -> None:  # the one thing it is told
        self.none.setVisible(empty)
        if empty and self._open_first is None:
            self.middle.setCurrentIndex(0)

    def _opened(self, file: CaseFile | None) -> None:
        self.middle.setCurrentIndex(0 if file is None else 1)
        if file is not None:
            self.record.show_case(file)
            wanted, self._sheet_wanted = self._sheet_wanted, ""
            if wanted == "relief" and step_of(file) == "decide":
                self._act("decide")

    def _opened_closed(self, file: ProtectionFile) -> None:
        self.middle.setCurrentIndex(2)
        self.apart.show_case(file)
        wanted, self._sheet_wanted = self._sheet_wanted, ""
        if wanted == "care":
            self.apart.next.press()

    def _saved(self, _changes: Changes) -> None:
        self.sheets.close_saved()
        self.context.toast(_("Saved."))

    def _refused(self, error: Correctable) -> None:
        if self.sheets.refuse(error):
            return
        if error.field == "met_on" and self.presenter.file is not None:
            self.sheets.meeting.open_for()
        self.context.tell(error)
