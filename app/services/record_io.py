"""Records in and out by JSON Lines: one file, one transaction, checked as what is typed.

Rules kept: a caller's key is remembered, so that applying a file twice changes nothing; when a
line does not fit, nothing is written; restricted kinds need clearance.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core.errors import Correctable, Environment
from app.core.i18n import N_
from app.models.local import external_key
from app.models.records import RECORDS
from app.oplog.kinds import BY_NAME
from app.services.record_applying import Applied, Applying
from app.services.record_lines import (
    KINDS,
    RESTRICTED,
    read_lines,
)
from app.services.session import Session
from app.storage.store import Store


class RecordIO:
    """Applying files of records and listing records."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def apply(self, path: Path) -> list[Applied]:
        """Write every line of the file, or nothing.

        Raises:
            Correctable: the file is missing, or a line does not fit (named with its field).
            Environment: the file cannot be read.
        """
        try:
            if not path.is_file():  # opening a pipe would wait for ever
                raise FileNotFoundError(path.name)
            with path.open("rb") as file:
                named = {(line.kind, line.key) for line in read_lines(file)}
                file.seek(0)
                with self._store.write(self._session.officer) as work:
                    applying = Applying(work, self._session, self._store, named)
                    answers = applying.all(read_lines(file))
                    work.commit()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise Correctable(
                "no_file", N_("Check the name {file}: there is no such file."), file=path.name
            ) from error
        except OSError as error:
            raise Environment(
                "file_unreadable", N_("Make {file} readable, then try again."), file=path.name
            ) from error
        return answers

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """All records of a kind as JSON values, with the caller's key where there is one."""
        if kind not in KINDS:
            raise Correctable(
                "unknown_kind", N_("Write one of these kinds: {kinds}."), kinds=", ".join(KINDS)
            )
        if kind in RESTRICTED:
            self._session.require_clearance()
        table = RECORDS[kind]
        with self._store.read() as connection:
            keys = {
                row.id: row.key
                for row in connection.execute(
                    select(external_key.c.id, external_key.c.key).where(external_key.c.kind == kind)
                )
            }
            rows = connection.execute(
                select(table)
                .where(table.c.pv == self._session.pv, table.c.alive)
                .order_by(table.c.id)
            )
            return [_listed(kind, row._mapping, keys.get(row.id)) for row in rows]


def _listed(kind: str, row: Mapping[Any, Any], key: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {"id": str(row["id"])}
    if key is not None:
        found["key"] = key
    for field in BY_NAME[kind].fields:
        value = row[field.name]
        found[field.name] = str(value) if isinstance(value, UUID | date) else value
    return found
