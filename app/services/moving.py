"""A person moves to another commune: the old row is closed and says where it goes on.

Only the receiving office writes in both scopes. The new row bears the same id, so whoever holds
both knows them as one. What is paid is not touched: each commune decides for its own months.
"""

from __future__ import annotations

from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.units import unit
from app.models.records import person
from app.oplog.operation import Action
from app.oplog.registry import Channel
from app.services.changes import Changes
from app.services.entry import checked
from app.services.people import PERSON_FIELDS, load_person
from app.services.session import Session
from app.services.unsettled import require_settled
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

LEFT_BEHIND = ("moved_on", "moved_to")


class Moving:
    """Carrying a person over from one commune to another."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def move(self, person_id: UUID, *, source: int, target: int, on: str) -> Changes:
        """Close the row in ``source`` on that day and go on in ``target``.

        Raises Correctable away from the office, for an unknown row, for a commune that is not
        enrolled here, or while two different entries wait about the person.
        """
        if self._session.role != "office":
            raise Correctable(
                "office_only",
                N_("The receiving office moves a person to another commune. Call it."),
            )
        day = checked("person", {"moved_on": on}, today=self._store.clock.today())
        with self._store.write(self._session.officer) as work:
            self._require_enrolled(work, target)
            row = load_person(work.connection, source, person_id)
            require_settled(work.connection, self._session, {person_id}, pv=source)
            values = {name: row[name] for name in PERSON_FIELDS if name not in LEFT_BEHIND}
            leaving = day | {"carried_to": target, "moved_to": unit(target).name}
            work.act("person", person_id, Action.TRANSFER, leaving, pv=source)
            there = person.select().where(person.c.pv == target, person.c.id == person_id)
            if work.connection.execute(there).first() is None:
                work.create("person", values, pv=target, row_id=person_id)
            else:  # back where it once came from
                work.act(
                    "person",
                    person_id,
                    Action.TRANSFER,
                    {**values, "carried_to": None, **dict.fromkeys(LEFT_BEHIND)},
                    pv=target,
                )
            work.commit()
        return Changes.of(person_id, "person")

    def _require_enrolled(self, work: UnitOfWork, target: int) -> None:
        try:
            work.streams.own(self._store.identity.device, Channel.BASE, target)
        except LookupError as error:
            raise Correctable(
                "not_enrolled_there",
                N_("No workstation of that commune is enrolled here. Choose another."),
                field="to",
            ) from error
