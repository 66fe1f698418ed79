"""Between sign-in and the register: is this the right day? Asked only when it can hardly be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import AppError, Correctable
from app.core.i18n import N_, _
from app.core.partial_date import parse_typed
from app.services.clock_guard import Doubt
from app.ui.date_reader import reader
from app.ui.messages import words_for
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.entry_fields import DateField
from app.ui.widgets.words import Words

if TYPE_CHECKING:
    from app.bootstrap import Services

WIDTH = 480


class DateCheck(QWidget):
    """Shows both days; the officer leaves the day as it stands or types the right one.

    Signals:
        confirmed: the open workstation, whose date is settled for now.
    """

    confirmed = Signal(object)

    def __init__(self, services: Services, doubt: Doubt) -> None:
        super().__init__()
        self._services = services
        self._last = doubt.last
        self.told = Words(
            _("This computer shows {shown}. The data were last used on {last}.").format(
                shown=f"{doubt.shown:%d/%m/%Y}", last=f"{doubt.last:%d/%m/%Y}"
            ),
            wrap=True,
        )
        self.day = DateField(_("Today is"), required=True, read=reader(doubt.last, past=False))
        self.day.set_text(f"{doubt.shown:%d/%m/%Y}")
        self.submit = Button(_("Go on with this day"), "Enter", primary=True, large=True)
        more = Words(
            _(
                "Look at the calendar. If the day is another one, type it here; then have the "
                "computer's date corrected. What is saved meanwhile is marked in the history."
            ),
            "small",
            tone="tx2",
            wrap=True,
        )
        card = Card(_("Check the date"))
        for widget in (self.told, self.day, self.submit, more):
            card.add(widget)
        holder = QWidget()
        holder.setFixedWidth(px(WIDTH))
        column = QVBoxLayout(holder)
        column.addStretch(1)
        column.addWidget(card)
        column.addStretch(2)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(holder)
        row.addStretch(1)
        self.submit.clicked.connect(self.confirm)
        self.day.entered.connect(self.confirm)
        self.setFocusProxy(self.day)

    def confirm(self) -> None:
        """Take the day that is typed; what cannot be read is told at the field."""
        try:
            self._services.clock_guard.confirm(_day(self.day.text(), self._last))
        except AppError as error:
            self.day.set_error(words_for(error))
            return
        self.confirmed.emit(self._services)


def date_check(services: Services) -> DateCheck | None:
    """The question for this workstation; None when its date fits."""
    doubt = services.clock_guard.doubt()
    return None if doubt is None else DateCheck(services, doubt)


def _day(text: str, last: date) -> date:
    found = parse_typed(text, today=last, past=False).exact()
    if found is None:
        raise Correctable("day_missing", N_("Type day, month and year."), field="day")
    return found
