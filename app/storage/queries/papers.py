"""The papers that were made for a person, dossier, case or village."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from app.models.records import RECORDS


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper that left the program; ``made_on`` is ISO text."""

    id: UUID
    restricted: bool
    form: str | None
    subject_kind: str | None
    subject: UUID | None
    made_on: str | None


def of_subjects(
    connection: Connection, pv: int, subjects: Sequence[UUID], *, restricted: bool
) -> list[PaperRow]:
    """The papers about these rows, the newest first.

    ``restricted`` papers are read only for an officer who is cleared for them.
    """
    found: list[PaperRow] = []
    for name in ("paper", "restricted_paper") if restricted else ("paper",):
        table = RECORDS[name]
        rows = connection.execute(
            select(
                table.c.id, table.c.form, table.c.subject_kind, table.c.subject, table.c.made_on
            ).where(table.c.pv == pv, table.c.subject.in_(list(subjects)), table.c.alive)
        )
        found += [
            PaperRow(row.id, name != "paper", row.form, row.subject_kind, row.subject, row.made_on)
            for row in rows
        ]
    return sorted(found, key=lambda row: (row.made_on or "", row.id), reverse=True)
