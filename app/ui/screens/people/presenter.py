"""What the screen of people shows and does, without a widget: find, open, correct, add facts."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal

from app.services.changes import Changes
from app.services.people import PersonLine
from app.services.person_pages import FactRow, PersonPage
from app.ui.presenter import Presenter
from app.ui.widgets.list_model import PAGE

if TYPE_CHECKING:
    from app.ui.screen import Context

TOUCHING = frozenset(
    ("person", "household", "membership", "fact", "restricted_fact", "village", "allowance",
     "dossier", "restricted_dossier", "decision", "restricted_decision", "paper",
     "restricted_paper")
)  # fmt: skip


class PeoplePresenter(Presenter):
    """Finds people and opens one; writes what the officer entered.

    Signals:
        listed: the list numbers that fit what was typed (``array``).
        opened: the page of the person chosen (``PersonPage``).
        saved: something was written; the ``Changes``.
        refused: an entry that must be mended first (``Correctable``).
        told: who changed what, the latest first.
    """

    listed = Signal(object)
    opened = Signal(object)
    told = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.typed = ""
        self.numbers: array[int] = array("I")
        self._first: list[PersonLine] = []
        self.page: PersonPage | None = None
        self._wanted: UUID | None = None

    def find(self, typed: str) -> None:
        """Look for people; ``listed`` tells who fits."""
        self.typed = typed
        people = self._services.people

        def look() -> tuple[array[int], list[PersonLine]]:
            numbers = people.numbers(typed)
            return numbers, people.lines(numbers[:PAGE])

        self._context.tasks.read(look, done=lambda seen: self._found(typed, *seen), owner=self)

    def lines(self, places: Sequence[int]) -> list[PersonLine]:
        """The lines at these places of the list; the first ones were read together with it."""
        first, self._first = self._first, []
        if first and list(places) == list(range(len(first))):
            return first
        return self._services.people.lines([self.numbers[place] for place in places])

    def place_of(self, person_id: UUID) -> int:
        """Where a person stands in the list shown, -1 when not in it."""
        number = self._services.people.number_of(person_id)
        try:
            return self.numbers.index(number) if number is not None else -1
        except ValueError:
            return -1

    @property
    def wanted(self) -> UUID | None:
        """The person asked for last, whose page may still be on its way."""
        return self._wanted

    def open(self, person_id: UUID | None) -> None:
        """Read a person's page; ``opened`` brings it, the last one asked for wins."""
        self._wanted = person_id
        if person_id is None:
            self.page = None
            return
        self._context.tasks.read(
            self._services.person_pages.page,
            person_id,
            done=self._opened,
            owner=self,
            after_paint=True,
        )

    def load_history(self) -> None:
        """Read who changed what about the person shown; ``told`` brings the lines."""
        page = self.page
        if page is not None:
            person = page.file.person
            self._context.tasks.read(
                lambda: self._services.history.of_person(person.id, pv=person.pv),
                done=self.told.emit,
                owner=self,
            )

    def refresh(self, changes: Changes) -> None:
        """Read again what was touched by something saved."""
        if not changes.kinds & TOUCHING:
            return
        if changes.kinds & {"person", "household", "membership", "village", "allowance"}:
            self.find(self.typed)
        if self._wanted is not None:
            self.open(self._wanted)

    def edit(self, person_id: UUID, entry: Mapping[str, str]) -> None:
        """Correct a person."""
        self._write(lambda: self._services.people.edit(person_id, entry))

    def add_fact(
        self, subject_kind: str, subject: UUID, entry: Mapping[str, str], *, restricted: bool
    ) -> None:
        """Enter a dated fact of the person or the household."""
        self._write(
            lambda: self._services.facts.add(subject_kind, subject, entry, restricted=restricted)
        )

    def end_fact(self, fact: FactRow, on: str) -> None:
        """Let a fact end."""
        self._write(lambda: self._services.facts.end(fact, on))

    def _found(self, typed: str, numbers: array[int], first: list[PersonLine]) -> None:
        if typed == self.typed:
            self.numbers, self._first = numbers, first
            self.listed.emit(numbers)

    def _opened(self, page: PersonPage) -> None:
        if page.file.person.id == self._wanted:
            self.page = page
            self.opened.emit(page)
