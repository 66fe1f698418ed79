"""Events: what happened once and hit many households, with everything due to all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import N_
from app.oplog.operation import Value
from app.services.changes import Changes
from app.services.emergency_lines import CaseLine, case_lines
from app.services.entry import Typed, checked
from app.services.session import Session
from app.storage.queries import emergencies as rows
from app.storage.queries.emergencies import EventRow
from app.storage.store import Store

__all__ = [
    "EventFile",
    "EventRow",
    "Events",
    "checked_event",
]

OPEN_DAYS = 90  # how long a report may still be attached without looking the event up


@dataclass(frozen=True, slots=True)
class EventFile:
    """One event: a line for each household and the sums over all; ``due`` is the first limit."""

    event: EventRow
    lines: tuple[CaseLine, ...]
    persons: int
    hurt: int
    dead: int
    total_vnd: int
    total_kg: int
    due: date | None


class Events:
    """The events of the commune."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def all(self) -> list[EventRow]:
        """Every event, the latest first."""
        with self._store.read() as connection:
            return rows.events(connection, self._session.pv)

    def open(self) -> list[EventRow]:
        """Events of the last three months, to which a report can be attached; latest first."""
        today = self._store.clock.today()
        first = date.fromordinal(today.toordinal() - OPEN_DAYS).isoformat()
        return [
            one
            for one in self.all()
            if one.happened_on and one.happened_on >= first[: len(one.happened_on)]
        ]

    def add(self, entry: Mapping[str, Typed]) -> Changes:
        """Enter an event; raises Correctable at the field."""
        values = checked_event(entry, today=self._store.clock.today())
        with self._store.write(self._session.officer) as work:
            made = work.create("event", values)
            work.commit()
        return Changes.of(made, "event")

    def edit(self, event_id: UUID, entry: Mapping[str, Typed]) -> Changes:
        """Correct an event."""
        values = checked("event", entry, today=self._store.clock.today())
        with self._store.write(self._session.officer) as work:
            work.edit("event", event_id, values)
            work.commit()
        return Changes.of(event_id, "event")

    def file(self, event_id: UUID) -> EventFile:
        """One event with all its households; raises Correctable when it is not here."""
        pv, today = self._session.pv, self._store.clock.today()
        with self._store.read() as connection:
            found = rows.events(connection, pv, event_id=event_id)
            if not found:
                raise Correctable("no_event", N_("This event is not here. Choose it again."))
            lines = case_lines(connection, pv, rows.cases(connection, pv, of_event=event_id), today)
        waiting = [line.due for line in lines if line.due is not None]
        return EventFile(
            event=found[0],
            lines=tuple(lines),
            persons=sum(line.persons for line in lines),
            hurt=sum(line.hurt for line in lines),
            dead=sum(line.dead for line in lines),
            total_vnd=sum(line.total_vnd for line in lines),
            total_kg=sum(line.total_kg for line in lines),
            due=min(waiting, default=None),
        )


def checked_event(entry: Mapping[str, Typed], *, today: date) -> dict[str, Value | UUID]:
    """The fields of a new event; raises Correctable when cause or day is missing."""
    values = checked("event", {"happened_on": today.isoformat(), **entry}, today=today)
    for field, message in (
        ("cause", N_("Choose what happened.")),
        ("happened_on", N_("Type the day on which it happened.")),
    ):
        if not values.get(field):
            raise Correctable(f"{field}_missing", message, field=field)
    return values
