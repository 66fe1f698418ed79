"""What the board of communes shows and does, without a widget."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.services.bundles import ExportedBundle
from app.services.changes import Changes
from app.services.office import CommuneLine, CommuneState

if TYPE_CHECKING:
    from app.ui.screen import Context
    from app.ui.tasks import Job

ALL, FIRST, MISSING, NOT_ENROLLED = "all", "first", "missing", "not_enrolled"
ATTENTION = (
    CommuneState.MISSING,
    CommuneState.TWO_COPIES,
    CommuneState.DIFFERENCES,
    CommuneState.SILENT,
)


class CommunesPresenter(QObject):
    """Reads the board, filters it, writes answers.

    Signals:
        loaded: every ``CommuneLine`` of the province.
        listed: the lines of the filter in use.
        answered: the bundles that were written.
        failed: writing failed or was stopped.
    """

    loaded = Signal(object)
    listed = Signal(object)
    answered = Signal(object)
    failed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines: list[CommuneLine] = []
        self.filter = ALL

    def load(self) -> None:
        """Read the board again."""
        self._context.tasks.read(
            self._context.services.office.communes, done=self._loaded, owner=self
        )

    def show(self, which: str) -> None:
        """Another filter: all, first, missing or not_enrolled."""
        self.filter = which
        self.listed.emit([line for line in self._lines if fits(line, which)])

    def line(self, pv: str) -> CommuneLine | None:
        """The commune of that scope."""
        return next((line for line in self._lines if str(line.pv) == pv), None)

    def answer(self, pv: int, folder: Path) -> None:
        """Write the answer for one commune: receipt, requests, the office's changes."""
        self._write(
            lambda job: self._context.services.office.answer(pv, folder, progress=job.progress)
        )

    def take_up(self, pv: int) -> None:
        """Let what waits behind the missing part of a commune count."""
        parts = self._context.services.missing_parts

        def work() -> Changes:
            return parts.take_up([one for one in parts.all(pv) if one.waiting])

        self._context.tasks.write(work, done=self._taken_up, failed=self._failed, owner=self)

    def answer_all(self, folder: Path) -> None:
        """Write the answers for all communes that have sent something."""
        self._write(
            lambda job: self._context.services.office.answer_all(folder, progress=job.progress)
        )

    def _loaded(self, lines: list[CommuneLine]) -> None:
        self._lines = lines
        self.loaded.emit(lines)
        self.show(self.filter)

    def _taken_up(self, changes: Changes) -> None:
        self._context.bus.announce(changes, self)
        self._context.counters_changed()
        self.load()

    def _write(self, work: Callable[[Job], list[ExportedBundle]]) -> None:
        self._context.tasks.write_with_job(
            work, done=self._answered, failed=self._failed, owner=self
        )

    def _answered(self, made: list[ExportedBundle]) -> None:
        self.answered.emit(made)
        self._context.counters_changed()
        self.load()

    def _failed(self, error: BaseException) -> None:
        self.failed.emit()
        self._context.tell(error)
        self.load()


def fits(line: CommuneLine, which: str) -> bool:
    """Whether a commune belongs under a filter."""
    if which == FIRST:
        return line.state in ATTENTION
    if which == MISSING:
        return line.state is CommuneState.MISSING
    if which == NOT_ENROLLED:
        return line.state is CommuneState.NOT_ENROLLED
    return True
