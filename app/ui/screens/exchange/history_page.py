"""Đã gửi, đã nhận: every bundle that went or came, the newest first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.core.clock import local
from app.core.i18n import _
from app.core.money import group_digits
from app.services.bundles import ReceivedLine, SentLine
from app.ui.screens.exchange.presenter import ExchangePresenter, Overview
from app.ui.screens.exchange.sent_words import number_words, state_cell
from app.ui.screens.exchange.side_list import is_large
from app.ui.theme import px
from app.ui.widgets.card import Card
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Cell, Column, Row
from app.ui.widgets.words import Words

FEWEST = 5  # rows that are seen at once, the head counted


class HistoryPage(QWidget):
    """Two tables, and below them the chosen file: its name, its check words, what became of it."""

    def __init__(self, presenter: ExchangePresenter) -> None:
        super().__init__()
        self._lines: dict[str, SentLine | ReceivedLine] = {}
        self.sent = Table(
            _("Sent"),
            [
                Column(_("File"), 84),
                Column(_("To"), 130),
                Column(_("Time"), 96),
                Column(_("Changes"), 76, "right"),
                Column(_("Received"), 0),
            ],
        )
        self.received = Table(
            _("Received"),
            [
                Column(_("From"), 150),
                Column(_("Time"), 96),
                Column(_("New"), 56, "right"),
                Column(_("Changed"), 76, "right"),
                Column(_("Outcome"), 0),
            ],
        )
        self.detail = Card(_("The chosen file"))
        self.name = Words("", "strong", wrap=True)
        self.check = Words("", wrap=True)
        self.outcome = Words("", tone="tx2", wrap=True)
        for words in (self.name, self.check, self.outcome):
            self.detail.add(words)
        self.detail.hide()
        way = QBoxLayout.Direction.TopToBottom if is_large() else QBoxLayout.Direction.LeftToRight
        tables = QBoxLayout(way)
        tables.setSpacing(px(16))
        for title, table in ((_("Sent"), self.sent), (_("Received"), self.received)):
            column = QVBoxLayout()
            column.addWidget(Words(title, "section"))
            column.addWidget(table, 1)
            table.setMinimumHeight(px(32) * FEWEST)
            tables.addLayout(column, 1)
            table.current_changed.connect(self.show_one)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(px(16), px(16), px(16), px(16))
        whole.setSpacing(px(12))
        whole.addLayout(tables, 1)
        whole.addWidget(self.detail)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page))
        presenter.loaded.connect(self.show_overview)

    def show_overview(self, found: Overview) -> None:
        """Fill both tables."""
        sent = {f"sent {one.name}": one for one in found.sent}
        received = {f"received {place}": one for place, one in enumerate(found.received)}
        self._lines = {**sent, **received}
        self.received.set_rows([_received(key, one) for key, one in received.items()])
        self.sent.set_rows([_sent(key, one) for key, one in sent.items()])
        self.show_one(self.sent.current_key() or self.received.current_key())

    def take_focus(self) -> None:
        """Onto what was sent."""
        self.sent.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_one(self, key: str) -> None:
        """The file in full: names and reasons are longer than a column."""
        one = self._lines.get(key)
        self.detail.setVisible(one is not None)
        if one is None:
            return
        self.name.setText(one.name)
        words = " · ".join(one.check_words)
        self.check.setText(_("Check words: {words}").format(words=words) if words else "")
        self.check.setVisible(bool(words))
        if isinstance(one, SentLine):
            self.outcome.setText(_sent_words(one))
        else:
            self.outcome.setText(one.reason or _STATES[one.state]())
        self.outcome.setVisible(bool(self.outcome.text()))


def _sent_words(one: SentLine) -> str:
    if one.arrived_ms is not None:
        day = local(one.arrived_ms).strftime("%d/%m/%Y %H:%M")
        return _("{to} has confirmed it; told here on {day}.").format(to=one.to, day=day)
    if not one.operations:
        return _("It only told {to} what had arrived here.").format(to=one.to)
    return _("{to} has not confirmed it yet. The next file brings what is missing.").format(
        to=one.to
    )


_STATES: dict[str, Callable[[], str]] = {
    "taken": lambda: _("Taken in whole."),
    "held": lambda: _("Part of it is kept and waits for an earlier file."),
    "refused": lambda: "",
}


def _time(ms: int) -> str:
    return local(ms).strftime("%d/%m %H:%M")


def _sent(key: str, one: SentLine) -> Row:
    number = Cell(number_words(one), strong=True)
    time = _time(one.made_ms)
    return Row(key, (number, one.to, time, group_digits(one.operations), state_cell(one)))


def _received(key: str, one: ReceivedLine) -> Row:
    state = {
        "taken": Cell(_("taken in"), "ok", "check"),
        "held": Cell(_("waits for an earlier file"), "warn", "hourglass"),
        "refused": Cell(one.reason or "", "bad", "circle-alert"),
    }[one.state]
    cells = (
        one.sender or one.name,
        _time(one.received_ms),
        group_digits(one.made),
        group_digits(one.changed),
        state,
    )
    return Row(key, cells)
