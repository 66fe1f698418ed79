"""Rows that may be one person and people who move, without a widget: what waits, what is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal

from app.services.changes import Changes
from app.services.drafts import DraftKey
from app.services.moving import Leaving, Moved
from app.services.one_person import Pair
from app.ui.presenter import Presenter
from app.ui.screens.people.house_sheet import Housing

if TYPE_CHECKING:
    from app.ui.screen import Context

TOUCHING = frozenset(("person", "membership", "household", "allowance", "move", "apart"))


class WorkPresenter(Presenter):
    """Reads what waits and writes what the officer decided.

    Signals:
        counted: pairs that may be one person and moves that wait (two lists).
        compared: two rows that were asked for (``Pair``).
    """

    counted = Signal(object, object)
    compared = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.pairs: list[Pair] = []
        self.moves: list[Moved] = []
        self._asked = False

    def load(self) -> None:
        """Read what waits once nothing else is under way; ``counted`` brings it.

        The whole register is gone through: beside that, the page somebody looks at would be read
        and filled at half the pace.
        """
        if not self._asked:
            self._asked = True
            self._context.tasks.spare(self._read())

    def _read(self) -> Iterator[None]:
        self._asked = False  # what is saved from now on is not in the answer
        services = self._services
        self._context.tasks.read(
            lambda: (services.one_person.suggestions(), services.moving.waiting()),
            done=self._loaded,
            owner=self,
        )
        yield

    def refresh(self, changes: Changes) -> None:
        """Read again what was touched by something saved."""
        if changes.kinds & TOUCHING:
            self.load()

    def compare(self, one: UUID, other: UUID) -> None:
        """Put two rows side by side; ``compared`` brings them."""
        self._context.tasks.read(
            self._services.one_person.compare, one, other, done=self.compared.emit,
            failed=self._failed, owner=self,
        )  # fmt: skip

    def link(self, pair: Pair, reason: str, draft: DraftKey) -> None:
        """Both rows are one person."""
        one, pv = self._services.one_person, pair.older.pv
        self._write(lambda: one.link(pair.older.id, pair.younger.id, reason, pv=pv, draft=draft))

    def unlink(self, pair: Pair, reason: str, draft: DraftKey) -> None:
        """They are not, although somebody linked them."""
        one, pv = self._services.one_person, pair.older.pv
        self._write(lambda: one.unlink(pair.younger.id, reason, pv=pv, draft=draft))

    def tell_apart(self, pair: Pair, reason: str, draft: DraftKey) -> None:
        """They are two persons, and are not offered again."""
        one, pv = self._services.one_person, pair.older.pv
        self._write(
            lambda: one.tell_apart(pair.older.id, pair.younger.id, reason, pv=pv, draft=draft)
        )

    def leave(self, person: UUID, pv: int, entry: Leaving, draft: DraftKey) -> None:
        """Somebody moves away: entered at the old commune, carried over at once by the office."""
        moving = self._services.moving
        if self._context.role == "commune":
            self._write(lambda: moving.prepare(person, entry, draft=draft))
        else:
            self._write(
                lambda: moving.move(
                    person, source=pv, target=entry.target, on=entry.on, entry=entry
                )
            )

    def house(self, person: UUID, housing: Housing, draft: DraftKey) -> None:
        """Give somebody who came a household."""
        households = self._services.households
        entry = {"village": housing.village, "address": housing.address}
        self._write(
            lambda: households.house(
                person, entry, household=housing.household, relation=housing.relation,
                on=housing.on, draft=draft,
            )
        )  # fmt: skip

    def stay(self, person: UUID) -> None:
        """Undo that somebody leaves."""
        self._write(lambda: self._services.moving.call_off(person))

    def carry(self, move: Moved) -> None:
        """Carry somebody over as the old commune entered it, or what was left behind."""
        moving = self._services.moving
        if move.carried:
            self._write(lambda: moving.carry_closed(move.person, source=move.source))
        else:
            self._write(
                lambda: moving.move(move.person, source=move.source, target=move.target, on="")
            )

    def _loaded(self, seen: tuple[list[Pair], list[Moved]]) -> None:
        self.pairs, self.moves = seen
        self.counted.emit(*seen)
