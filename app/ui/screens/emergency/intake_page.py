"""The intake of a minute and a half: eight things asked in the order a report is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import _
from app.services.households import HouseholdFile
from app.ui.screens.emergency.intake_column import IntakeColumn
from app.ui.screens.emergency.intake_form import IntakeForm
from app.ui.screens.emergency.intake_presenter import CaseEntry, IntakePresenter, elapsed
from app.ui.theme import px
from app.ui.widgets.card import Panel
from app.ui.widgets.field import Field
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.words import Words

if TYPE_CHECKING:
    from app.services.events import EventRow


class IntakePage(QWidget):
    """The form with its column.

    Signals:
        left: Esc; what was typed is in the draft.
        opened: saved, to be opened; the case's id.
        protection_asked: the closed intake was asked for.
    """

    left = Signal()
    opened = Signal(object)
    protection_asked = Signal()

    def __init__(self, presenter: IntakePresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self._open_after = False
        self._opening = False  # the chips of what happened are still being read
        self._seconds = 0
        self.clock = Words("", "strong")
        self.kept = Words("", "small", tone="tx2")
        self.note = NoticeBar("info")
        self.form = IntakeForm()
        self.column = IntakeColumn()
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self._second)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = Panel("surf")
        outer = QVBoxLayout(left)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(24), px(14), px(24), px(6))
        head.addWidget(Words(_("Emergency intake"), "title"))
        head.addStretch(1)
        head.addWidget(self.kept)
        head.addSpacing(px(12))
        head.addWidget(self.clock)
        head.addSpacing(px(6))
        head.addWidget(Words(_("of 90 seconds"), tone="tx2"))
        outer.addLayout(head)
        outer.addWidget(self.note)
        outer.addWidget(scrolled(self.form), 1)
        row.addWidget(left, 1)
        side = scrolled(self.column)
        side.setFixedWidth(self.column.width())
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(side, 1)
        right.addWidget(self.column.foot)
        row.addLayout(right)

    def _connect(self) -> None:
        presenter = self.presenter
        self.form.typed.connect(self._typed)
        self.form.pick.looked_for.connect(presenter.find)
        self.form.pick.chosen.connect(presenter.choose)
        self.column.changed.connect(self._typed)
        self.column.protection_asked.connect(self.protection_asked)
        self.column.next.clicked.connect(self.save_next)
        self.column.open.clicked.connect(self.save_open)
        presenter.events.connect(self._show_events)
        presenter.homes.connect(self.form.pick.show_found)
        presenter.home.connect(self._show_home)
        presenter.minimum.connect(self.column.show_minimum)
        presenter.restored.connect(self._restore)
        presenter.kept.connect(self._tell_kept)
        presenter.saved.connect(self._saved)
        presenter.refused.connect(self._refuse)

    # What the screen asks for

    def start(self) -> None:
        """Start typing; the clock runs."""
        self.presenter.load()
        self._seconds = 0
        self._second()
        self._tick.start()
        self._opening = True

    def stop(self) -> None:
        """The page is hidden; the draft is written at once."""
        self._tick.stop()
        self.presenter.typed(self.entry())
        self.presenter.keep_now()

    def entry(self) -> CaseEntry:
        """What is typed now."""
        told = self.form.entry()
        if not self.column.shortened.isChecked():
            return told
        shortened = {
            "shortened": "co",
            "shortened_reason": self.column.why.text(),
            "shortened_by": self.column.by.text(),
        }
        return replace(told, fields={**told.fields, **shortened})

    def save_next(self) -> None:
        """Save, then the next household."""
        self._save(opening=False)

    def save_open(self) -> None:
        """Save, then open the case."""
        self._save(opening=True)

    # What is typed

    def _typed(self) -> None:
        self.kept.setText("")
        self.presenter.typed(self.entry())

    def _show_home(self, file: HouseholdFile) -> None:
        self.form.show_home(file, self.presenter.today)
        self._typed()
        self.form.place.setFocus()

    # What the presenter tells

    def _show_events(self, events: Sequence[EventRow]) -> None:
        self.form.show_events(events)
        if self._opening:
            self._opening = False
            self.form.cause.take_focus()

    def _restore(self, entry: CaseEntry, when: datetime) -> None:
        fields = entry.fields
        self.form.restore(entry)
        self.column.shortened.setChecked(fields.get("shortened") == "co")
        self.column.why.set_text(fields.get("shortened_reason", ""))
        self.column.by.set_text(fields.get("shortened_by", ""))
        words = _("What was typed until {time} is still here.")
        self.note.show_text(words.format(time=when.strftime("%H:%M %d/%m/%Y")), kind="info")

    def _tell_kept(self) -> None:
        self.kept.setText(_("Draft kept"))

    def _saved(self, case: UUID) -> None:
        self.note.show_text("")
        self._errors_away()
        self.form.clear()
        self.presenter.begin(self.entry())
        self._seconds = 0
        if self._open_after:
            self.opened.emit(case)
        else:
            self.form.pick.home.setFocus()

    def _save(self, *, opening: bool) -> None:
        self._open_after = opening
        self._errors_away()
        self.presenter.save(self.entry())

    def _refuse(self, field: str, words: str) -> None:
        parts = field.split(".")
        if parts[0] == "victims" and len(parts) == 3:
            self.form.grid.refuse(int(parts[1]), parts[2], words)
            return
        if field in ("cause", "needs", "house_damage"):
            self.note.show_text(words, kind="bad")
            self.form.cause.take_focus()
            return
        target = self._fields().get(field, self.form.pick.home)
        target.set_error(words)
        target.setFocus()

    def _fields(self) -> dict[str, Field]:
        shortened = {"shortened_reason": self.column.why, "shortened_by": self.column.by}
        return {**self.form.fields(), **shortened}

    def _errors_away(self) -> None:
        self.form.errors_away()
        for field in (self.column.why, self.column.by):
            field.set_error(None)

    def _second(self) -> None:
        self.clock.setText(elapsed(self._seconds))
        self._seconds += 1
