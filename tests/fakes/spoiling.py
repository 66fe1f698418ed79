"""Rows that change behind the log, as no program does and a bad disk may."""

from __future__ import annotations

from uuid import UUID

from tests.fakes.desks import Desk


def spoil(desk: Desk, row: UUID, name: str) -> None:
    """A row changes behind the log, as no program does and a bad disk may."""
    with desk.store.write(desk.session.officer) as work:
        connection = work.connection
        for trigger in ("person_only_folded", "person_never_deleted"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.exec_driver_sql("UPDATE person SET name = ? WHERE id = ?", (name, row.bytes))
        work.commit()
