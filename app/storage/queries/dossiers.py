"""Allowance dossiers, open and closed, with the restricted ones only for who is cleared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from app.models.records import RECORDS, person


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One dossier as entered; dates are ISO text."""

    id: UUID
    restricted: bool
    person: UUID
    person_name: str
    person_birth: str | None
    category: str | None
    form: str | None
    received_on: str | None
    one_stop_code: str | None
    state: str | None
    verified_on: str | None
    posted_from: str | None
    posted_to: str | None
    submitted_on: str | None
    decided_on: str | None
    decision_no: str | None
    signer: str | None
    signer_title: str | None
    result: str | None
    coefficient: str | None
    monthly_vnd: int | None
    from_month: str | None
    to_month: str | None
    reason: str | None
    allowance: UUID | None
    proxy_name: str | None
    proxy_id: str | None
    proxy_relation: str | None
    proxy_address: str | None
    note: str | None


def dossiers(
    connection: Connection,
    pv: int,
    *,
    restricted: bool,
    states: Iterable[str] | None = None,
    of_person: UUID | None = None,
    dossier_id: UUID | None = None,
) -> list[DossierRow]:
    """Dossiers in a state, of a person or one by id; the oldest first."""
    found: list[DossierRow] = []
    for name in ("dossier", "restricted_dossier") if restricted else ("dossier",):
        table = RECORDS[name]
        query = (
            select(table, person.c.name.label("person_name"), person.c.birth.label("person_birth"))
            .outerjoin(person, (person.c.pv == table.c.pv) & (person.c.id == table.c.person))
            .where(table.c.pv == pv, table.c.alive)
        )
        if states is not None:
            query = query.where(table.c.state.in_(list(states)))
        if of_person is not None:
            query = query.where(table.c.person == of_person)
        if dossier_id is not None:
            query = query.where(table.c.id == dossier_id)
        for row in connection.execute(query).mappings():
            values = {
                field: row[field]
                for field in DossierRow.__dataclass_fields__
                if field not in ("restricted", "person_name")
            }
            found.append(
                DossierRow(
                    restricted=name != "dossier",
                    person_name=row["person_name"] or "",
                    **values,
                )
            )
    return sorted(found, key=lambda row: (row.received_on or "", row.id))


def open_of(connection: Connection, pv: int, people: Sequence[UUID]) -> dict[UUID, int]:
    """How many dossiers of each of these are not decided yet; restricted ones are not counted."""
    table = RECORDS["dossier"]
    found: dict[UUID, int] = {}
    for start in range(0, len(people), 500):
        rows = connection.execute(
            select(table.c.person, func.count())
            .where(
                table.c.pv == pv,
                table.c.alive,
                table.c.person.in_(people[start : start + 500]),
                table.c.result.is_(None),
            )
            .group_by(table.c.person)
        )
        found.update({row[0]: row[1] for row in rows})
    return found
