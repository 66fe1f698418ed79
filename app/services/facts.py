"""Dated facts: what holds for a person, household or village, since when and by which paper.

A fact is never changed into another one: it ends, and the next begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import N_
from app.oplog.kinds import RESTRICTED_TWIN
from app.services.changes import Changes
from app.services.entry import Typed, checked
from app.services.session import Session
from app.storage.queries import facts as rows
from app.storage.queries.facts import FactRow
from app.storage.store import Store


class Facts:
    """Entering and reading dated facts."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def of(self, subject: UUID, *, pv: int | None = None) -> list[FactRow]:
        """All facts of a person, household or village that this officer may see, oldest first."""
        with self._store.read() as connection:
            return rows.of_subjects(
                connection,
                pv or self._session.pv,
                [subject],
                restricted=self._session.cleared,
            )

    def add(
        self,
        subject_kind: str,
        subject: UUID,
        entry: Mapping[str, Typed],
        *,
        restricted: bool = False,
    ) -> Changes:
        """Enter a fact; ``restricted`` keeps it from everybody who is not cleared.

        Raises Correctable at the field.
        """
        name = "fact"
        if restricted:
            self._session.require_clearance()
            name = RESTRICTED_TWIN[name]
        values = checked(
            name,
            {"subject_kind": subject_kind, "subject": subject, **entry},
            today=self._store.clock.today(),
        )
        if not values.get("kind"):
            raise Correctable("kind_missing", N_("Choose what the fact is about."), field="kind")
        with self._store.write(self._session.officer) as work:
            made = work.create(name, values)
            work.commit()
        return Changes.of(made, name)

    def end(self, fact: FactRow, on: str) -> Changes:
        """Let a fact end on a day, month or year."""
        return self.edit(fact, {"valid_to": on})

    def edit(self, fact: FactRow, entry: Mapping[str, Typed]) -> Changes:
        """Correct a fact that was entered wrongly; its kind and subject stay."""
        name = RESTRICTED_TWIN["fact"] if fact.restricted else "fact"
        values = checked(name, {"kind": fact.kind, **entry}, today=self._store.clock.today())
        del values["kind"]
        with self._store.write(self._session.officer) as work:
            work.edit(name, fact.id, values)
            work.commit()
        return Changes.of(fact.id, name)
