"""One event with all its households: what each is owed, the sums, one decision for many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import _, ngettext
from app.core.money import group_digits, show_dong
from app.services import choices
from app.services.emergency_cases import CaseLine
from app.services.events import EventFile
from app.ui.date_reader import shown
from app.ui.left_words import left_words
from app.ui.screens.emergency.case_words import HOUSES
from app.ui.screens.emergency.intake_presenter import event_words, short_day
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Panel
from app.ui.widgets.facts import Fact, FactStrip
from app.ui.widgets.head import RecordHead
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Cell, Column, Row
from app.ui.widgets.words import Rule


class EventPage(QWidget):
    """Signals:
    left: back to the list.
    case_opened: a household was chosen; the case's id.
    meeting_asked: one village meeting for those that wait for it.
    decision_asked: one decision for those that are ready.
    """

    left = Signal()
    case_opened = Signal(object)
    meeting_asked = Signal()
    decision_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._file: EventFile | None = None
        self.head = RecordHead()
        self.back = Button(_("Back to the list"), "Esc")
        self.meet = Button(_("Village meeting"))
        self.decide = Button(_("Decide"), "Ctrl Enter", primary=True)
        for button in (self.back, self.meet, self.decide):
            self.head.add_button(button)
        self.facts = FactStrip([])
        self.table = Table(
            _("Households of the event"),
            [
                Column(_("Head of the household"), 0),
                Column(_("Village"), 120),
                Column(_("Poverty"), 110),
                Column(_("Persons"), 84, "right"),
                Column(_("House"), 110),
                Column(_("Hurt"), 88, "right"),
                Column(_("Dead, missing"), 116, "right"),
                Column(_("Rice (kg)"), 80, "right"),
                Column(_("Least sum"), 110, "right"),
                Column(_("State"), 170),
            ],
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = Panel("surf")
        inside = QVBoxLayout(top)
        inside.setContentsMargins(0, 0, 0, px(8))
        inside.setSpacing(0)
        inside.addWidget(self.head)
        inside.addWidget(self.facts)
        column.addWidget(top)
        column.addWidget(Rule())
        column.addWidget(self.table, 1)
        self.back.clicked.connect(self.left)
        self.meet.clicked.connect(self.meeting_asked)
        self.decide.clicked.connect(self.decision_asked)
        self.table.opened.connect(lambda key: self.case_opened.emit(UUID(key)))

    def show_event(self, file: EventFile, today: date) -> None:
        """Another event, or the same one after something was entered."""
        self._file = file
        event = file.event
        cause = event.cause or ""
        second = " · ".join(
            part
            for part in (
                _(choices.CAUSE[cause]) if cause in choices.CAUSE else "",
                shown(event.happened_on),
                event.place,
            )
            if part
        )
        self.head.set_words(event_words(event, choices.CAUSE), second)
        self.facts.set_facts(_facts(file, today))
        self.table.set_rows([_row(line) for line in file.lines])
        self.table.set_total(_total(file))
        ready, waiting = len(self.to_decide()), len(self.to_meet())
        words = ngettext("Decide for {count} household", "Decide for {count} households", ready)
        self.decide.setText(words.format(count=ready))
        self.decide.set_blocked(None if ready else _("No household is ready: hold the meeting."))
        self.meet.setVisible(bool(waiting))

    def to_meet(self) -> list[UUID]:
        """The households that wait for the village meeting."""
        return [line.id for line in self._lines() if line.state == "received" and not _ready(line)]

    def to_decide(self) -> list[UUID]:
        """The households whose decision can be entered."""
        return [line.id for line in self._lines() if _ready(line)]

    def _lines(self) -> Sequence[CaseLine]:
        return self._file.lines if self._file else ()


def _ready(line: CaseLine) -> bool:
    return line.ready and bool(line.total_vnd or line.total_kg)


def _facts(file: EventFile, today: date) -> list[Fact]:
    facts = []
    if file.due is not None:
        days = (file.due - today).days
        kind = "bad" if days < 0 else "warn" if days <= 1 else "plain"
        due = short_day(file.due)
        facts.append(Fact(_("Decide on relief"), due, left_words(days, working=False), kind))
    count = len(file.lines)
    homes = ngettext("{count} household", "{count} households", count).format(count=count)
    people = ngettext("{count} person", "{count} persons", file.persons).format(count=file.persons)
    facts.append(Fact(_("Hit"), homes, people, "plain"))
    facts.append(Fact(_("Least sum"), show_dong(file.total_vnd), "", "plain"))
    facts.append(Fact(_("Rice needed"), f"{group_digits(file.total_kg)} kg", "", "plain"))
    return facts


def _row(line: CaseLine) -> Row:
    if line.result == "refused":
        state = Cell(_("not supported"), "plain", "ban")
    elif line.next is None:
        state = Cell(_(choices.CASE_STATE[line.state]), "ok", "check")
    elif line.asks:
        asks = ngettext("{count} question open", "{count} questions open", line.asks)
        state = Cell(asks.format(count=line.asks), "acc", "circle-question-mark")
    else:
        state = Cell(line.next, "plain", "hourglass")
    poverty, damage = line.poverty or "", line.house_damage or ""
    return Row(
        str(line.id),
        (
            line.name,
            line.village or "",
            _(choices.CASE_POVERTY[poverty]) if poverty in choices.CASE_POVERTY else "",
            str(line.persons or ""),
            _(HOUSES[damage][0]) if damage in HOUSES else "",
            str(line.hurt or ""),
            str(line.dead or ""),
            group_digits(line.total_kg) if line.total_kg else "",
            group_digits(line.total_vnd),
            state,
        ),
    )


def _total(file: EventFile) -> list[str]:
    count = len(file.lines)
    return [
        ngettext("{count} household", "{count} households", count).format(count=count),
        "",
        "",
        str(file.persons),
        "",
        str(file.hurt or ""),
        str(file.dead or ""),
        group_digits(file.total_kg),
        group_digits(file.total_vnd),
        "",
    ]
