"""Đã gửi, đã nhận: every bundle that went or came, the newest first."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.clock import local
from app.core.i18n import _
from app.core.money import group_digits
from app.services.bundles import ReceivedLine, SentLine
from app.ui.screens.exchange.presenter import ExchangePresenter, Overview
from app.ui.screens.exchange.sent_words import number_words
from app.ui.theme import px
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Cell, Column, Row
from app.ui.widgets.words import Words


class HistoryPage(QWidget):
    """Two tables; check words stand with each file."""

    def __init__(self, presenter: ExchangePresenter) -> None:
        super().__init__()
        self.sent = Table(
            _("Sent"),
            [
                Column(_("File"), 84),
                Column(_("To"), 130),
                Column(_("Time"), 96),
                Column(_("Items"), 76, "right"),
                Column(_("Received"), 0),
            ],
        )
        self.received = Table(
            _("Received"),
            [
                Column(_("From"), 150),
                Column(_("Time"), 96),
                Column(_("New"), 56, "right"),
                Column(_("Changed"), 72, "right"),
                Column(_("Outcome"), 0),
            ],
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(16), px(16), px(16))
        row.setSpacing(px(16))
        for title, table in ((_("Sent"), self.sent), (_("Received"), self.received)):
            column = QVBoxLayout()
            column.addWidget(Words(title, "section"))
            column.addWidget(table, 1)
            row.addLayout(column, 1)
        presenter.loaded.connect(self.show_overview)

    def show_overview(self, found: Overview) -> None:
        """Fill both tables."""
        self.sent.set_rows([_sent(one) for one in found.sent])
        self.received.set_rows([_received(place, one) for place, one in enumerate(found.received)])


def _time(ms: int) -> str:
    return local(ms).strftime("%d/%m %H:%M")


def _sent(one: SentLine) -> Row:
    if one.arrived_ms is not None:
        state = Cell(_time(one.arrived_ms), "ok", "check")
    else:
        state = Cell(_("not confirmed yet") if one.operations else _("receipt only"), "tx2")
    number = Cell(number_words(one), strong=True)
    cells = (number, one.to, _time(one.made_ms), group_digits(one.operations), state)
    return Row(one.name, cells)


def _received(place: int, one: ReceivedLine) -> Row:
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
    return Row(str(place), cells)
