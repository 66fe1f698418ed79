"""Dated facts about persons, households and villages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from app.models.records import RECORDS

CHUNK = 500


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact as it stands; dates are ISO text with their precision, None when not known."""

    id: UUID
    restricted: bool
    subject_kind: str
    subject: UUID
    kind: str
    value: str | None
    amount: int | None
    number: str | None
    issued_on: str | None
    issued_by: str | None
    valid_from: str | None
    valid_to: str | None
    note: str | None

    def holds_on(self, day: str) -> bool:
        """Whether the fact holds on ``day`` (``YYYY-MM-DD``).

        A month or year counts from its first to its last day; an open end holds on.
        """
        begins = self.valid_from or self.issued_on
        return (begins is None or begins <= day) and (
            self.valid_to is None or self.valid_to >= day[: len(self.valid_to)]
        )


def of_subjects(
    connection: Connection, pv: int, subjects: Iterable[UUID], *, restricted: bool
) -> list[FactRow]:
    """All facts of these persons, households or villages, oldest first.

    ``restricted`` facts are read only for an officer who is cleared for them.
    """
    wanted = list(dict.fromkeys(subjects))
    found: list[FactRow] = []
    for name in ("fact", "restricted_fact") if restricted else ("fact",):
        table = RECORDS[name]
        for start in range(0, len(wanted), CHUNK):
            rows = connection.execute(
                select(table).where(
                    table.c.pv == pv,
                    table.c.subject.in_(wanted[start : start + CHUNK]),
                    table.c.alive,
                )
            )
            found += [_fact(row._mapping, restricted=name != "fact") for row in rows]
    found.sort(key=lambda fact: (fact.valid_from or fact.issued_on or "", fact.id))
    return found


def latest(facts: Sequence[FactRow], kind: str, day: str) -> FactRow | None:
    """The fact of that kind that holds on ``day``; of several the one that began last."""
    holding = [fact for fact in facts if fact.kind == kind and fact.holds_on(day)]
    return holding[-1] if holding else None


def _fact(row: object, *, restricted: bool) -> FactRow:
    return FactRow(
        restricted=restricted,
        **{
            name: row[name]  # type: ignore[index]  # a row mapping
            for name in FactRow.__dataclass_fields__
            if name != "restricted"
        },
    )
