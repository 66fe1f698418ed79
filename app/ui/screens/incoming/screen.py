"""The screen: what to take in above, what came lately below."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.core.clock import local
from app.core.i18n import _
from app.core.money import group_digits
from app.services.bundles import ReceivedLine
from app.services.changes import Changes
from app.services.outcomes import ImportOutcome
from app.ui.actions import Action
from app.ui.screen import Context, Screen
from app.ui.screens.incoming.presenter import IncomingPresenter
from app.ui.stick_watch import StickWatch
from app.ui.sticks import FindSticks, find_sticks
from app.ui.taking import Taking
from app.ui.taking_in import TakingIn
from app.ui.theme import px
from app.ui.widgets.card import Card, Panel
from app.ui.widgets.head import RecordHead
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Cell, Column, Row


class IncomingScreen(Screen):
    """Dữ liệu xã gửi lên."""

    def __init__(self, context: Context, sticks: FindSticks = find_sticks) -> None:
        super().__init__(context)
        self.presenter = IncomingPresenter(context)
        self.taking = Taking(context, sticks)
        self.page = TakingIn(context, self.taking, _("Files from the communes"))
        self.table = Table(
            _("Arrived lately"),
            [
                Column(_("From"), 220),
                Column(_("Time"), 104),
                Column(_("New"), 64, "right"),
                Column(_("Changed"), 80, "right"),
                Column(_("Outcome"), 0),
            ],
        )
        top = Panel("surf", lines="bottom")
        above = QVBoxLayout(top)
        above.setContentsMargins(0, 0, 0, 1)
        above.addWidget(RecordHead(_("Data from the communes")))
        self.lately = Card(_("Arrived lately"))
        self.lately.add(self.table)
        self.table.setMinimumHeight(px(220))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.page)
        below = QVBoxLayout()
        below.setContentsMargins(px(16), 0, px(16), px(16))
        below.addWidget(self.lately)
        column.addLayout(below, 1)
        self.presenter.loaded.connect(self.show_arrivals)
        self.taking.taken.connect(self._taken)
        for told in (
            self.taking.started,
            self.taking.waiting,
            self.taking.taken,
            self.taking.failed,
        ):
            told.connect(lambda *_told: self.keys_changed.emit())
        self._watch = StickWatch(self, context.tasks, sticks)
        self._watch.changed.connect(self.taking.look)
        self.bind_actions()

    def actions_told(self) -> list[Action]:
        """Keys of the page."""
        return [
            Action("Ctrl+O", _("choose files to take in"), self.page.ask),
            Action("Alt+R", _("take in from the stick"), self.page.take_waiting),
            Action("Alt+P", _("receipt as PDF"), self.page.save_receipt, on_bar=False),
            Action("Escape", _("stop, nothing is lost"), self.taking.stop),
        ]

    def keys_told(self) -> list[Action]:
        """Only what acts now."""
        known = {action.key: action for action in self.actions_told()}
        return [known[key] for key in self.page.keys_now]

    def help_told(self) -> tuple[str, ...]:
        """How files are taken in, and what comes after."""
        return (
            _(
                "Drop the files of all communes here at once, in any order. Those that could not "
                "be taken in stand first, each with what to do."
            ),
            _(
                "Each file is taken in whole or not at all. Stopping, a power cut or closing the "
                "window loses nothing: take the files in once more."
            ),
            _("Then write the answers on the board of communes: they confirm what arrived."),
        )

    def activate(self, **where: Any) -> None:
        """Read the arrivals and look at the sticks."""
        self.lately.show()
        self._column.setStretchFactor(self.page, 0)
        self.presenter.load()
        self.taking.look()
        self.page.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """Arrivals change only by taking in, which tells by itself."""

    def _taken(self, outcomes: list[ImportOutcome]) -> None:
        """What became of these files needs the room; what came before is a visit away."""
        self.lately.setVisible(not outcomes)
        self._column.setStretchFactor(self.page, 1 if outcomes else 0)
        self.presenter.load()

    def show_arrivals(self, lines: list[ReceivedLine]) -> None:
        """Fill the table."""
        self.table.set_rows([_row(place, one) for place, one in enumerate(lines)])


def _row(place: int, one: ReceivedLine) -> Row:
    state = {
        "taken": Cell(_("taken in"), "ok", "check"),
        "held": Cell(_("waits for an earlier file"), "warn", "hourglass"),
        "refused": Cell(one.reason or "", "bad", "circle-alert"),
    }[one.state]
    time = local(one.received_ms).strftime("%d/%m %H:%M")
    made, changed = group_digits(one.made), group_digits(one.changed)
    return Row(str(place), (one.sender or one.name, time, made, changed, state))
