"""No decision and no money while two different entries wait about the same matter.

What is shown of such a field is only one of two entries. A person chooses first
(``services.differences``); the choice travels, and then the decision goes on. Where an earlier
change has not come, it may settle the matter by itself; until then nobody knows either.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection

from app.core.errors import Correctable
from app.core.i18n import N_
from app.services.field_words import field_name, record_name
from app.services.session import Session
from app.storage.queries import differences as rows
from app.storage.queries.differences import OpenField


def require_settled(
    connection: Connection, session: Session, concerned: Collection[UUID], *, pv: int | None = None
) -> None:
    """Raise Correctable while a field of these rows, or of rows about them, waits for a person."""
    waiting = rows.about(connection, pv or session.pv, concerned, restricted=session.cleared)
    if waiting and all(one.waits for one in waiting):
        raise Correctable(
            "unsettled",
            N_(
                "An earlier part of the data is still missing here: {fields}. Ask the sender for "
                "it, or choose the right entry under “Two different entries”, then go on."
            ),
            fields=", ".join(dict.fromkeys(_words(one) for one in waiting)),
        )
    if waiting:
        raise Correctable(
            "unsettled",
            N_(
                "Two computers wrote different things here: {fields}. "
                "Choose the right entry under “Two different entries”, then go on."
            ),
            fields=", ".join(dict.fromkeys(_words(one) for one in waiting)),
        )


def _words(one: OpenField) -> str:
    return record_name(one.kind) if one.field is None else field_name(one.field)
