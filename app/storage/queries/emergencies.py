"""Events, emergency cases, their victims and supports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select

from app.models.records import emergency_case, event, household, person, support, victim, village

CHUNK = 500


@dataclass(frozen=True, slots=True)
class EventRow:
    """What happened, when (ISO text) and where; ``cases`` counts the households it hit."""

    id: UUID
    cause: str | None
    name: str | None
    happened_on: str | None
    place: str | None
    note: str | None
    cases: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One household hit by an event, as entered, with the names a list shows."""

    id: UUID
    event: UUID | None
    event_name: str | None
    event_cause: str | None
    happened_on: str | None
    household: UUID | None
    household_name: str | None
    head_name: str | None
    village: UUID | None
    village_name: str | None
    place: str | None
    cause: str | None
    received_at: str | None
    reporter: str | None
    reporter_phone: str | None
    house_damage: str | None
    no_place_to_live: bool | None
    ordered_to_move: bool | None
    poverty: str | None
    persons: int | None
    months: int | None
    needs: str | None
    shortened: bool | None
    shortened_reason: str | None
    shortened_by: str | None
    met_on: str | None
    meeting_result: str | None
    state: str | None
    result: str | None
    decided_on: str | None
    decision_no: str | None
    signer: str | None
    delivered_on: str | None
    receiver: str | None
    late_reason: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class VictimRow:
    """What became of one member of the household; ``birth`` from the register."""

    id: UUID
    emergency_case: UUID
    person: UUID | None
    name: str | None
    status: str | None
    treatment_days: int | None
    birth: str | None


@dataclass(frozen=True, slots=True)
class SupportRow:
    """One line of what was decided; ``vnd`` in đồng, ``kilograms`` of rice."""

    id: UUID
    emergency_case: UUID
    type: str | None
    persons: int | None
    months: int | None
    kilograms: int | None
    vnd: int | None
    source: str | None
    basis: str | None


def events(connection: Connection, pv: int, *, event_id: UUID | None = None) -> list[EventRow]:
    """All events of a commune, the latest first."""
    hit = (
        select(emergency_case.c.event, func.count().label("cases"))
        .where(emergency_case.c.pv == pv, emergency_case.c.alive)
        .group_by(emergency_case.c.event)
        .subquery()
    )
    query = (
        select(event, func.coalesce(hit.c.cases, 0).label("cases"))
        .outerjoin(hit, hit.c.event == event.c.id)
        .where(event.c.pv == pv, event.c.alive)
    )
    if event_id is not None:
        query = query.where(event.c.id == event_id)
    found = [_pick(EventRow, row._mapping) for row in connection.execute(query)]
    return sorted(found, key=lambda row: (row.happened_on or "", row.id), reverse=True)


def cases(
    connection: Connection,
    pv: int,
    *,
    case_id: UUID | None = None,
    of_event: UUID | None = None,
    of_households: Iterable[UUID] | None = None,
    states: Iterable[str] | None = None,
    received: tuple[str, str] | None = None,
) -> list[CaseRow]:
    """Cases by id, event, household, state or day of receipt (first and last), oldest first."""
    wanted: list[ColumnElement[bool]] = [emergency_case.c.pv == pv, emergency_case.c.alive]
    if case_id is not None:
        wanted.append(emergency_case.c.id == case_id)
    if of_event is not None:
        wanted.append(emergency_case.c.event == of_event)
    if of_households is not None:
        wanted.append(emergency_case.c.household.in_(list(of_households)))
    if states is not None:
        wanted.append(emergency_case.c.state.in_(list(states)))
    if received is not None:
        first, last = received
        wanted.append(func.substr(emergency_case.c.received_at, 1, 10).between(first, last))
    rows = connection.execute(
        select(
            emergency_case,
            event.c.name.label("event_name"),
            event.c.cause.label("event_cause"),
            event.c.happened_on.label("happened_on"),
            person.c.name.label("head_name"),
            village.c.name.label("village_name"),
        )
        .select_from(
            emergency_case.outerjoin(
                event,
                (event.c.pv == emergency_case.c.pv) & (event.c.id == emergency_case.c.event),
            )
            .outerjoin(
                household,
                (household.c.pv == emergency_case.c.pv)
                & (household.c.id == emergency_case.c.household),
            )
            .outerjoin(person, (person.c.pv == household.c.pv) & (person.c.id == household.c.head))
            .outerjoin(
                village,
                (village.c.pv == emergency_case.c.pv)
                & (village.c.id == func.coalesce(emergency_case.c.village, household.c.village)),
            )
        )
        .where(*wanted)
    )
    found = [_pick(CaseRow, row._mapping) for row in rows]
    return sorted(found, key=lambda row: (row.received_at or "", row.id))


def victims_of(
    connection: Connection, pv: int, case_ids: Iterable[UUID]
) -> dict[UUID, list[VictimRow]]:
    """The victims of these cases, in the order they were entered."""
    query = select(
        victim, person.c.birth.label("birth"), person.c.name.label("register_name")
    ).outerjoin(person, (person.c.pv == victim.c.pv) & (person.c.id == victim.c.person))
    found: dict[UUID, list[VictimRow]] = {}
    for part in _chunks(case_ids):
        rows = connection.execute(
            query.where(
                victim.c.pv == pv, victim.c.emergency_case.in_(part), victim.c.alive
            ).order_by(victim.c.id)
        )
        for row in rows:
            values = dict(row._mapping)
            values["name"] = values["register_name"] or values["name"]
            one = _pick(VictimRow, values)
            found.setdefault(one.emergency_case, []).append(one)
    return found


def supports_of(
    connection: Connection, pv: int, case_ids: Iterable[UUID]
) -> dict[UUID, list[SupportRow]]:
    """What was decided for these cases, in the order it was entered."""
    found: dict[UUID, list[SupportRow]] = {}
    for part in _chunks(case_ids):
        rows = connection.execute(
            select(support)
            .where(support.c.pv == pv, support.c.emergency_case.in_(part), support.c.alive)
            .order_by(support.c.id)
        )
        for row in rows:
            one = _pick(SupportRow, row._mapping)
            found.setdefault(one.emergency_case, []).append(one)
    return found


def _pick(shape: Any, row: Mapping[Any, Any]) -> Any:
    return shape(**{name: row[name] for name in shape.__dataclass_fields__})


def _chunks(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), CHUNK):
        yield wanted[start : start + CHUNK]
