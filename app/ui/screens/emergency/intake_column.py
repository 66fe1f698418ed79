"""The column beside an intake: the law's minimum, its clock, the shortened way, the closed door."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.core.i18n import _
from app.services.emergency_minimum import CLOCK_UNVERIFIED, MinimumView
from app.ui.screens.emergency.intake_presenter import short_day
from app.ui.screens.emergency.minimum_card import MinimumCard
from app.ui.theme import px
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.card import Card, Panel
from app.ui.widgets.field import Field
from app.ui.widgets.tick import Tick
from app.ui.widgets.words import Words

WIDE = 352


class IntakeColumn(Panel):
    """Signals:
    changed: the shortened way, its reason or its chairman.
    protection_asked: the closed intake was asked for.
    """

    changed = Signal()
    protection_asked = Signal()

    def __init__(self) -> None:
        super().__init__("bg", lines="left")
        self.setFixedWidth(px(WIDE))
        self.reason = MinimumCard()
        self.clock = Card(_("The law's clock"))
        self._due = self.clock.add_text("", tone="tx")
        self._why = self.clock.add_text("", role="small")
        self._papers = self.clock.add_text("", role="small")
        self.way = Card()
        self.shortened = Tick(
            _("Shortened: no meeting"),
            _("needs the reason and the chairman's name"),
            "Alt B",
        )
        self.why = Field(_("Reason"))
        self.by = Field(_("Chairman who decided"))
        for widget in (self.shortened, self.why, self.by):
            self.way.add(widget)
        self.door = Card()
        row = QHBoxLayout()
        row.addWidget(Words(_("Children, abuse victims")))
        row.addStretch(1)
        self.protection = LinkButton(_("Open apart"), icon="lock")
        row.addWidget(self.protection)
        self.door.body.addLayout(row)
        self.door.add_text(_("not entered here; only those with the right see it"), role="small")
        self.next = Button(_("Save, next household"), "Ctrl S", primary=True, large=True)
        self.open = Button(_("Save, open"), large=True)
        self.foot = Panel("bg", lines="left")  # pinned below while the column scrolls
        self._lay_out()
        self.shortened.toggled.connect(self._toggled)
        self.why.changed.connect(lambda _text: self.changed.emit())
        self.by.changed.connect(lambda _text: self.changed.emit())
        self.protection.clicked.connect(self.protection_asked)
        self._toggled()
        self.show_minimum(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(12))
        for card in (self.reason, self.clock, self.way, self.door):
            column.addWidget(card)
        column.addStretch(1)
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(px(16), px(8), px(16), px(12))
        row.setSpacing(px(8))
        row.addWidget(self.next, 1)
        row.addWidget(self.open)

    def show_minimum(self, view: MinimumView | None) -> None:
        """The card and the clock by what is typed."""
        self.reason.show_minimum(view)
        if view is None:
            self._tell("", "", "")
            return
        due = view.due
        day = short_day(due.day)
        told = _("working days") if due.working else _("weekends count")
        tag = "" if due.verified else f" · {_(CLOCK_UNVERIFIED)}"
        papers = ", ".join(_("Form {no}").format(no=one) for one in view.papers)
        self._tell(
            _("{what}: until the end of {day}").format(what=due.what, day=day),
            f"{due.who} · {told} · {due.legal}{tag}",
            _("Will be ready to print: {papers}").format(papers=papers) if papers else "",
        )

    def _tell(self, due: str, why: str, papers: str) -> None:
        for words, text in ((self._due, due), (self._why, why), (self._papers, papers)):
            words.setText(text)
            words.setVisible(bool(text))
        self.clock.setVisible(bool(due))

    def _toggled(self) -> None:
        for field in (self.why, self.by):
            field.setVisible(self.shortened.isChecked())
        self.changed.emit()
