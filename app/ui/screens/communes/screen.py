"""The board: a row for each commune, its state in words, and what to do next beside it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import _, ngettext
from app.core.money import group_digits
from app.services.bundles import ExportedBundle
from app.services.changes import Changes
from app.services.eligibility import NOT_LOADED
from app.services.office import CommuneLine, CommuneState
from app.ui.actions import Action
from app.ui.enrolment_sheet import OfficeSheet
from app.ui.law_sheet import LawSheet
from app.ui.machines_sheet import MachinesSheet
from app.ui.recovery_sheet import RecoverySheet
from app.ui.root_sheet import RootSheet
from app.ui.screen import Context, Screen
from app.ui.screens.communes.commune_words import (
    commune_row,
    days_words,
    next_words,
    state_words,
    take_up_words,
    total_cells,
)
from app.ui.screens.communes.presenter import (
    ALL,
    FIRST,
    MISSING,
    NOT_ENROLLED,
    CommunesPresenter,
    fits,
)
from app.ui.theme import px
from app.ui.theme.scale import LARGE, text_percent
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Panel
from app.ui.widgets.chips import ChipGroup, Choice
from app.ui.widgets.facts import Fact, FactStrip
from app.ui.widgets.head import RecordHead
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column
from app.ui.widgets.words import Rule, Words

ASIDE, ASIDE_LARGE = 312, 290
SPARED = (2, 3, 4)  # columns that large text leaves no room: last sent, files, beneficiaries
NARROW = {1: 150, 5: 124}  # state, money with large text
FILTERS = (ALL, FIRST, MISSING, NOT_ENROLLED)


class CommunesScreen(Screen):
    """Các xã, phường."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = CommunesPresenter(context)
        self.filters = ChipGroup([], label="", exclusive=True)
        self.filters.setAccessibleName(_("Which communes"))
        self.facts = FactStrip([])
        self.table = Table(
            _("Communes"),
            [
                Column(_("Commune"), 0),
                Column(_("State"), 224),
                Column(_("Last sent"), 84),
                Column(_("Files"), 56, "right"),
                Column(_("Beneficiaries"), 112, "right"),
                Column(_("Money this month"), 136, "right"),
            ],
        )
        self.name = Words("", "section", wrap=True)
        self.state = NoticeBar()
        self.more = Words("", tone="tx2", wrap=True)
        self.take_up = Button(_("Take up what waits"), "Alt U", icon="file-check")
        self.answer = Button(_("Write the answer"), "Enter", primary=True, icon="send")
        self.every = Button(_("Answers for all who sent"), "Ctrl Enter")
        self.machines = Button(_("Workstations of the commune"), "Alt M", icon="hard-drive")
        self.enrol = Button(_("Enrol a commune"), "Alt E", icon="key-round")
        self.forgotten = Button(_("A commune forgot its passphrase"), "Alt Q")
        self.law = Button(_("Tables of the law"), "Alt B", icon="file-text")
        self.keys = Button(_("Keys of the office"), "Alt K", icon="lock")
        self._lay_out()
        self._connect()
        self.bind_actions()

    def _lay_out(self) -> None:
        head = RecordHead(_("Communes and wards"))
        head.add_button(self.filters)
        top = Panel("surf", lines="bottom")
        above = QVBoxLayout(top)
        above.setContentsMargins(0, 0, 0, px(12))
        above.setSpacing(0)
        above.addWidget(head)
        above.addWidget(self.facts)
        side = Panel("surf", lines="left")
        beside = scrolled(side)
        beside.setFixedWidth(px(ASIDE))
        if text_percent() >= LARGE:  # names and money keep their room
            beside.setFixedWidth(px(ASIDE_LARGE))
            for place, wide in NARROW.items():
                self.table.view.setColumnWidth(place, px(wide))
            for place in SPARED:
                self.table.view.setColumnHidden(place, True)
        right = QVBoxLayout(side)
        right.setContentsMargins(px(20), px(20), px(20), px(16))
        right.setSpacing(px(12))
        for widget in (self.name, self.state, self.more, self.take_up, Rule()):
            right.addWidget(widget)
        for widget in (self.answer, self.every):
            right.addWidget(widget)
        self.take_up.hide()
        right.addStretch(1)
        right.addWidget(self.machines)
        right.addWidget(self.enrol)
        right.addWidget(self.forgotten)
        right.addWidget(self.law)
        right.addWidget(self.keys)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(middle, 1)

    def _connect(self) -> None:
        self.presenter.loaded.connect(self._show_numbers)
        self.presenter.listed.connect(self._show_lines)
        self.presenter.answered.connect(self._answered)
        self.filters.changed.connect(lambda: self.presenter.show(self.filters.value() or ALL))
        self.table.current_changed.connect(self._show_one)
        self.table.opened.connect(lambda _key: self.answer.press())
        self.take_up.clicked.connect(self.take_up_waiting)
        self.answer.clicked.connect(self.write_answer)
        self.every.clicked.connect(self.write_all)
        self.enrol.clicked.connect(self.open_enrolment)
        self.machines.clicked.connect(self.open_machines)
        self.forgotten.clicked.connect(self.open_recovery)
        self.law.clicked.connect(self.open_law)
        self.keys.clicked.connect(self.open_keys)

    @cached_property
    def sheet(self) -> OfficeSheet:
        """Enrolling a commune."""
        sheet = OfficeSheet(self, self.context)
        sheet.closed.connect(self.presenter.load)
        return sheet

    @cached_property
    def care(self) -> MachinesSheet:
        """The workstations of a commune."""
        sheet = MachinesSheet(self, self.context)
        sheet.closed.connect(self.presenter.load)
        return sheet

    @cached_property
    def recovery(self) -> RecoverySheet:
        """Opening a commune's register again."""
        return RecoverySheet(self, self.context)

    @cached_property
    def tables(self) -> LawSheet:
        """The law's tables, to be changed and signed."""
        return LawSheet(self, self.context)

    @cached_property
    def root(self) -> RootSheet:
        """The office's own keys and the document they sign."""
        return RootSheet(self, self.context)

    def actions_told(self) -> list[Action]:
        """Keys of the board."""
        return [
            Action("Up|Down", _("choose a commune")),
            Action("Return", _("write its answer")),
            Action("Ctrl+Return", _("answers for all who sent"), self.every.press),
            Action("Alt+U", _("take up what waits"), self.take_up_waiting),
            Action("Alt+M", _("its workstations"), self.open_machines),
            Action("Alt+E", _("enrol a commune"), self.open_enrolment),
            Action("Alt+Q", _("forgotten passphrase"), self.open_recovery),
            Action("Alt+B", _("tables of the law"), self.open_law),
            Action("Alt+K", _("keys of the office"), self.open_keys),
        ]

    def keys_told(self) -> list[Action]:
        """Only what acts on the commune that is chosen."""
        quiet = {
            "Return": self.answer.blocked(),
            "Ctrl+Return": self.every.blocked(),
            "Alt+U": self.take_up.isHidden(),
        }
        return [one for one in super().keys_told() if not quiet.get(one.key)]

    def help_told(self) -> tuple[str, ...]:
        """What the board tells, and what to do about it."""
        return (
            _(
                "Communes to look at first stand on top. At the right stands what to do about the "
                "chosen one; Enter writes its answer."
            ),
            _(
                "A laptop was lost or stolen? Open the commune's workstations and withdraw it: "
                "what it writes from then on is kept without being used."
            ),
            _(
                "A commune lost everything? Enrol its new computer, then send everything again to "
                "it: all that has ever arrived here goes back."
            ),
        )

    def activate(self, **where: Any) -> None:
        """Read the board; stand on a commune when one is named."""
        self.presenter.load()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if "pv" in where:
            self.table.set_current(str(where["pv"]))

    def refresh(self, changes: Changes) -> None:
        """Something was taken in or saved."""
        if self.isVisible():
            self.presenter.load()

    def open_enrolment(self) -> None:
        """The sheet of the office's side."""
        self.sheet.open_sheet(self.sheet.file)

    def open_recovery(self) -> None:
        """Two officers help a commune whose passphrase was forgotten."""
        self.recovery.begin()

    def open_law(self) -> None:
        """The law's tables as this office signs them."""
        self.tables.begin()

    def open_keys(self) -> None:
        """The office's own keys."""
        self.root.begin()

    def open_machines(self) -> None:
        """The workstations of the commune that is chosen."""
        line = self.presenter.line(self.table.current_key())
        if line is not None:
            self.care.open_for(line.pv, line.name)

    def take_up_waiting(self) -> None:
        """Let what waits behind a missing part count, once the officer has said so."""
        line = self.presenter.line(self.table.current_key())
        if line is None or not line.waiting:
            return
        if self.context.asker.confirm(take_up_words(line), _("Take it up")):
            self.presenter.take_up(line.pv)

    def write_answer(self) -> None:
        """Write the answer for the chosen commune."""
        line = self.presenter.line(self.table.current_key())
        folder = self._folder() if line is not None and line.devices else None
        if line is not None and folder is not None:
            self.presenter.answer(line.pv, folder)

    def write_all(self) -> None:
        """Write the answers for all communes that sent something."""
        folder = self._folder()
        if folder is not None:
            self.presenter.answer_all(folder)

    def _folder(self) -> Path | None:
        return self.context.asker.folder(_("Where to write the answers"))

    def _show_numbers(self, lines: list[CommuneLine]) -> None:
        names = {
            ALL: _("All"),
            FIRST: _("Look at first"),
            MISSING: _("Data missing"),
            NOT_ENROLLED: _("Not enrolled"),
        }
        self.filters.set_choices(
            [
                Choice(which, names[which], "", sum(fits(line, which) for line in lines))
                for which in FILTERS
            ]
        )
        self.filters.set_value(self.presenter.filter)
        known = [line for line in lines if line.devices]
        good = sum(line.state is CommuneState.GOOD for line in known)
        money = sum(line.monthly_vnd for line in known)
        people = sum(line.beneficiaries for line in known)
        open_fields = sum(line.differences for line in known)
        self.facts.set_facts(
            [
                Fact(_("Data complete"), f"{good} / {len(known)}"),
                Fact(_("Beneficiaries"), group_digits(people)),
                Fact(_("Money this month"), f"{group_digits(money)} đ", _(NOT_LOADED), "warn"),
                Fact(_("Two different entries"), group_digits(open_fields)),
            ]
        )
        due = any(line.answer_due for line in lines)
        self.every.set_blocked(None if due else _("Nobody has sent anything new."))

    def _show_lines(self, lines: list[CommuneLine]) -> None:
        now = self.table.current_key()
        self.table.set_rows([commune_row(line) for line in lines])
        self.table.set_total(total_cells(lines))
        if lines:
            known = {str(line.pv) for line in lines}
            self.table.set_current(now if now in known else str(lines[0].pv))
            self._show_one(self.table.current_key())

    def _show_one(self, key: str) -> None:
        line = self.presenter.line(key)
        if line is None:
            return
        self.name.setText(line.name)
        kind, _icon, words = state_words(line)
        self.state.say(kind, words)
        self.more.setText(" ".join(filter(None, (next_words(line), days_words(line)))))
        self.take_up.setVisible(line.waiting > 0)
        blocked = None if line.devices else _("Enrol the commune first.")
        self.answer.set_blocked(blocked)
        self.keys_changed.emit()

    def _answered(self, made: list[ExportedBundle]) -> None:
        words = ngettext(
            "{count} answer written and verified", "{count} answers written and verified", len(made)
        )
        self.context.toast(words.format(count=len(made)))
