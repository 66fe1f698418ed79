"""Changes that lie in the log without being in use, by the rows that they name.

They stand in no table: what only a newer program reads, what a withdrawn workstation wrote later,
what may not count here.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from sqlalchemy import Connection, select

from app.core.errors import Untrusted
from app.models.log import UNUSED, sync_op
from app.oplog.fold import Entry
from app.oplog.operation import Value, decode, operation_hash
from app.storage.streams import StreamBook


def naming(
    connection: Connection, streams: StreamBook, pv: int, rows: Collection[bytes]
) -> list[Entry]:
    """Those of the scope in which one of these rows is a value; in no particular order."""
    wanted, entries = frozenset(rows), []
    inside = [one.number for one in streams if one.origin.pv == pv]
    found = connection.execute(
        select(sync_op.c.stream_no, sync_op.c.raw).where(sync_op.c.stream_no.in_(inside), UNUSED)
    )
    for line in found:
        raw, stream = bytes(line.raw), streams.by_number[line.stream_no]
        try:
            operation = decode(raw)
        except Untrusted:
            continue
        values = {cast(Value, one.value) for one in operation.writes}
        if operation.pv == pv and not wanted.isdisjoint(values):
            entries.append(Entry(operation_hash(stream.id.bytes, raw), stream.origin, operation))
    return entries
