"""The first part of a person's page: the strip of time, why this sum, what next, the household."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import _, ngettext
from app.core.money import show_dong
from app.services.person_pages import PersonPage
from app.ui.reason_words import reason_of
from app.ui.screens.people.lanes import YEARS_BACK, SpellLane, lanes_of
from app.ui.screens.people.next_step import NextStep, next_step
from app.ui.screens.people.page_notes import notes_of
from app.ui.screens.people.person_words import date_words, joined, living
from app.ui.screens.people.record_tables import member_relation
from app.ui.theme import px
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.card import Card
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.reason_box import ReasonBox
from app.ui.widgets.timeline import Bar, Lane, Timeline

RIGHT = 266


class Overview(QScrollArea):
    """Shows a page whole; built anew for each person.

    Signals:
        step_asked: the next step's button; the ``NextStep``.
        person_asked: another member of the household; the id as text.
        fact_asked: a fact is to be added.
        note_asked: what a note at the top offers (compare, stay, carry, house).
        same_asked: another row of the person is to be looked for.
        leave_asked: the person moves to another commune.
    """

    note_asked = Signal(str)
    same_asked = Signal()
    leave_asked = Signal()
    step_asked = Signal(object)
    person_asked = Signal(str)
    fact_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.read_only = False
        self.step_button: Button | None = None
        self.reason: ReasonBox | None = None

    def show_page(self, page: PersonPage) -> None:
        """Show one person."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(12), px(12), px(12), px(12))
        column.setSpacing(px(12))
        for note in notes_of(page, office=self.read_only):
            bar = NoticeBar(note.kind, note.words, action=note.verb)
            bar.acted.connect(lambda does=note.does: self.note_asked.emit(does))
            column.addWidget(bar)
        if (strip := _strip(page)) is not None:
            column.addWidget(strip)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(px(12))
        right.setSpacing(px(12))
        left.addWidget(self._why(page))
        left.addStretch(1)
        right.addWidget(self._next(page))
        right.addWidget(self._household(page))
        right.addWidget(self._more(page))
        right.addStretch(1)
        side = QWidget()
        side.setFixedWidth(px(RIGHT))
        right.setContentsMargins(0, 0, 0, 0)
        side.setLayout(right)
        row.addLayout(left, 1)
        row.addWidget(side)
        column.addLayout(row)
        column.addStretch(1)
        self.setWidget(inner)

    def _why(self, page: PersonPage) -> QWidget:
        if page.assessment is None:
            self.reason = None
            card = Card(_("Why this sum"))
            card.add_text(page.unassessed)
            return card
        self.reason = ReasonBox(_("Why this sum"))
        self.reason.show_reason(reason_of(page.assessment))
        return self.reason

    def _next(self, page: PersonPage) -> Card:
        step: NextStep = next_step(page)
        card = Card(_("To do next"))
        card.add_text(step.words)
        self.step_button = None
        if step.verb and not self.read_only:
            key = "F7" if step.does in ("dossier", "new_dossier") else ""
            button = Button(step.verb, key, primary=True)
            button.clicked.connect(lambda: self.step_asked.emit(step))
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.step_button = button
        return card

    def _household(self, page: PersonPage) -> Card:
        members = living(page.file.household_members)
        card = Card(
            ngettext("Household of {count}", "Household of {count}", len(members)).format(
                count=len(members)
            )
            if members
            else _("No household")
        )
        if not members:
            card.add_text(_("Enter the household with Ctrl N, or leave it for later."))
        own = page.file.person.id
        for member in members:
            relation = member_relation(member.relation)
            words = joined(relation, date_words(member.birth), sign=", ")
            if member.person == own:
                card.add_line(member.name, "", strong=True, below=words)
                continue
            link = LinkButton(member.name)
            link.clicked.connect(
                lambda _on=False, key=str(member.person): self.person_asked.emit(key)
            )
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(0)
            row.addSpacing(-px(4))  # a link keeps 4 px for its ring
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            card.body.addLayout(row)
            card.body.addSpacing(-px(6))
            card.add_text(words, role="small")
        told = [joined(page.file.person["living_with"]), joined(page.file.person["note"])]
        for words in filter(None, told):
            card.add_text(words)
        if page.paid_vnd:
            card.add_rule()
            card.add_line(_("Sum a month"), show_dong(page.paid_vnd), strong=True)
        return card

    def _more(self, page: PersonPage) -> Card:
        """What is seldom done with a person."""
        card = Card(_("More"))
        same = LinkButton(_("Is written down twice"), "Shift F9")
        same.clicked.connect(self.same_asked)
        links = [same]
        gone = any(one.source == page.file.person.pv for one in page.moves[-1:])
        if not gone and not page.file.person["death_on"]:
            leave = LinkButton(_("Moves to another commune"), "Ctrl D")
            leave.clicked.connect(self.leave_asked)
            links.append(leave)
        for link in links:
            card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _strip(page: PersonPage) -> Card | None:
    lanes = lanes_of(page)
    if not lanes:
        return None
    first = date(page.today.year - YEARS_BACK, 1, 1)
    last = date(page.today.year + 2, 1, 1)
    strip = Timeline(_("Over time"))
    told = [Lane(lane.name, _bars(page, lane, first, last)) for lane in lanes]
    strip.set_lanes(told, first=first, last=last, today=page.today)
    card = Card()
    card.add(strip)
    return card


def _bars(page: PersonPage, lane: SpellLane, first: date, last: date) -> tuple[Bar, ...]:
    """The spells that touch the years shown; what is paid today stands out."""
    bars = []
    for spell in lane.spells:
        end = None if spell.last is None else spell.last + timedelta(days=1)
        if spell.first < last and (end is None or end > first):
            now = spell.first <= page.today and (end is None or end > page.today)
            bars.append(
                Bar(
                    max(spell.first, first),
                    end,
                    spell.words,
                    strong=now and spell.sum_of_money,
                    future=spell.ahead,
                )
            )
    return tuple(bars)
