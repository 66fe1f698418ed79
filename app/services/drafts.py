"""Drafts: what was typed and not saved yet, kept within seconds so that a power cut takes nothing.

A draft belongs to one officer and one form; it is never an operation, never leaves the
workstation, and is deleted in the very transaction that makes the record out of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.core.clock import local
from app.core.errors import Correctable
from app.core.i18n import N_
from app.models.local import draft
from app.services.session import Session
from app.storage.store import Store

MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class DraftKey:
    """Which form, and which record it is about; empty for a new one."""

    form: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft as it was left; ``document`` is the form's own."""

    key: DraftKey
    document: Mapping[str, Any]
    saved_at: datetime


class Drafts:
    """The drafts of the officer at the keyboard."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def save(self, key: DraftKey, document: Mapping[str, Any]) -> None:
        """Keep ``document`` (JSON values) in place of the form's earlier draft."""
        text = json.dumps(document, ensure_ascii=False)
        if len(text.encode()) > MOST_BYTES:
            raise Correctable(
                "draft_too_long", N_("These texts are too long together. Shorten some of them.")
            )
        values = {"json": text, "saved_ms": self._store.clock.now_ms()}
        statement = upsert(draft).values(
            officer=self._session.officer, form=key.form, subject=key.subject, **values
        )
        with self._store.write(self._session.officer) as work:
            work.connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["officer", "form", "subject"], set_=values
                )
            )
            work.commit()

    def load(self, key: DraftKey) -> Draft | None:
        """The draft of a form; None when there is none."""
        found = [one for one in self.all() if one.key == key]
        return found[0] if found else None

    def all(self) -> list[Draft]:
        """The officer's drafts, the latest first."""
        with self._store.read() as connection:
            rows = connection.execute(
                select(draft)
                .where(draft.c.officer == self._session.officer)
                .order_by(draft.c.saved_ms.desc())
            ).all()
        return [
            Draft(DraftKey(row.form, row.subject), json.loads(row.json), local(row.saved_ms))
            for row in rows
        ]

    def latest(self) -> Draft | None:
        """What the officer was typing last."""
        return next(iter(self.all()), None)

    def delete(self, key: DraftKey) -> None:
        """Throw a draft away."""
        with self._store.write(self._session.officer) as work:
            forget_draft(work.connection, self._session.officer, key)
            work.commit()


def forget_draft(connection: Connection, officer: UUID, key: DraftKey) -> None:
    """Delete a draft inside the transaction that makes its record."""
    connection.execute(
        delete(draft).where(
            draft.c.officer == officer, draft.c.form == key.form, draft.c.subject == key.subject
        )
    )
