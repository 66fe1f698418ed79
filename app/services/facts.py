"""Dated facts: what holds for a person, household or village, since when and by which paper.

A fact is never changed into another one: it ends, and the next begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.partial_date import PartialDate
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

    def renew(
        self,
        subject_kind: str,
        subject: UUID,
        entry: Mapping[str, Typed],
        *,
        restricted: bool = False,
    ) -> Changes:
        """Enter what holds from today on (or from ``valid_from``); what held until now ends.

        What began on the very same day was typed wrongly and is corrected in its place.
        Raises Correctable at the field.
        """
        today = self._store.clock.today()
        kind, start = str(entry["kind"]), entry.get("valid_from") or today.isoformat()
        name = RESTRICTED_TWIN["fact"] if restricted else "fact"
        if restricted:
            self._session.require_clearance()
        values = checked(
            name,
            {**entry, "subject_kind": subject_kind, "subject": subject, "valid_from": start},
            today=today,
        )
        began = PartialDate.from_iso(str(values["valid_from"])).earliest()
        with self._store.write(self._session.officer) as work:
            held = rows.latest(
                rows.of_subjects(
                    work.connection, self._session.pv, [subject], restricted=restricted
                ),
                kind,
                began.isoformat(),
            )
            if held is not None and held.restricted == restricted:
                if held.valid_from == values["valid_from"]:
                    correction = {
                        field: value
                        for field, value in values.items()
                        if field not in ("kind", "subject", "subject_kind", "valid_from")
                    }
                    work.edit(name, held.id, correction)
                    work.commit()
                    return Changes.of(held.id, name)
                work.edit(name, held.id, {"valid_to": (began - timedelta(days=1)).isoformat()})
            made = work.create(name, values)
            work.commit()
        return Changes.of(made, name)
