"""Whom bundles can be made for, and what each of them has not been sent yet."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection, LargeBinary, func, select, type_coerce

from app.core.errors import Correctable
from app.core.i18n import N_
from app.models.log import sync_out
from app.services import computers
from app.services.bundles import Destination, Outgoing, Unsent, together, topics
from app.services.session import Session
from app.storage.plain_rows import PlainQuery
from app.storage.queries.outgoing import beyond
from app.storage.store import Store
from app.storage.streams import Stream, StreamBook
from app.sync import trust_store
from app.sync.parcel import decode_ranges
from app.sync.sending import unknown_peer

_LAST = PlainQuery(
    select(type_coerce(sync_out.c.device, LargeBinary), func.max(sync_out.c.made_ms)).group_by(
        sync_out.c.device
    ),
    [],
)


def destinations(store: Store, session: Session) -> list[Destination]:
    """Whom bundles can be made for: an office's communes; a commune's office, then the
    other laptops of the same commune."""
    found = _enrolled(store, session)
    with store.read() as connection:
        marks = computers.marks(connection)
    told = [replace(one, mark=marks[one.device]) for one in found]
    return sorted(told, key=lambda one: (one.beside, one.name, one.mark, one.device))


def _enrolled(store: Store, session: Session) -> list[Destination]:
    """As :func:`destinations`, without looking at who wrote where."""
    role = session.role
    with store.read() as connection:
        last = {UUID(bytes=device): made for device, made in _LAST.ask(connection)}
        found = [
            Destination(
                one.id,
                one.name,
                one.pv,
                one.role,
                last.get(one.id),
                beside=one.role == role,
            )
            for one in trust_store.devices(connection).values()
            if (one.role != role or (role == "commune" and one.pv == session.pv))
            and one.id != store.identity.device
            and not one.withdrawn
        ]
    return sorted(found, key=lambda one: (one.beside, one.name, one.device))


def chosen(store: Store, session: Session, to: UUID | None) -> Destination:
    """The addressee ``to``, or the only one there is. Raises Correctable."""
    found = _enrolled(store, session)
    wanted = [one for one in found if not one.beside]
    if to is None and len(wanted) == 1:
        return wanted[0]
    if not wanted:
        raise trust_store.not_enrolled() if session.role == "commune" else _nobody()
    if to is None:
        raise Correctable("which_peer", N_("Say which workstation the bundle is for."), field="to")
    for one in found:
        if one.device == to:
            return one
    raise unknown_peer()


def outgoing(store: Store, session: Session, *, to: UUID | None) -> Outgoing:
    """What ``to`` has not been sent yet; left out, all that are not beside together."""
    peers: list[Destination | None] = [
        one
        for one in _enrolled(store, session)
        if (not one.beside if to is None else one.device == to)
    ]
    with store.read() as connection:
        parts = [_outgoing(store, session, connection, peer=peer) for peer in peers or [None]]
    return together(parts)


def unsent(store: Store, session: Session) -> Unsent:
    """How many changes no destination was sent yet, without looking at what they are."""
    peers: list[Destination | None] = [one for one in _enrolled(store, session) if not one.beside]
    found = Unsent(0, None)
    with store.read() as connection:
        for peer in peers or [None]:
            sent, since, _unconfirmed = _sent(session, connection, peer=peer)
            streams = _streams_for(store, session, connection, peer=peer)
            found = Unsent(
                found.operations + sum(one.seq - sent.get(one.id, 0) for one in streams),
                max(filter(None, (since, found.since_ms)), default=None),
            )
    return found


def _outgoing(
    store: Store, session: Session, connection: Connection, *, peer: Destination | None
) -> Outgoing:
    sent, since, unconfirmed = _sent(session, connection, peer=peer)
    streams = _streams_for(store, session, connection, peer=peer)
    found = beyond(connection, {one.number: sent.get(one.id, 0) for one in streams})
    return Outgoing(topics(found), sum(f.operations for f in found), unconfirmed, since)


def _streams_for(
    store: Store, session: Session, connection: Connection, *, peer: Destination | None
) -> list[Stream]:
    return [
        stream
        for stream in StreamBook(connection)
        if stream.device == store.identity.device
        and stream.origin.channel.value in session.channels
        and (peer is None or peer.role == "office" or stream.origin.pv == peer.pv)
    ]


def _sent(
    session: Session, connection: Connection, *, peer: Destination | None
) -> tuple[dict[UUID, int], int | None, int]:
    """Last number sent by stream, when, and how many bundles nobody has confirmed."""
    if peer is None:
        return {}, None, 0
    last: dict[UUID, int] = {}
    since, unconfirmed = None, 0
    for row in connection.execute(
        select(sync_out).where(
            sync_out.c.device == peer.device, sync_out.c.channel.in_(session.channels)
        )
    ):
        since = max(row.made_ms, since or 0)
        unconfirmed += row.acknowledged_ms is None and row.operations > 0
        for one in decode_ranges(row.ranges):
            last[one.stream_id] = max(one.last, last.get(one.stream_id, 0))
    return last, since, unconfirmed


def _nobody() -> Correctable:
    return Correctable(
        "nobody_enrolled",
        N_("No commune is enrolled yet. Take in a commune's enrolment request first."),
        field="to",
    )
