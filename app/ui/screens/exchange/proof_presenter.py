"""What the page "Không mất gì" shows, without a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.services.search import SearchHit

if TYPE_CHECKING:
    from app.ui.screen import Context

MOST = 20


class ProofPresenter(QObject):
    """Looks for a person and for every change about them.

    Signals:
        found: the persons that fit what was typed, as ``SearchHit``.
        proved: the ``Proof`` of the chosen person.
        compared: what comparing with other workstations told, as ``Compared``.
    """

    found = Signal(object)
    proved = Signal(object)
    compared = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._typed = ""
        self.person: UUID | None = None

    def load(self) -> None:
        """Read the comparisons, and the changes of the chosen person, again."""
        exchange = self._context.services.exchange
        self._context.tasks.read(exchange.compared, done=self.compared.emit, owner=self)
        if self.person is not None:
            self.choose(self.person)

    def look_for(self, typed: str) -> None:
        """Persons whose name or number fits; only the answer to what was typed last counts."""
        self._typed = typed

        def search() -> list[SearchHit]:
            hits = self._context.services.search.find(typed, limit=MOST)
            return [hit for hit in hits if hit.kind == "person"]

        def done(hits: list[SearchHit]) -> None:
            if typed == self._typed:
                self.found.emit(hits)

        self._context.tasks.read(search, done=done, owner=self)

    def choose(self, person: UUID) -> None:
        """Every change about this person."""
        self.person = person

        def done(proof: object) -> None:
            if person == self.person:
                self.proved.emit(proof)

        self._context.tasks.read(
            lambda: self._context.services.exchange.proof(person), done=done, owner=self
        )
