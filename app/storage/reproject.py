"""Tables made anew from the log: after an upgrade that understands more operations than before."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, update

from app.models.log import sync_awaited, sync_op
from app.oplog.fold import RowState, fold, verdict
from app.oplog.kinds import BY_NUMBER
from app.oplog.operation import NOBODY, Operation, read
from app.storage import kept_totals
from app.storage.findings import Findings
from app.storage.logged_rows import Logged, log_of_rows, whole_log
from app.storage.projection import RowKey
from app.storage.replay import entries_by_row
from app.storage.streams import StreamBook
from app.storage.unit_of_work import UnitOfWork

_JUDGE_ANEW = (
    update(sync_op)
    .where(sync_op.c.stream_no == bindparam("number"), sync_op.c.seq == bindparam("at"))
    .values(status=bindparam("verdict"))
)
_FILE = (
    update(sync_op)
    .where(sync_op.c.stream_no == bindparam("number"), sync_op.c.seq == bindparam("at"))
    .values(kind=bindparam("of"), row_id=bindparam("about"))
)


def waiting_rows(connection: Connection) -> set[UUID]:
    """Rows that another program may fold otherwise than the one that folded them last.

    Those with operations that it did not understand, those that await something, and those with
    something that was perhaps written twice.
    """
    continuing = [one.number for one in StreamBook(connection) if one.origin.parent is not None]
    again = sync_op.c.stream_no.in_(continuing)
    found = connection.execute(
        select(sync_op.c.row_id).where((sync_op.c.status == "unknown") | again)
    )
    awaiting = connection.execute(select(sync_awaited.c.row_id))
    return {row.row_id for row in (*found, *awaiting)}


def reproject(
    work: UnitOfWork, rows: Iterable[UUID] | None = None, *, taken: Iterable[Operation] = ()
) -> int:
    """Fold these rows (or all) from the log again and write those that come out different.

    ``taken`` are operations that have left the log; a row of which nothing is left there goes.

    Returns how many rows were written. The caller commits. A row whose operations stayed the
    same while its values did not was changed behind the log; the database refuses to write it.
    """
    connection, written = work.connection, 0
    kept_totals.let_go(connection)
    deciphered = _decipher(connection)
    batches = (
        whole_log(connection)
        if rows is None
        else log_of_rows(connection, {*(row.bytes for row in rows), *deciphered})
    )
    emptied = {(one.kind, one.pv, one.row) for one in taken if one.kind in BY_NUMBER}
    for logged in batches:
        states = _folded(work.streams, logged)
        emptied -= states.keys()
        written += _write(work, states)
        _judge_anew(connection, work.streams, logged)
        work.flush()
        work.projection.forget()
    written += _write(work, {key: RowState() for key in emptied})
    work.flush()
    work.projection.forget()
    return written


def _decipher(connection: Connection) -> set[bytes]:
    """See which row the bytes speak of that no program here could read so far."""
    nobodys = sync_op.c.kind == NOBODY
    found, rows = set(), connection.execute(select(sync_op).where(nobodys)).all()
    for row in rows:
        operation = read(bytes(row.raw), row.seq)
        if operation.kind != NOBODY:
            found.add(operation.row)
            connection.execute(
                _FILE, {"number": row.stream_no, "at": row.seq, "of": operation.kind,
                        "about": UUID(bytes=operation.row)},
            )  # fmt: skip
    return found


def _folded(streams: StreamBook, logged: list[Logged]) -> dict[RowKey, RowState]:
    found = entries_by_row(logged, streams, Findings())
    return {key: fold(entries) for key, entries in found.items()}


def _write(work: UnitOfWork, states: dict[RowKey, RowState]) -> int:
    ids: dict[tuple[int, int], list[bytes]] = {}
    for number, pv, row_id in states:
        ids.setdefault((number, pv), []).append(row_id)
    for (number, pv), wanted in ids.items():
        work.projection.load(BY_NUMBER[number], pv, wanted)
    return sum(
        work.projection.replace(BY_NUMBER[number], pv, row_id, state)
        for (number, pv, row_id), state in states.items()
    )


def _judge_anew(connection: Connection, streams: StreamBook, logged: list[Logged]) -> None:
    changed = []
    for one in logged:
        now = verdict(read(one.raw, one.seq), streams.by_number[one.stream_no].origin)
        if now != one.status:
            changed.append({"number": one.stream_no, "at": one.seq, "verdict": now})
    if changed:
        connection.execute(_JUDGE_ANEW, changed)
