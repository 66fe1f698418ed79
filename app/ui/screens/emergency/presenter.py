"""What the screen of emergencies shows and does, without a widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal

from app.services.changes import Changes
from app.services.emergency_cases import CaseFile, CaseLine
from app.services.events import EventFile
from app.services.protection import ProtectionFile
from app.services.protection_steps import ProtectionLine
from app.services.relief_decisions import ReliefDecision, SupportEntry
from app.ui.presenter import Presenter

if TYPE_CHECKING:
    from app.ui.screen import Context

OPEN, ALL, CLOSED = "open", "all", "closed"
TOUCHING = frozenset(
    ("event", "emergency_case", "victim", "support", "protection_case", "household", "fact")
)


class EmergencyPresenter(Presenter):
    """Lists cases, opens one, carries it through its steps; closed cases only when cleared.

    Signals:
        listed: the lines of the filter in use (``CaseLine``), or the closed ones.
        protected: the lines of the closed cases (``ProtectionLine``).
        counted: how many cases stand under each filter.
        opened: the case chosen (``CaseFile``), None when there is none.
        apart: the closed case chosen (``ProtectionFile``).
        event_opened: the event that is open (``EventFile``).
        saved: something was written; the ``Changes``.
        refused: an entry that must be mended first (``Correctable``).
    """

    listed = Signal(object)
    protected = Signal(object)
    counted = Signal(object)
    opened = Signal(object)
    apart = Signal(object)
    event_opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.filter = OPEN
        self.event_file: EventFile | None = None
        self.file: CaseFile | None = None
        self.closed: ProtectionFile | None = None
        self._lines: list[CaseLine] = []
        self._closed: list[ProtectionLine] = []
        self._wanted: UUID | None = None

    @property
    def cleared(self) -> bool:
        """Whether the officer sees what is kept apart."""
        return self._services.session.cleared

    def load(self) -> None:
        """Read the cases again."""
        services, cleared = self._services, self.cleared

        def work() -> tuple[list[CaseLine], list[ProtectionLine]]:
            closed = services.protection.lines() if cleared else []
            return services.emergencies.lines(open_only=False), closed

        self._context.tasks.read(work, done=self._loaded, owner=self)

    def show(self, which: str) -> None:
        """Another filter; an event's households are shown whole."""
        self.filter = which
        if which == CLOSED:
            self.protected.emit(self._closed)
        else:
            self.listed.emit([line for line in self._lines if self._fits(line)])

    def open_event(self, event: UUID) -> None:
        """Read one event with all its households."""
        self._context.tasks.read(
            self._services.events.file, event, done=self._event_read, owner=self
        )

    def _event_read(self, file: EventFile) -> None:
        self.event_file = file
        self.event_opened.emit(file)

    def meet_event(self, cases: Sequence[UUID], on: str, result: str) -> None:
        """Enter one village meeting for households of the event."""
        self._write(lambda: self._services.emergencies.meet_all(cases, on, result))

    def decide_event(self, cases: Sequence[UUID], entry: ReliefDecision, source: str) -> None:
        """Enter one decision for households of the event, each with its legal minimum."""
        self._write(lambda: self._services.relief_decisions.decide_all(cases, entry, source=source))

    def _loaded(self, found: tuple[list[CaseLine], list[ProtectionLine]]) -> None:
        self._lines, self._closed = found
        counts = {
            OPEN: sum(line.next is not None for line in self._lines),
            ALL: len(self._lines),
        }
        if self.cleared:
            counts[CLOSED] = len(self._closed)
        self.counted.emit(counts)
        self.show(self.filter)

    def _fits(self, line: CaseLine) -> bool:
        return self.filter == ALL or line.next is not None

    def open(self, case_id: UUID | None) -> None:
        """Read one case; the last one asked for wins."""
        self._wanted = case_id
        if case_id is None:
            self.file = None
            self.opened.emit(None)
            return
        self._context.tasks.read(
            self._services.emergencies.file, case_id, done=self._opened, owner=self
        )

    def _opened(self, file: CaseFile) -> None:
        if file.row.id == self._wanted:
            self.file = file
            self.opened.emit(file)

    def open_closed(self, case_id: UUID) -> None:
        """Read one closed case."""
        self._wanted = case_id
        self._context.tasks.read(
            self._services.protection.file, case_id, done=self._opened_closed, owner=self
        )

    def _opened_closed(self, file: ProtectionFile) -> None:
        if file.row.id == self._wanted:
            self.closed = file
            self.apart.emit(file)

    def refresh(self, changes: Changes) -> None:
        """Read again what was touched by something saved."""
        if changes.kinds & TOUCHING:
            self.load()
            if self.event_file is not None:
                self.open_event(self.event_file.event.id)
            if self._wanted is not None and self.file and self.file.row.id == self._wanted:
                self.open(self._wanted)
            elif self._wanted is not None and self.closed and self.closed.row.id == self._wanted:
                self.open_closed(self._wanted)

    def proposed(self) -> Sequence[SupportEntry]:
        """The lines of the legal minimum of the case that is open."""
        return self._services.relief_decisions.proposed(self.file.row.id) if self.file else ()

    def meet(self, on: str, result: str) -> None:
        """Enter the village meeting."""
        if self.file is not None:
            case = self.file.row.id
            self._write(lambda: self._services.emergencies.meet(case, on, result))

    def decide(self, entry: ReliefDecision, supports: Sequence[SupportEntry]) -> None:
        """Enter the signed decision with its lines."""
        if self.file is not None:
            case = self.file.row.id
            self._write(lambda: self._services.relief_decisions.decide(case, entry, supports))

    def refuse_case(self, entry: ReliefDecision, reason: str) -> None:
        """Enter a decision without support."""
        if self.file is not None:
            case = self.file.row.id
            self._write(lambda: self._services.relief_decisions.refuse(case, entry, reason))

    def deliver(self, on: str, receiver: str) -> None:
        """Enter the handing-over."""
        if self.file is not None:
            case = self.file.row.id
            self._write(lambda: self._services.emergencies.deliver(case, on, receiver))

    def protect(self, entry: Mapping[str, str]) -> None:
        """Take a closed case in."""
        self._write(lambda: self._services.protection.intake(entry))

    def verify(self, on: str) -> None:
        """Enter that the chairman verified the closed case."""
        if self.closed is not None:
            case = self.closed.row.id
            self._write(lambda: self._services.protection.verify(case, on))

    def decide_care(self, *, number: str, signed_on: str, signer: str, late_reason: str) -> None:
        """Enter the decision on temporary care."""
        if self.closed is not None:
            case = self.closed.row.id
            self._write(
                lambda: self._services.protection.decide(
                    case,
                    number=number,
                    signed_on=signed_on,
                    signer=signer,
                    late_reason=late_reason or None,
                )
            )

    def end_care(self, on: str, note: str) -> None:
        """Enter that the care has ended."""
        if self.closed is not None:
            case = self.closed.row.id
            self._write(lambda: self._services.protection.end(case, on, note))
