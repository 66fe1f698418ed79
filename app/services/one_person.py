"""Two rows of one person: linked by somebody who knows, undone the same way, paid with open eyes.

The older row carries on: the younger is left out of lists and search. Nothing is merged or lost;
what belongs to either row stays there, and what is paid on each is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from app.core.errors import Correctable
from app.core.i18n import N_
from app.models.records import person
from app.oplog.operation import Action
from app.services.changes import Changes
from app.services.people import load_person
from app.services.session import Session
from app.storage.queries import people as rows
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RowOfPerson:
    """One of the rows of a person; ``monthly_vnd`` is what is paid on it this month."""

    id: UUID
    name: str
    birth: str | None
    same_as: UUID | None
    monthly_vnd: int | None


class OnePerson:
    """Rows that are the same person."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def link(self, one: UUID, other: UUID, reason: str) -> Changes:
        """Say that both rows are the same person; the younger row points to the older.

        Raises Correctable without a reason, for an unknown row, or when the younger one is
        linked already.
        """
        pv = self._session.pv
        older, younger = sorted((one, other), key=lambda row: row.bytes)
        with self._store.write(self._session.officer) as work:
            for row in (older, younger):
                load_person(work.connection, pv, row)
            if one == other or _older_of(work.connection, pv, younger) is not None:
                raise Correctable(
                    "linked_already",
                    N_("Choose two different rows, of which the newer is not linked yet."),
                )
            made = self._enter(work, younger, older, reason)
            work.commit()
        return Changes.of(made, "person")

    def unlink(self, row: UUID, reason: str) -> Changes:
        """Take a link back: they were two persons after all. Raises Correctable as ``link``."""
        with self._store.write(self._session.officer) as work:
            if _older_of(work.connection, self._session.pv, row) is None:
                raise Correctable("not_linked", N_("This row is not linked. Nothing to undo."))
            made = self._enter(work, row, None, reason)
            work.commit()
        return Changes.of(made, "person")

    def rows(self, row: UUID) -> tuple[RowOfPerson, ...]:
        """Every row of the person, the oldest first, with what is paid on each."""
        pv, month = self._session.pv, self._store.clock.today().isoformat()[:7]
        with self._store.read() as connection:
            found = rows.rows_of(connection, pv, row)
            sums = rows.sums_of(connection, pv, found, month)
            shown = connection.execute(
                select(person.c.id, person.c.name, person.c.birth, person.c.same_as)
                .where(person.c.pv == pv, person.c.id.in_(found), person.c.alive)
                .order_by(person.c.id)
            ).all()
        return tuple(
            RowOfPerson(one.id, one.name or "", one.birth, one.same_as, sums.get(one.id))
            for one in shown
        )

    def _enter(self, work: UnitOfWork, row: UUID, older: UUID | None, reason: str) -> UUID:
        if not reason.strip():
            raise Correctable("reason_missing", N_("Write how you know this."), field="reason")
        work.act("person", row, Action.LINK, {"same_as": older})
        return work.create(
            "settlement",
            {"subject": row, "record": "person", "field": "same_as", "reason": reason.strip()},
        )


def _older_of(connection: Connection, pv: int, row: UUID) -> UUID | None:
    older: UUID | None = connection.execute(
        select(person.c.same_as).where(person.c.pv == pv, person.c.id == row)
    ).scalar()
    return older
