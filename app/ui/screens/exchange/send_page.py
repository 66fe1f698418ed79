"""Gửi đi: what goes, where to, done and verified; big words, one button."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.core.clock import local
from app.core.i18n import _, ngettext
from app.core.money import group_digits
from app.services.bundles import CHECKED, WRITTEN, Destination, ExportedBundle, Making, SentLine
from app.services.trust import TrustStanding
from app.ui.screens.exchange.presenter import ExchangePresenter, Overview
from app.ui.screens.exchange.sent_words import number_words
from app.ui.sticks import Stick
from app.ui.theme import palette, px
from app.ui.widgets import draw
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.card import Card
from app.ui.widgets.entry_fields import ComboField
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.options import Option, OptionList
from app.ui.widgets.progress_line import ProgressLine
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Cell, Column, Row
from app.ui.widgets.words import Words

if TYPE_CHECKING:
    from app.ui.screen import Context

FOLDER = "folder"
ASIDE = 432
LAST_SENT = 6
SOON = 60  # days before its end from which an enrolment is told of


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
    """

    enrolment_asked = Signal()

    def __init__(self, context: Context, presenter: ExchangePresenter) -> None:
        super().__init__()
        self._context, self._presenter = context, presenter
        self._overview: Overview | None = None
        self.enrol = NoticeBar("warn")
        self.days = NoticeBar("warn")
        self._office = context.role == "office"
        action = _("Enrol a commune") if self._office else _("Enrol this workstation")
        self.enrol.set_action(action, "Alt E")
        self.first = NoticeBar("info", icon="inbox")
        self.what = StepCard("1", _("What goes"))
        self.where = StepCard("2", _("Where to"))
        self.written = StepCard("3", _("Done and verified"))
        self.to = ComboField(_("For whom"), [])
        self.places = OptionList([], _("Where to"))
        self.send = Button(_("Write and verify"), "Ctrl Enter", primary=True, icon="send")
        self.again = LinkButton(_("Send everything again"), "Alt A")
        self.progress = ProgressLine(_("Writing, then reading back to be sure"))
        self.result = Words("", wrap=True)
        self.check = Words("", "section", wrap=True)
        self.table = Table(
            _("Last sendings"),
            [
                Column(_("File"), 104),
                Column(_("To"), 146) if self._office else Column(_("Items"), 64, "right"),
                Column(_("Sent"), 58 if self._office else 100),
                Column(_("Received"), 0),
            ],
        )
        self._numbers = QHBoxLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.what.body.addLayout(self._numbers)
        self._numbers.setSpacing(px(20))
        self.where.add(self.to)
        self.where.add(self.places)
        for widget in (self.progress, self.result, self.check):
            self.written.add(widget)
        foot = QHBoxLayout()
        foot.addWidget(self.send)
        foot.addStretch(1)
        foot.addWidget(self.again)
        self.written.body.addLayout(foot)
        self.progress.hide()
        self.result.hide()
        self.check.hide()
        left = QVBoxLayout()
        left.setSpacing(px(12))
        for card in (self.enrol, self.first, self.what, self.where, self.written):
            left.addWidget(card)
        left.addStretch(1)
        self.enrol.hide()
        self.days.hide()
        self.first.hide()
        history = Card(_("Last sendings"))
        history.add(self.table)
        self.table.setMinimumHeight(px(32) * (LAST_SENT + 1) + px(8))
        aside = QWidget()
        aside.setFixedWidth(px(ASIDE))
        right = QVBoxLayout(aside)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(history)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(16), px(16), px(16))
        row.setSpacing(px(16))
        row.addLayout(left, 1)
        row.addWidget(aside)

    def _connect(self) -> None:
        self._presenter.loaded.connect(self.show_overview)
        self._presenter.progressed.connect(self._show_progress)
        self._presenter.exported.connect(self.show_result)
        self._presenter.stopped.connect(lambda _error: self._end_progress())
        self.send.clicked.connect(lambda: self.start())
        self.again.clicked.connect(lambda: self.start(everything=True))
        self.progress.stopped.connect(self._presenter.stop)
        self.places.chosen.connect(lambda _value: self._block())
        self.to.chosen.connect(lambda value: self._presenter.choose_destination(UUID(value)))
        self.enrol.acted.connect(self.enrolment_asked)

    def show_overview(self, found: Overview) -> None:
        """Fill the cards; the stick is proposed when one is in."""
        self._overview = found
        self.enrol.say("warn", "" if found.destinations else self._nobody())
        self.days.say("warn", "" if self._office else _days_words(found.standing))
        self.first.say("info", self._first_step(found), icon="inbox")
        self._show_what(found)
        self.to.set_choices(_names(found.destinations))
        self.to.set_value(str(found.to) if found.to else "")
        self.to.setVisible(len(found.destinations) > 1)
        choosing = _holds_focus(self.places)
        sticks = [stick for stick in found.sticks if stick.writable]
        self.places.set_options(_places(sticks))
        if choosing:  # the options are new ones
            self.places.take_focus()
        if self.places.value() is None and sticks:
            self.places.set_value(str(sticks[0].path))
        sent = [one for one in found.sent if self._office or one.device == found.to]
        self.table.set_rows([self._sent_row(one) for one in sent[:LAST_SENT]])
        self._block()

    def _sent_row(self, one: SentLine) -> Row:
        if one.arrived_ms is not None:
            day = local(one.arrived_ms).strftime("%d/%m")
            state = Cell(_("received {day}").format(day=day), "ok", "check")
        elif not one.operations:
            state = Cell(_("receipt only"), "tx2")
        else:
            state = Cell(_("waits for a receipt"), "warn", "hourglass")
        sent = local(one.made_ms).strftime("%d/%m" if self._office else "%d/%m %H:%M")
        number = Cell(number_words(one), strong=True)
        whom = one.to if self._office else group_digits(one.operations)
        return Row(one.name, (number, whom, sent, state))

    def start(self, *, everything: bool = False) -> None:
        """Write to the chosen place; a folder is asked for. ``everything``: also what arrived."""
        if self._overview is None or self.places.value() is None:
            return
        chosen = self.places.value()
        folder = self._context.asker.folder(_("Choose a folder")) if chosen == FOLDER else None
        if chosen != FOLDER:
            folder = Path(str(chosen))
        if folder is None:
            return
        self.send.hide()
        self.again.hide()
        self.result.hide()
        self.check.hide()
        self.progress.set_progress(None, _("Keep the stick in; you may go on working."))
        self.progress.show()
        self.progress.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._presenter.export(self._overview.to, folder, start=1 if everything else None)

    def choose_place(self, number: int) -> None:
        """The place with that number in the list."""
        self.places.press_key(str(number))

    def show_result(self, made: list[ExportedBundle]) -> None:
        """The files are safely there: say so, with the words to read over the telephone."""
        self._end_progress()
        self.written.set_done(done=True)
        words = ngettext(
            "{count} file was written and read back. The stick may be taken out.",
            "{count} files were written and read back. The stick may be taken out.",
            len(made),
        )
        self.result.setText(words.format(count=len(made)))
        self.check.setText("\n".join(" · ".join(one.check_words) for one in made))
        self.check.setAccessibleName(_("Check words, to be read over the telephone"))
        self.result.show()
        self.check.show()
        self._context.toast(_("Written and verified"))

    def _show_what(self, found: Overview) -> None:
        while (item := self._numbers.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        count = found.outgoing.operations
        words = ngettext("{count} update", "{count} updates", count)
        told = words.format(count=group_digits(count))
        if found.outgoing.since_ms is not None:
            since = local(found.outgoing.since_ms).strftime("%d/%m %H:%M")
            told = _("{updates}, since {time}").format(updates=told, time=since)
        self.what.set_aside(told)
        self.what.set_done(done=bool(found.destinations))
        names = topic_words()
        for topic, number in found.outgoing.topics.items():
            self._numbers.addWidget(_number(group_digits(number), names[topic]))
        if not found.outgoing.topics:
            sentence = _("Nothing new; a file still tells the other side what arrived here.")
            told_so = Words(sentence, tone="tx2", wrap=True)
            told_so.setContentsMargins(px(44), 0, 0, 0)
            self._numbers.addWidget(told_so, 1)
        else:
            self._numbers.addStretch(1)

    def _block(self) -> None:
        found = self._overview
        chosen = self.places.value()
        self.where.set_done(done=chosen is not None)
        if found is None or not found.destinations:
            self.send.set_blocked(self._nobody())
        elif chosen is None:
            locked = any(not stick.writable for stick in found.sticks)
            self.send.set_blocked(
                _("This stick is locked against writing. Unlock it, or choose a folder.")
                if locked
                else _("Plug in the stick, or choose a folder.")
            )
        else:
            self.send.set_blocked(None)
        self.again.setVisible(not self.send.blocked() and not self.send.isHidden())

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

    def _show_progress(self, making: Making) -> None:
        steps = {
            WRITTEN: _("File {number}: {size} written"),
            CHECKED: _("File {number}: {size} read back from the stick"),
        }
        if making.step in steps:
            words = steps[making.step].format(number=making.done + 1, size=_size(making.size))
            before = making.of if making.step == CHECKED else 0
            self.progress.set_progress((before + making.size, 2 * making.of), words)

    def _end_progress(self) -> None:
        waiting = _holds_focus(self.progress)
        self.send.show()
        self.again.setVisible(not self.send.blocked())
        if waiting:  # what is hidden would hand the focus to the rail
            self.send.setFocus(Qt.FocusReason.OtherFocusReason)
        self.progress.hide()


class StepCard(Card):
    """A card whose title stands beside the step's number or tick."""

    def __init__(self, number: str, title: str) -> None:
        super().__init__()
        self._mark = _Mark(number)
        self._told = Words("", tone="tx2")
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._mark)
        head.addWidget(Words(title, "title"))
        head.addStretch(1)
        head.addWidget(self._told)
        self.body.addLayout(head)
        self.body.setSpacing(px(10))
        self.setAccessibleName(title)

    def set_aside(self, words: str, *, tone: str = "tx2") -> None:
        """Quiet words at the title's right."""
        self._told.setText(words)
        self._told.set_tone(tone)

    def set_done(self, done: bool) -> None:  # as Qt's own setters
        """Show the tick, or the number."""
        self._mark.done = done
        self._mark.update()


class _Mark(QWidget):
    """A circle of 32 px with the step's number, or a tick when it is done."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number
        self.done = False
        self.setFixedSize(px(32), px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, p = QPainter(self), palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, _line = draw.tint("ok" if self.done else "plain")
        painter.setBrush(QColor(fill if self.done else p.surf))
        painter.setPen(QPen(QColor(p.ok if self.done else p.acc), 1))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        if self.done:
            draw.icon_at(painter, px(8), self.height() // 2, "check", color="ok")
            return
        place = QRect(0, 0, self.width(), self.height())
        painter.setPen(QColor(p.acc))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._number)


def _days_words(standing: TrustStanding) -> str:
    """How long this workstation is still enrolled, once that is soon over."""
    days = standing.days_left
    if days is None or days > SOON:
        return ""
    if days < 0:
        return _("Your enrolment has ended. Send all the same; the office's answer renews it.")
    words = ngettext(
        "Your enrolment: {count} day left. The office's answer renews it.",
        "Your enrolment: {count} days left. The office's answer renews it.",
        days,
    )
    return words.format(count=days)


def _names(destinations: Sequence[Destination]) -> list[tuple[str, str]]:
    """Destinations by id; the other laptops of one's own commune say so, and are told apart."""
    besides = [one.device for one in destinations if one.beside]
    found = []
    for one in destinations:
        name = one.name
        if one.beside:
            name = _("Another computer of {unit}").format(unit=one.name)
            if len(besides) > 1:
                name = f"{name} ({besides.index(one.device) + 1})"
        found.append((str(one.device), name))
    return found


def _holds_focus(part: QWidget) -> bool:
    now = QApplication.focusWidget()
    return now is not None and part.isAncestorOf(now)


def _number(count: str, words: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(px(44), 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Words(count, "section"))
    column.addWidget(Words(words, "small", tone="tx2"))
    made.setAccessibleName(f"{count} {words}")
    return made


def _places(sticks: list[Stick]) -> list[Option]:
    found = [
        Option(
            str(stick.path),
            _("USB “{name}”").format(name=stick.name),
            _("{free} free").format(free=_size(stick.free)),
            str(number),
            "usb",
        )
        for number, stick in enumerate(sticks, 1)
    ]
    words = _("to send by mail or Zalo; nobody else can read it")
    last = Option(FOLDER, _("Save to a folder"), words, str(len(found) + 1), "folder")
    return [*found, last]


def _size(number: int) -> str:
    for unit, size in (("GB", 1_000_000_000), ("MB", 1_000_000)):
        if number >= size:
            whole, rest = divmod(number * 10 // size, 10)
            return f"{group_digits(whole)},{rest} {unit}"
    return f"{group_digits(number // 1000)} kB"
