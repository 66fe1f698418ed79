"""What the screen of today shows, without a widget; each line opens its very step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.services.changes import Changes
from app.services.today import LATE, TaskLine, TodayView
from app.ui.screens.today.today_words import place_of

if TYPE_CHECKING:
    from app.ui.screen import Context

ALL, OVERDUE, EMERGENCY = "all", "late", "emergency"


class TodayPresenter(QObject):
    """Reads the day's work and goes where a line leads.

    Signals:
        loaded: the whole ``TodayView``.
        listed: the lines of the filter in use.
    """

    loaded = Signal(object)
    listed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.filter = ALL
        self.view: TodayView | None = None

    def load(self) -> None:
        """Read everything again."""
        self._context.tasks.read(self._context.services.today.view, done=self._loaded, owner=self)

    def _loaded(self, view: TodayView) -> None:
        self.view = view
        self.loaded.emit(view)
        self.show(self.filter)

    def show(self, which: str) -> None:
        """Another filter."""
        self.filter = which
        self.listed.emit(self.lines(which))

    def lines(self, which: str) -> list[TaskLine]:
        """The lines of a filter."""
        every = self.view.lines if self.view else ()
        if which == OVERDUE:
            return [line for line in every if line.group == LATE]
        if which == EMERGENCY:
            return [line for line in every if line.screen == EMERGENCY]
        return list(every)

    def open(self, key: str) -> None:
        """Go to the step a line is about."""
        line = next((one for one in self.lines(ALL) if one.key == key), None)
        if line is not None:
            self._context.go(line.screen, **line.where)

    def go_on(self) -> None:
        """Back to the form that was being typed."""
        draft = self.view.draft if self.view else None
        if draft is not None:
            screen, where = place_of(draft.key)
            self._context.go(screen, **where)

    def first_step(self) -> None:
        """Enter the first household."""
        self._context.go("people", new=True)

    def refresh(self, _changes: Changes) -> None:
        """Anything that was saved may change the day's work."""
        self.load()
