"""What the screen of the exchange shows and does, without a widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal

from app.core.errors import Correctable
from app.services.bundles import Destination, ExportedBundle, Outgoing, ReceivedLine, SentLine
from app.services.changes import Changes
from app.services.differences import Difference, Entry, Rule
from app.services.trust import TrustStanding
from app.ui.presenter import Presenter
from app.ui.sticks import FindSticks, Stick, find_sticks

if TYPE_CHECKING:
    from app.ui.screen import Context
    from app.ui.tasks import Job


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the screen shows before anything is done."""

    standing: TrustStanding
    destinations: list[Destination]
    to: UUID | None
    outgoing: Outgoing
    sent: list[SentLine]
    received: list[ReceivedLine]
    sticks: list[Stick]


class ExchangePresenter(Presenter):
    """Reads the overview, writes bundles, lists and settles differences.

    Signals:
        loaded: the :class:`Overview`.
        progressed: how far writing is, as ``Making``.
        exported: the bundles that were written and read back.
        stopped: writing was stopped or failed; the error, None when the person stopped it.
        differing: the differences that wait.
        settled: one was settled; the ``Changes``.
        refused: an entry that must be mended first (``Correctable``).
    """

    loaded = Signal(object)
    progressed = Signal(object)
    exported = Signal(object)
    stopped = Signal(object)
    differing = Signal(object)
    settled = Signal(object)

    def __init__(self, context: Context, sticks: FindSticks = find_sticks) -> None:
        super().__init__(context)
        self._sticks = sticks
        self._job: Job | None = None
        self.to: UUID | None = None

    def load(self) -> None:
        """Read the overview and the differences again."""
        self._context.tasks.read(self._overview, done=self.loaded.emit, owner=self)
        self._context.tasks.read(
            self._services.exchange.differences, done=self.differing.emit, owner=self
        )

    def _overview(self) -> Overview:
        exchange = self._services.exchange
        destinations = exchange.destinations()
        devices = {one.device for one in destinations}
        to = self.to if self.to in devices else None
        if to is None and destinations:
            to = destinations[0].device
        return Overview(
            self._services.trust.standing(),
            destinations,
            to,
            exchange.outgoing(to),
            exchange.sent(),
            exchange.received(),
            self._sticks(),
        )

    def choose_destination(self, to: UUID) -> None:
        """Write for another workstation from now on."""
        self.to = to
        self.load()

    def export(self, to: UUID | None, folder: Path, *, start: int | None = None) -> None:
        """Write what ``to`` has not confirmed into ``folder``, or all from ``start`` on."""

        def work(job: Job) -> list[ExportedBundle]:
            return self._services.exchange.export(to, folder, start=start, progress=job.progress)

        self._job = self._context.tasks.write_with_job(
            work,
            done=self._exported,
            failed=self._failed,
            progressed=self.progressed.emit,
            owner=self,
        )

    def stop(self) -> None:
        """Stop before the next file; those that are written stay good."""
        if self._job is not None:
            self._job.cancel()

    def settle(self, difference: Difference, chosen: Entry, reason: str) -> None:
        """Keep the chosen entry."""
        self._settle(
            lambda: self._services.exchange.settle(difference, chosen, reason),
        )

    def settle_together(self, found: Sequence[Difference], rule: Rule, reason: str) -> None:
        """Keep the entries that ``rule`` takes."""
        self._settle(
            lambda: self._services.exchange.settle_together(found, rule, reason),
        )

    def _settle(self, work: Callable[[], Changes]) -> None:
        def done(changes: Changes) -> None:
            self.load()
            self.settled.emit(changes)
            self._context.bus.announce(changes, self)

        self._context.tasks.write(work, done=done, failed=self._refused, owner=self)

    def _exported(self, made: list[ExportedBundle]) -> None:
        self._job = None
        self.exported.emit(made)
        self._context.counters_changed()
        self.load()

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self.stopped.emit(error)
        self._context.tell(error)
        self.load()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Correctable) and error.field:
            self.refused.emit(error)
            return
        self._context.tell(error)
        self.load()
