"""The record of files that were given to this workstation, and which of them are known.

A bundle is known by its sender and its id together, a file by its hash.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, or_, select
from sqlalchemy.dialects.sqlite import insert

from app.core.errors import Untrusted
from app.models.log import sync_in
from app.storage.plain_rows import PlainQuery
from app.storage.store import Store
from app.sync.spool import Spooled
from app.sync.steps.check_bundle import Checked
from app.sync.steps.merge_bundle import Merged

_DONE = ("taken", "held")

_STATE = PlainQuery(
    select(sync_in.c.state).where(sync_in.c.sha256 == bindparam("sha256")), ["sha256"]
)


def is_known(store: Store, sha256: bytes) -> bool:
    """Whether a file with this content was taken in before, or is held."""
    with store.read() as connection:
        return known(connection, sha256)


def known(connection: Connection, sha256: bytes) -> bool:
    """As :func:`is_known`, within a transaction."""
    return any(state in _DONE for (state,) in _STATE.ask(connection, sha256))


def kept_under(bundle: bytes, sender: UUID) -> tuple[UUID, UUID]:
    """The ids under which a bundle of ``sender`` may be recorded: its own, and one beside it.

    The second is for an id that somebody else has used before. The id can be read on the
    outside, so whoever saw the file could use it first and have it taken for known.
    """
    beside = hashlib.sha256(sender.bytes + bundle).digest()[:16]
    return UUID(bytes=bundle), UUID(bytes=beside)


def known_bundle(connection: Connection, bundle: bytes, sender: UUID) -> bool:
    """Whether this bundle of ``sender`` was taken in before, in whatever file."""
    found = select(sync_in.c.bundle).where(
        sync_in.c.bundle.in_(kept_under(bundle, sender)),
        sync_in.c.sender == sender,
        sync_in.c.state.in_(_DONE),
    )
    return connection.execute(found).first() is not None


def free_id(connection: Connection, bundle: bytes, sender: UUID) -> UUID:
    """The id under which a bundle of ``sender`` is recorded; see :func:`kept_under`."""
    own, beside = kept_under(bundle, sender)
    taken = connection.execute(select(sync_in.c.sender).where(sync_in.c.bundle == own)).first()
    return own if taken is None or taken.sender == sender else beside


def record_taken(
    connection: Connection,
    spooled: Spooled,
    name: str,
    bundle: UUID,
    *,
    checked: Checked,
    merged: Merged,
    withheld: int,
    now_ms: int,
) -> str:
    """A line for a file that was taken in; ``held`` while part of it waits, else ``taken``."""
    state = "held" if merged.held else "taken"
    connection.execute(delete(sync_in).where(sync_in.c.sha256 == spooled.sha256))
    connection.execute(
        insert(sync_in).values(
            bundle=bundle,
            sha256=spooled.sha256,
            sender=checked.sender.id,
            name=name,
            channel=checked.channel,
            state=state,
            added=merged.made,
            changed=merged.changed,
            held=merged.held,
            denied=merged.denied,
            unreadable=merged.unreadable,
            unknown=merged.unknown,
            withheld=withheld,
            received_ms=now_ms,
        )
    )
    return state


def record_refusal(
    connection: Connection, spooled: Spooled, name: str, error: Untrusted, now_ms: int
) -> None:
    """A line under an id made from the hash: the id that the file claims is not to be believed."""
    bundle = spooled.sha256[:16]
    connection.execute(
        delete(sync_in).where(or_(sync_in.c.sha256 == spooled.sha256, sync_in.c.bundle == bundle))
    )
    connection.execute(
        insert(sync_in).values(
            bundle=bundle,
            sha256=spooled.sha256,
            name=name,
            state="refused",
            reason=error.message,
            added=0,
            changed=0,
            held=0,
            received_ms=now_ms,
        )
    )
