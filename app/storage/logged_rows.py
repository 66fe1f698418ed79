"""The log read row by row: all operations of a row together, a few hundred rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, LargeBinary, select, type_coerce

from app.models.log import sync_op

AT_ONCE = 500  # rows

_row_id = type_coerce(sync_op.c.row_id, LargeBinary)


@dataclass(frozen=True, slots=True)
class Logged:
    """One operation as the log keeps it."""

    stream_no: int
    seq: int
    kind: int
    row_id: bytes
    status: str
    raw: bytes


def whole_log(connection: Connection, *, at_once: int = AT_ONCE) -> Iterator[list[Logged]]:
    """Every operation, ``at_once`` rows after the other; a row never falls apart.

    The next ids come from the index alone: the database is never asked to sort the log.
    """
    last = b""
    while True:
        ids = connection.execute(
            select(_row_id)
            .where(sync_op.c.row_id > last)
            .distinct()
            .order_by(sync_op.c.row_id)
            .limit(at_once)
        ).all()
        if not ids:
            return
        upper = ids[-1][0]
        yield _read(connection, (sync_op.c.row_id > last) & (sync_op.c.row_id <= upper))
        last = upper


def log_of_rows(
    connection: Connection, row_ids: Iterable[bytes], *, at_once: int = AT_ONCE
) -> Iterator[list[Logged]]:
    """Every operation of the given rows, ``at_once`` rows after the other."""
    wanted = list(dict.fromkeys(row_ids))
    for start in range(0, len(wanted), at_once):
        yield _read(connection, sync_op.c.row_id.in_(wanted[start : start + at_once]))


def _read(connection: Connection, which: ColumnElement[bool]) -> list[Logged]:
    found = connection.execute(
        select(
            sync_op.c.stream_no,
            sync_op.c.seq,
            sync_op.c.kind,
            _row_id,
            sync_op.c.status,
            sync_op.c.raw,
        ).where(which)
    )
    return [Logged(*row) for row in found]
