"""Việc hôm nay: the day's work by urgency; beside it the draft, what lies ahead, the reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import _
from app.services.changes import Changes
from app.services.life_events import LifeEvent
from app.services.today import Report, TaskLine, TodayView
from app.ui.actions import Action
from app.ui.screen import Context, Screen
from app.ui.screens.today.presenter import ALL, EMERGENCY, OVERDUE, TodayPresenter
from app.ui.screens.today.today_words import draft_words, group_counts, task_line
from app.ui.theme import px
from app.ui.theme.scale import LARGE, text_percent
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card, Panel
from app.ui.widgets.chips import ChipGroup, Choice
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.words import Rule, Words

SIDE, SIDE_LARGE = 344, 248
AHEAD_MOST = 6


class TodayScreen(Screen):
    """A list of what to do beside three cards."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = TodayPresenter(context)
        self.chips = ChipGroup([], label="")
        self.chips.setAccessibleName(_("Which work"))
        self.list = ListPane(_("Work of today"), row=44)
        self.none = EmptyState(
            _("Nothing is due."), icon="check", button=_("Enter the first household")
        )
        self.draft = Card(_("A draft is still whole"), question=True)
        self._draft_words = self.draft.add_text("")
        self.go_on = Button(_("Go on"), "Alt L")
        self.ahead = Card(_("Coming up"))
        self.reports = Card()
        self._ahead_rows = QWidget()
        self._report_rows = QWidget()
        self._lay_out()
        self._show_chips()
        self.chips.set_value(ALL)
        self.presenter.loaded.connect(self._loaded)
        self.presenter.listed.connect(self._listed)
        self.chips.changed.connect(lambda: self.presenter.show(self.chips.value() or ALL))
        self.list.opened.connect(self.presenter.open)
        self.go_on.clicked.connect(self.presenter.go_on)
        self.none.acted.connect(self.presenter.first_step)
        self.bind_actions()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = Panel("surf")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(24), px(16), px(16), px(12))
        head.addWidget(Words(_("Work of today"), "title"))
        head.addStretch(1)
        self.chips.setMinimumWidth(px(360 if text_percent() < LARGE else 300))
        head.addWidget(self.chips)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(left, 1)
        side = Panel("bg", lines="left")
        cards = QVBoxLayout(side)
        cards.setContentsMargins(px(16), px(16), px(16), px(16))
        cards.setSpacing(px(12))
        self.draft.add(self.go_on)
        self.ahead.add(self._ahead_rows)
        self.reports.add(self._report_rows)
        for card in (self.draft, self.ahead, self.reports):
            cards.addWidget(card)
        cards.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # With large text the work itself needs the room.
        area.setFixedWidth(px(SIDE if text_percent() < LARGE else SIDE_LARGE))
        area.setWidget(side)
        row.addWidget(area)

    def actions_told(self) -> list[Action]:
        """The keys of the screen."""
        return [
            Action("Up|Down", _("choose")),
            Action("Return", _("open the very step")),
            Action("Alt+L", _("go on with the draft"), self.presenter.go_on),
            Action("F5", _("read again"), self.presenter.load, on_bar=False),
        ]

    def keys_told(self) -> list[Action]:
        """Without a draft nothing is told of it."""
        view = self.presenter.view
        drafted = view is not None and view.draft is not None
        return [one for one in super().keys_told() if drafted or one.key != "Alt+L"]

    def help_told(self) -> tuple[str, ...]:
        """How the day's work is read and done."""
        return (
            _(
                "What is late stands first, then what is due today, then the rest until the end of "
                "next week. Enter opens the very step."
            ),
            _("A line goes by itself once its step is done; nothing has to be ticked off."),
            _(
                "At the right wait the draft you were typing (Alt L) and who soon reaches an age "
                "or a day that changes what is due."
            ),
        )

    def activate(self, **where: Any) -> None:
        """Read the day's work."""
        self.presenter.load()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """Read again while the screen is the one that is seen."""
        if self.isVisible():
            self.presenter.refresh(changes)

    def _loaded(self, view: TodayView) -> None:
        self._show_chips()
        self.draft.setVisible(view.draft is not None)
        self.keys_changed.emit()
        if view.draft is not None:
            self._draft_words.setText(draft_words(view.draft, view.today))
        self.ahead.setVisible(bool(view.ahead))
        count = str(len(view.ahead))
        self.ahead.set_aside(_("within 60 days: {count}").format(count=count))
        self._ahead_rows = _replaced(self.ahead, self._ahead_rows, _ahead(view.ahead))
        self.reports.setVisible(bool(view.reports))
        self._report_rows = _replaced(self.reports, self._report_rows, _reports(view.reports))

    def _show_chips(self) -> None:
        words = {ALL: _("All"), OVERDUE: _("Overdue"), EMERGENCY: _("Emergencies")}
        self.chips.set_choices(
            [
                Choice(which, text, count=len(self.presenter.lines(which)))
                for which, text in words.items()
            ]
        )

    def _listed(self, lines: Sequence[TaskLine]) -> None:
        view = self.presenter.view
        if view is None:
            return
        kept = self.list.current_key()
        told = [task_line(line, view.today) for line in lines]
        self.list.set_lines(told, group_counts(lines, view.today))
        if kept:
            self.list.set_current(kept)
        self.list.setVisible(bool(lines))
        self.none.setVisible(not lines)
        if not lines:
            later = _("{count} more after next week.").format(count=view.later)
            self.none.set_words(
                view.first_step or _("Nothing is due until the end of next week."),
                later if view.later else "",
            )
            self.none.button.setVisible(view.first_step is not None)


def _replaced(card: Card, old: QWidget, new: QWidget) -> QWidget:
    """Put other rows into a card."""
    card.body.removeWidget(old)
    old.hide()
    old.deleteLater()
    card.add(new)
    return new


def _ahead(events: Sequence[LifeEvent]) -> QWidget:
    rows = QWidget()
    grid = QGridLayout(rows)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(2))
    grid.setColumnStretch(1, 1)
    for place, event in enumerate(events[:AHEAD_MOST]):
        name = (
            event.name
            if event.age is None
            else _("{name} turns {age}").format(name=event.name, age=event.age)
        )
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Words(event.day.strftime("%d/%m"), "small_strong"), 2 * place, 0, top)
        grid.addWidget(Words(name, wrap=True), 2 * place, 1)
        grid.addWidget(Words(event.what, "small", tone="tx2", wrap=True), 2 * place + 1, 1)
    return rows


def _reports(reports: Sequence[Report]) -> QWidget:
    rows = QWidget()
    column = QVBoxLayout(rows)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(2))
    for report in reports:
        column.addWidget(Words(report.title, wrap=True))
        state = _("made") if report.done else _("Forms 10a, 10b, 10c, 10d")
        column.addWidget(Words(state, "small", tone="ok" if report.done else "tx2"))
    return rows
