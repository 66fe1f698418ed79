"""Making bundles for one addressee, with what the receiving office owes to each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app.core.errors import Correctable, Environment
from app.core.i18n import N_
from app.models.records import RECORDS
from app.services import addressees
from app.services.bundles import ExportedBundle, Making, exported
from app.services.session import Session
from app.storage.store import Store
from app.sync import renewal
from app.sync.file_writer import require_still_there
from app.sync.here import here
from app.sync.sending import Sent, send
from app.sync.steps.write_bundle import unrecord


def export(
    store: Store,
    session: Session,
    to: UUID | None,
    *,
    folder: Path,
    start: int | None,
    progress: Callable[[Making], None],
) -> list[ExportedBundle]:
    """Write everything the destination has not confirmed into ``folder``.

    With ``start`` everything from that number of every stream on, to repair what went wrong
    elsewhere; 1 is all there is. ``progress`` may raise Cancelled to stop; files that are
    finished stay good. Raises Correctable (not enrolled, no or several destinations),
    Environment when the stick fails.
    """
    if start is not None and start < 1:
        raise Correctable("start_too_small", N_("The first change has the number 1."), field="from")
    peer = addressees.chosen(store, session, to)
    if not folder.is_dir():
        raise Correctable(
            "no_folder", N_("This folder is not there. Choose another one."), field="out"
        )
    if session.role == "office":
        _introduce_officers(store, session, peer.pv)
        _renew_due(store, session, peer.device)
    made: list[Sent] = []
    for sent in send(
        store,
        session.officer,
        peer.device,
        folder,
        channels=session.channels,
        start=start,
        watch=lambda step, size, of: progress(Making(len(made), step, size, of)),
    ):
        made.append(sent)
        progress(Making(len(made), "", 0, 0))
    if len(made) > 1:
        _require_still_there(store, session, made)
    return [exported(one, peer.name) for one in made]


def _require_still_there(store: Store, session: Session, made: Sequence[Sent]) -> None:
    """A stick that holds less than it claims loses the first files while the last are made."""
    try:
        require_still_there(one.written for one in made)
    except Environment:
        with store.write(session.officer) as work:
            unrecord(work.connection, (one.sending.bundle for one in made))
            work.commit()
        raise


def _introduce_officers(store: Store, session: Session, pv: int) -> None:
    """The commune shall see by name who wrote in its scope at the office."""
    table = RECORDS["officer"]
    with store.write(session.officer) as work:
        rows = work.connection.execute(
            select(table).where(table.c.pv == session.pv, table.c.alive)
        ).all()
        for row in rows:
            values = {"name": row.name, "title": row.title}
            there = select(table.c.id).where(table.c.pv == pv, table.c.id == row.id)
            if work.connection.execute(there).first() is None:
                work.create("officer", values, pv=pv, row_id=row.id)
            else:
                work.edit("officer", row.id, values, pv=pv)
        work.commit()


def _renew_due(store: Store, session: Session, peer: UUID) -> None:
    """Certificates that end soon are renewed; they go with this very bundle."""
    with store.write(session.officer) as work:
        at = here(work.connection)
        today = store.clock.today()
        if renewal.renew_due(work.connection, at, at.known[peer], today):
            work.commit()
