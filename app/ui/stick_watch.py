"""Notices a stick that is put in or pulled out while a screen is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.ui.sticks import FindSticks, Stick
from app.ui.tasks import Tasks

EVERY_MS = 2_000


class StickWatch(QObject):
    """Looks every two seconds, beside the window, and only while ``shown`` can be seen.

    Signals:
        changed: other sticks are in than at the last look; the first look tells nothing.
    """

    changed = Signal()

    def __init__(self, shown: QWidget, tasks: Tasks, sticks: FindSticks) -> None:
        super().__init__(shown)
        self._shown, self._tasks, self._sticks = shown, tasks, sticks
        self._seen: list[tuple[str, bool]] | None = None
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look once; a look that is still under way is not doubled."""
        if self._looking or not self._shown.isVisible():
            return
        self._looking = True
        self._tasks.read(self._sticks, done=self._compare, failed=self._failed, owner=self)

    def _compare(self, found: list[Stick]) -> None:
        self._looking = False
        now = [(str(one.path), one.writable) for one in found]
        before, self._seen = self._seen, now
        if before is not None and before != now:
            self.changed.emit()

    def _failed(self, _error: BaseException) -> None:
        self._looking = False  # the next look tells
