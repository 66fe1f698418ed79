"""The screen: five tabs under one head, and the sheet of enrolment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.i18n import _
from app.services.changes import Changes
from app.services.differences import Difference, Rule
from app.ui.actions import Action
from app.ui.enrolment_sheet import CommuneSheet
from app.ui.screen import Context, Screen
from app.ui.screens.exchange.differences_page import DifferencesPage
from app.ui.screens.exchange.help_words import help_of
from app.ui.screens.exchange.history_page import HistoryPage
from app.ui.screens.exchange.presenter import ExchangePresenter, Overview
from app.ui.screens.exchange.proof_page import ProofPage
from app.ui.screens.exchange.proof_presenter import ProofPresenter
from app.ui.screens.exchange.send_page import SendPage
from app.ui.stick_watch import StickWatch
from app.ui.sticks import FindSticks, find_sticks
from app.ui.taking import Taking
from app.ui.taking_in import TakingIn
from app.ui.widgets.card import Panel
from app.ui.widgets.head import RecordHead
from app.ui.widgets.tabs import Tab, TabStrip

SEND, RECEIVE, DIFFERENCES = "send", "receive", "differences"
HISTORY, PROOF = "history", "proof"
ORDER = (SEND, RECEIVE, DIFFERENCES, HISTORY, PROOF)


class ExchangeScreen(Screen):
    """Gửi – nhận dữ liệu."""

    def __init__(self, context: Context, sticks: FindSticks = find_sticks) -> None:
        super().__init__(context)
        self.presenter = ExchangePresenter(context, sticks)
        self.taking = Taking(context, sticks)
        self._watch = StickWatch(self, context.tasks, sticks)
        self.head = RecordHead(_("Send and receive data"))
        self.tabs = TabStrip(
            [
                Tab(SEND, _("Send")),
                Tab(RECEIVE, _("Receive")),
                Tab(DIFFERENCES, _("Two different entries")),
                Tab(HISTORY, _("Sent, received")),
                Tab(PROOF, _("Nothing is lost")),
            ],
            _("Send and receive data"),
        )
        self.send = SendPage(context, self.presenter)
        self.receive = TakingIn(context, self.taking, _("What was sent to us"))
        self.differences = DifferencesPage(self.presenter)
        self.history = HistoryPage(self.presenter)
        self.traces = ProofPresenter(context)
        self.proof = ProofPage(self.traces)
        pages = (self.send, self.receive, self.differences, self.history, self.proof)
        self._pages: dict[str, QWidget] = dict(zip(ORDER, pages, strict=True))
        self._begin: dict[str, Callable[[], None]] = {
            SEND: self.send.places.take_focus,
            RECEIVE: lambda: self.receive.choose.setFocus(Qt.FocusReason.OtherFocusReason),
            DIFFERENCES: self.differences.take_focus,
            HISTORY: self.history.take_focus,
            PROOF: lambda: self.proof.typed.setFocus(Qt.FocusReason.OtherFocusReason),
        }
        self._just_opened = False
        self._lay_out()
        self._connect()
        self.bind_actions()

    def _lay_out(self) -> None:
        top = Panel("surf", lines="bottom")
        above = QVBoxLayout(top)
        above.setContentsMargins(0, 0, 0, 1)
        above.setSpacing(0)
        above.addWidget(self.head)
        above.addWidget(self.tabs)
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tabs.changed.connect(self._show_tab)  # the arrows go on along the tabs
        self.presenter.loaded.connect(self._show_overview)
        self.presenter.differing.connect(self._count_differences)
        self.traces.compared.connect(
            lambda found: self.tabs.set_count(PROOF, sum(not one.agrees for one in found) or None)
        )
        self._watch.changed.connect(self._look_at_sticks)
        self.presenter.settled.connect(lambda _changes: self.context.toast(_("Kept.")))
        self.taking.waiting.connect(
            lambda found: self.tabs.set_count(RECEIVE, len(found[1]) if found else None)
        )
        self.taking.taken.connect(lambda _outcomes: self._load())
        self.send.enrolment_asked.connect(self.open_enrolment)
        for told in (
            self.send.writing_changed,
            self.send.places.chosen,
            self.taking.started,
            self.taking.waiting,
            self.taking.taken,
            self.taking.failed,
            self.presenter.loaded,
            self.presenter.differing,
            self.differences.list.current_changed,
        ):
            told.connect(lambda *_told: self.keys_changed.emit())
        self.differences.person_asked.connect(
            lambda person: self.context.go("people", person=person)
        )

    @cached_property
    def sheet(self) -> CommuneSheet:
        """The sheet of enrolment, built when it is first opened."""
        sheet = CommuneSheet(self, self.context)
        sheet.closed.connect(self.presenter.load)
        return sheet

    def actions_told(self) -> list[Action]:
        """Keys of every tab; those that write or take in open their tab first."""
        tabs = [
            Action(f"Ctrl+{number}", words, partial(self.open_tab, key), on_bar=False)
            for number, (key, words) in enumerate(
                zip(
                    ORDER,
                    (
                        _("send"),
                        _("receive"),
                        _("two different entries"),
                        _("sent, received"),
                        _("nothing is lost"),
                    ),
                    strict=True,
                ),
                1,
            )
        ]
        return [
            Action("Ctrl+Return", _("write and verify"), self._start),
            Action("Alt+A", _("send everything again"), self._send_again),
            Action("Alt+E", self._enrol_words(), self.open_enrolment),
            Action("Ctrl+O", _("choose files to take in"), self._choose_files),
            Action("Alt+R", _("take in from the stick"), self._take_waiting),
            Action("Alt+P", _("receipt as PDF"), self.receive.save_receipt),
            Action("Alt+M", _("the newer one for all"), self._newer_for_all),
            Action("Alt+O", _("the office's for all"), self._office_for_all),
            Action("F4", _("open the person"), self._open_person),
            Action("Escape", _("stop, or leave an answer for later"), self._escape),
            *tabs,
        ]

    def keys_told(self) -> list[Action]:
        """Only what acts on the tab that is open, now."""
        known = {action.key: action for action in self.actions_told()}
        tab = self.tabs.current()
        told: list[Action] = []
        if tab == SEND:
            told = self._send_keys(known)
        elif tab == RECEIVE:
            told = self._receive_keys(known)
        elif tab == DIFFERENCES and self.differences.list.lines():
            told = self._difference_keys(known)
        elif tab == HISTORY:
            told = [Action("Up|Down", _("choose a file")), Action("Tab", _("the other table"))]
        elif tab == PROOF:
            told = [
                Action("Return", _("to the people found")),
                Action("Up|Down", _("choose a change")),
            ]
        return [*told, Action("Ctrl+1|Ctrl+5", _("other page"))]

    def help_told(self) -> Sequence[str]:
        """What the open tab is for."""
        return help_of(self.tabs.current(), office=self.context.role == "office")

    def _send_keys(self, known: dict[str, Action]) -> list[Action]:
        if self.send.written.writing:
            return [Action("Escape", _("stop, nothing is lost"))]
        if self.send.enrol.isVisible():
            return [known["Alt+E"]]
        places = Action("Up|Down", _("choose where to"))
        return [places, *([] if self.send.written.send.blocked() else [known["Ctrl+Return"]])]

    def _receive_keys(self, known: dict[str, Action]) -> list[Action]:
        stop = Action("Escape", _("stop, nothing is lost"))
        return [stop if key == "Escape" else known[key] for key in self.receive.keys_now]

    def _difference_keys(self, known: dict[str, Action]) -> list[Action]:
        told = [
            Action("Up|Down", _("choose a difference")),
            Action("1|2", _("this entry is right")),
        ]
        if not self.differences.person.isHidden():
            told.append(known["F4"])
        if self.differences.alike_offered:
            told.append(known["Alt+M"])
        return [*told, Action("Escape", _("leave for later"))]

    def activate(self, **where: Any) -> None:
        """Show a tab when one is named, and read everything again."""
        if (tab := where.get("tab")) in ORDER:
            self.open_tab(str(tab))
        self._just_opened = True
        self.presenter.load()
        self.traces.load()
        self.taking.look()

    def refresh(self, changes: Changes) -> None:
        """Something was saved: more may be waiting to be sent."""
        if self.isVisible():
            self._load()

    def _look_at_sticks(self) -> None:
        """One was put in or pulled out: propose it, and look what is on it."""
        if not self.send.written.writing:
            self.presenter.load()
        if self.receive.progress.isHidden():
            self.taking.look()

    def _load(self) -> None:
        self.presenter.load()
        self.traces.load()

    def open_tab(self, key: str) -> None:
        """Show one of the five pages, with the focus where its work begins."""
        self.tabs.set_current(key)
        self._show_tab(key)
        self._begin[key]()

    def _show_tab(self, key: str) -> None:
        self._stack.setCurrentWidget(self._pages[key])
        self.keys_changed.emit()

    def open_enrolment(self) -> None:
        """The sheet of the commune's side; an office enrols on its board."""
        if self.context.role == "commune":
            self.sheet.open_sheet(self.sheet.request)
        else:
            self.context.go("communes")

    def _show_overview(self, found: Overview) -> None:
        self.tabs.set_count(SEND, found.outgoing.operations or None)
        if self._just_opened and self._stack.currentWidget() is self.send:
            self.send.places.take_focus()  # 1 and 2 choose where to at once
        self._just_opened = False
        names = ", ".join(dict.fromkeys(one.name for one in found.destinations))
        if names and len(found.destinations) == 1:
            self.head.set_words(
                _("Send and receive data"), _("Receiver: {name}").format(name=names)
            )

    def _count_differences(self, found: list[Difference]) -> None:
        self.tabs.set_count(DIFFERENCES, len(found) or None)

    def _start(self) -> None:
        self.open_tab(SEND)
        self.send.written.send.press()

    def _newer_for_all(self) -> None:
        if self.tabs.current() == DIFFERENCES:
            self.differences.settle_alike(Rule.NEWER)

    def _office_for_all(self) -> None:
        if self.tabs.current() == DIFFERENCES:
            self.differences.settle_alike(Rule.OFFICE)

    def _send_again(self) -> None:
        self.open_tab(SEND)
        self.send.start(everything=True)

    def _enrol_words(self) -> str:
        office = self.context.role == "office"
        return _("enrol a commune") if office else _("enrol this workstation")

    def _escape(self) -> None:
        """Stop what is being written; beside two entries, leave the answer for later."""
        if self.tabs.current() == DIFFERENCES:
            self.differences.list.step(1)
        else:
            self.presenter.stop()
            self.taking.stop()

    def _open_person(self) -> None:
        if self.tabs.current() == DIFFERENCES:
            self.differences.show_person()

    def _choose_files(self) -> None:
        self.open_tab(RECEIVE)
        self.receive.ask()

    def _take_waiting(self) -> None:
        self.open_tab(RECEIVE)
        self.receive.take_waiting()
