"""Files are taken in beside the window: how far it is, how to stop it, what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.core.errors import Cancelled
from app.services.bundles import EVERY_KIND
from app.services.changes import Changes
from app.services.outcomes import ImportOutcome
from app.ui.sticks import FindSticks, find_sticks

if TYPE_CHECKING:
    from app.ui.screen import Context
    from app.ui.tasks import Job


@dataclass(frozen=True, slots=True)
class HowFar:
    """Files that are done, of how many, and of the next one its changes."""

    done: int
    of: int
    changes: int = 0
    changes_of: int = 0


class Taking(QObject):
    """Takes files in beside the window.

    Signals:
        started: files are being taken in.
        waiting: files found on sticks, as (stick's name, paths).
        progressed: how far it is, as ``HowFar``.
        taken: the outcomes of the last files, in their order.
        failed: the disk failed, or nobody is enrolled; the error.
    """

    started = Signal()
    waiting = Signal(object)
    progressed = Signal(object)
    taken = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, sticks: FindSticks = find_sticks) -> None:
        super().__init__()
        self._context = context
        self._sticks = sticks
        self._job: Job | None = None

    def look(self) -> None:
        """Look for bundles for this workstation on the sticks."""

        def search() -> tuple[str, list[Path]] | None:
            for stick in self._sticks():
                files = self._context.services.exchange.waiting_files(stick.path)
                if files:
                    return stick.name, files
            return None

        self._context.tasks.read(search, done=self.waiting.emit, owner=self)

    def take(self, paths: Sequence[Path]) -> None:
        """Take the files in, each whole or not at all."""

        def work(job: Job) -> list[ImportOutcome]:
            self._job = job
            far = HowFar(0, 0)

            def files(done: int, of: int) -> None:
                nonlocal far
                far = HowFar(done, of)
                job.progressed.emit(far)

            return self._context.services.exchange.import_files(
                paths,
                progress=files,
                stop=lambda: job.cancelled,
                within=lambda read, of: job.progressed.emit(HowFar(far.done, far.of, read, of)),
            )

        self.started.emit()
        self._job = self._context.tasks.write_with_job(
            work,
            done=self._taken,
            failed=self._failed,
            progressed=self.progressed.emit,
            owner=self,
        )

    def stop(self) -> None:
        """Stop: files that were taken in stay, of the one under way nothing does."""
        if self._job is not None:
            self._job.cancel()

    @property
    def was_stopped(self) -> bool:
        """Whether somebody stopped the last taking in."""
        return self._job is not None and self._job.cancelled

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):  # before the first file
            self._taken([])
        else:
            self.failed.emit(error)

    def _taken(self, outcomes: list[ImportOutcome]) -> None:
        self.taken.emit(outcomes)
        if any(one.state != "known" for one in outcomes):
            self._context.bus.announce(Changes(EVERY_KIND), self)
        self.look()
