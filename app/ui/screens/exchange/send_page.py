"""Gửi đi: what goes, where to, done and verified; big words, one button."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.core.clock import local
from app.core.errors import Cancelled
from app.core.i18n import _, ngettext
from app.core.money import group_digits
from app.services.bundles import ExportedBundle, SentLine
from app.ui.screens.exchange.addressees import FOLDER, days_words, names, places
from app.ui.screens.exchange.presenter import ExchangePresenter, Overview
from app.ui.screens.exchange.sent_words import number_words, state_cell
from app.ui.screens.exchange.side_list import is_large
from app.ui.screens.exchange.step_card import StepCard
from app.ui.screens.exchange.written_card import WrittenCard
from app.ui.theme import px
from app.ui.widgets.card import Card
from app.ui.widgets.entry_fields import ComboField
from app.ui.widgets.flow_row import FlowRow
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.options import OptionList
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Cell, Column, Row
from app.ui.widgets.words import Words

if TYPE_CHECKING:
    from app.ui.screen import Context

ASIDE = 432
LAST_SENT = 6


def topic_words() -> dict[str, str]:
    """What people call the topics of ``services.bundles.TOPICS``."""
    return {
        "people": _("people, households"),
        "facts": _("facts about them"),
        "dossiers": _("allowance dossiers"),
        "cases": _("emergency cases"),
        "papers": _("papers, decisions"),
        "notices": _("notices"),
    }


class SendPage(QWidget):
    """Three cards at the left, the last sendings at the right.

    Signals:
        enrolment_asked: the workstation is not enrolled; open the sheet.
        writing_changed: a file is being written, or is not any more.
    """

    enrolment_asked = Signal()
    writing_changed = Signal()

    def __init__(self, context: Context, presenter: ExchangePresenter) -> None:
        super().__init__()
        self._context, self._presenter = context, presenter
        self._overview: Overview | None = None
        self._onto_stick = False
        self.enrol = NoticeBar("warn")
        self.days = NoticeBar("warn")
        self._office = context.role == "office"
        action = _("Enrol a commune") if self._office else _("Enrol this workstation")
        self.enrol.set_action(action, "Alt E")
        self.first = NoticeBar("info", icon="inbox")
        self.what = StepCard("1", _("What goes"))
        self.where = StepCard("2", _("Where to"))
        self.written = WrittenCard()
        self.to = ComboField(_("For whom"), [])
        self.places = OptionList([], _("Where to"))
        self.table = Table(
            _("Last sendings"),
            [
                Column(_("File"), 100),
                Column(_("To"), 136) if self._office else Column(_("Changes"), 72, "right"),
                Column(_("Sent"), 58 if self._office else 100),
                Column(_("Received"), 0),
            ],
        )
        self._numbers = FlowRow(gap=40)
        self._no_numbers = Words("", tone="tx2", wrap=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(px(44), 0, 0, 0)
        inside.addWidget(self._numbers)
        inside.addWidget(self._no_numbers)
        self.what.body.addLayout(inside)
        self.where.add(self.to)
        self.where.add(self.places)
        steps = QWidget()
        left = QVBoxLayout(steps)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(px(12))
        for part in (self.enrol, self.days, self.first, self.what, self.where, self.written):
            left.addWidget(part)
        for notice in (self.enrol, self.days, self.first):
            notice.hide()
        history = Card(_("Last sendings"))
        history.add(self.table)
        self.table.setMinimumHeight(px(32) * (LAST_SENT + 1) + px(8))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(16), px(16), px(16))
        row.setSpacing(px(16))
        row.addWidget(scrolled(steps), 1)
        if is_large():  # beside the steps it would leave them no room
            left.addWidget(history)
            left.addStretch(1)
            return
        left.addStretch(1)
        aside = QWidget()
        aside.setFixedWidth(px(ASIDE))
        right = QVBoxLayout(aside)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(history)
        right.addStretch(1)
        row.addWidget(aside)

    def _connect(self) -> None:
        self._presenter.loaded.connect(self.show_overview)
        self._presenter.progressed.connect(self.written.show_progress)
        self._presenter.exported.connect(self.show_result)
        self._presenter.stopped.connect(self._stopped)
        self.written.send.clicked.connect(lambda: self.start())
        self.written.again.clicked.connect(lambda: self.start(everything=True))
        self.written.progress.stopped.connect(self._presenter.stop)
        self.places.chosen.connect(lambda _value: self._block())
        self.to.chosen.connect(lambda value: self._presenter.choose_destination(UUID(value)))
        self.enrol.acted.connect(self.enrolment_asked)

    def show_overview(self, found: Overview) -> None:
        """Fill the cards; the stick is proposed when one is in."""
        self._overview = found
        self.enrol.say("warn", "" if found.destinations else self._nobody())
        self.days.say("warn", "" if self._office else days_words(found.standing))
        self.first.say("info", self._first_step(found), icon="inbox")
        self._show_what(found)
        self.to.set_choices(names(found.destinations))
        self.to.set_value(str(found.to) if found.to else "")
        self.to.setVisible(len(found.destinations) > 1)
        choosing = _holds_focus(self.places)
        sticks = [stick for stick in found.sticks if stick.writable]
        self.places.set_options(places(sticks))
        if choosing:  # the options are new ones
            self.places.take_focus()
        if self.places.value() is None and sticks:
            self.places.set_value(str(sticks[0].path))
        sent = [one for one in found.sent if self._office or one.device == found.to]
        self.table.set_rows([self._sent_row(one) for one in sent[:LAST_SENT]])
        self._block()

    def _sent_row(self, one: SentLine) -> Row:
        sent = local(one.made_ms).strftime("%d/%m" if self._office else "%d/%m %H:%M")
        number = Cell(number_words(one), strong=True)
        whom = one.to if self._office else group_digits(one.operations)
        return Row(one.name, (number, whom, sent, state_cell(one)))

    def start(self, *, everything: bool = False) -> None:
        """Write to the chosen place; a folder is asked for. ``everything``: also what arrived."""
        if self._overview is None or self.places.value() is None or self.written.writing:
            return
        chosen = self.places.value()
        self._onto_stick = chosen != FOLDER
        folder = (
            Path(str(chosen))
            if self._onto_stick
            else self._context.asker.folder(_("Choose a folder"))
        )
        if folder is None:
            return
        self.written.begin(stick=self._onto_stick)
        self.writing_changed.emit()
        self._presenter.export(self._overview.to, folder, start=1 if everything else None)

    def choose_place(self, number: int) -> None:
        """The place with that number in the list."""
        self.places.press_key(str(number))

    def show_result(self, made: list[ExportedBundle]) -> None:
        """The files are safely there: say so, with the words to read over the telephone."""
        self.written.show_result(made, stick=self._onto_stick)
        self.writing_changed.emit()

    def _stopped(self, error: BaseException | None) -> None:
        self.written.end()
        if isinstance(error, Cancelled):
            self.written.tell_stopped()
        self.writing_changed.emit()

    def _show_what(self, found: Overview) -> None:
        self._numbers.clear()
        self.what.set_aside(_count_words(found))
        self.what.set_done(done=bool(found.destinations))
        topics = topic_words()
        for topic, number in found.outgoing.topics.items():
            self._numbers.add(_number(group_digits(number), topics[topic]))
        self._numbers.setVisible(bool(found.outgoing.topics))
        self._no_numbers.setVisible(not found.outgoing.topics)
        self._no_numbers.setText(
            _("Other entries, such as the names of officers.")
            if found.outgoing.operations
            else _("Nothing new; a file still tells the other side what arrived here.")
        )

    def _block(self) -> None:
        found = self._overview
        chosen = self.places.value()
        self.where.set_done(done=chosen is not None)
        if found is None or not found.destinations:
            self.written.set_blocked(self._nobody())
        elif chosen is None:
            locked = any(stick.locked for stick in found.sticks)
            self.written.set_blocked(
                _("This stick is locked against writing. Unlock it, or choose a folder.")
                if locked
                else _("Plug in the stick, or choose a folder.")
            )
        else:
            self.written.set_blocked(None)

    def _first_step(self, found: Overview) -> str:
        """What a new laptop of a commune does first; "" as soon as anything came or went."""
        if self._office or not found.destinations or found.sent or found.received:
            return ""
        return _(
            "A new computer? Ask {office} to write a file for it, then take that file in: "
            "everything this commune has ever sent is in it."
        ).format(office=found.destinations[0].name)

    def _nobody(self) -> str:
        if self._office:
            return _("No commune is enrolled yet. Take in a commune's enrolment request first.")
        return _("The receiving office does not know this workstation yet. Enrol it first.")


def _count_words(found: Overview) -> str:
    """How many changes go and since when; "" when there are none."""
    count = found.outgoing.operations
    if not count:
        return ""
    words = ngettext("{count} change", "{count} changes", count)
    told = words.format(count=group_digits(count))
    if found.outgoing.since_ms is None:
        return told
    since = local(found.outgoing.since_ms).strftime("%d/%m %H:%M")
    return _("{changes}, since {time}").format(changes=told, time=since)


def _holds_focus(part: QWidget) -> bool:
    now = QApplication.focusWidget()
    return now is not None and part.isAncestorOf(now)


def _number(count: str, words: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Words(count, "section"))
    column.addWidget(Words(words, "small", tone="tx2"))
    made.setAccessibleName(f"{count} {words}")
    return made
