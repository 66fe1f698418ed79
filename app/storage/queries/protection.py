"""Cases of persons in need of urgent protection; ask only for an officer who is cleared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from app.models.records import person, protection_case


@dataclass(frozen=True, slots=True)
class ProtectionRow:
    """One case as entered; name and birth from the register when the person stands there."""

    id: UUID
    person: UUID | None
    person_name: str | None
    birth: str | None
    ground: str | None
    received_at: str | None
    reporter: str | None
    reporter_phone: str | None
    what_happened: str | None
    shelter: str | None
    measures: str | None
    measures_at: str | None
    reported_to: str | None
    verified_on: str | None
    state: str | None
    decided_on: str | None
    decision_no: str | None
    signer: str | None
    ends_on: str | None
    late_reason: str | None
    note: str | None


def protection_cases(
    connection: Connection,
    pv: int,
    *,
    case_id: UUID | None = None,
    of_people: Iterable[UUID] | None = None,
    states: Iterable[str] | None = None,
) -> list[ProtectionRow]:
    """Cases by id, person or state, oldest first."""
    query = (
        select(
            protection_case,
            person.c.name.label("register_name"),
            person.c.birth.label("register_birth"),
        )
        .outerjoin(
            person,
            (person.c.pv == protection_case.c.pv) & (person.c.id == protection_case.c.person),
        )
        .where(protection_case.c.pv == pv, protection_case.c.alive)
    )
    if case_id is not None:
        query = query.where(protection_case.c.id == case_id)
    if of_people is not None:
        query = query.where(protection_case.c.person.in_(list(of_people)))
    if states is not None:
        query = query.where(protection_case.c.state.in_(list(states)))
    found = []
    for row in connection.execute(query).mappings():
        values = dict(row)
        values["person_name"] = values["register_name"] or values["person_name"]
        values["birth"] = values["register_birth"] or values["birth"]
        found.append(
            ProtectionRow(**{name: values[name] for name in ProtectionRow.__dataclass_fields__})
        )
    return sorted(found, key=lambda row: (row.received_at or "", row.id))
