"""The lists of bundles that were written here and of files that were given in."""

from __future__ import annotations

from sqlalchemy import select, text

from app.core.i18n import _
from app.models.log import sync_in, sync_out
from app.services.bundles import ReceivedLine, SentLine
from app.services.computers import full_names
from app.services.session import Session
from app.services.unused import Unused
from app.storage.store import Store
from app.sync import trust_store
from app.sync.check_words import check_words


def sent(store: Store, session: Session) -> list[SentLine]:
    """Bundles written here, the newest first."""
    with store.read() as connection:
        names = full_names(connection)
        rows = connection.execute(
            select(sync_out)
            .where(sync_out.c.channel.in_(session.channels))
            .order_by(sync_out.c.made_ms.desc(), sync_out.c.number.desc())
        )
        return [
            SentLine(
                row.number,
                row.channel == "case",
                row.name,
                names.get(row.device, ""),
                row.operations,
                row.made_ms,
                row.acknowledged_ms,
                check_words(bytes(row.sha256)),
                row.device,
            )
            for row in rows
        ]


def received(store: Store, session: Session) -> list[ReceivedLine]:
    """Files given to this workstation, the newest first."""
    with store.read() as connection:
        names, known = full_names(connection), trust_store.devices(connection)
        # Several come in the same millisecond: then the order they were taken in tells.
        rows = connection.execute(
            select(sync_in).order_by(sync_in.c.received_ms.desc(), text("rowid DESC"))
        )
        return [
            ReceivedLine(
                row.name,
                names.get(row.sender) if row.sender else None,
                known[row.sender].name if row.sender in known else None,
                row.state,
                row.added,
                row.changed,
                row.held,
                Unused(row.denied, row.unreadable, row.unknown, row.withheld),
                _(row.reason) if row.reason else None,
                row.received_ms,
                check_words(bytes(row.sha256)),
            )
            for row in rows
            if row.channel in (None, *session.channels)
        ]
