"""The proof that the tables are the log and nothing else: fold every row anew and compare.

Rows are taken a few hundred at a time, so memory does not grow with the data. What is found
is named by ids only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select

from app.models.log import difference, sync_awaited, sync_loser, sync_op, sync_repeated
from app.models.records import RECORDS
from app.oplog.fold import Entry, RowState, fold, verdict
from app.oplog.kinds import BY_NUMBER, KINDS
from app.oplog.operation import operation_hash, read
from app.oplog.registry import DELETED, RecordKind
from app.storage import row_heads
from app.storage.chain_check import Verify, check_chains
from app.storage.findings import Finding, FindingKind, Findings
from app.storage.logged_rows import Logged, whole_log
from app.storage.projection import RowKey, differing, losing
from app.storage.stored_rows import StoredRow, awaited, differing_fields, losers, stored_rows
from app.storage.streams import StreamBook

Progress = Callable[[int, int], None]  # done, of


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """What the replay looked at and what does not agree; ``found`` counts also unnamed ones."""

    operations: int
    rows: int
    found: int
    findings: tuple[Finding, ...]


def replay(
    connection: Connection, *, verify: Verify, progress: Progress = lambda done, of: None
) -> ReplayReport:
    """Compare chains and tables with the log, inside one reading transaction.

    ``verify(descriptor, seq, chain, signature)`` tells whether a stream's signed head holds.
    """
    streams, found = StreamBook(connection), Findings()
    total = connection.execute(select(func.count()).select_from(sync_op)).scalar_one()
    done = 0

    def step(operations: int) -> None:
        nonlocal done
        done += operations
        if operations:
            progress(done, 2 * total)

    operations = check_chains(connection, streams, found, verify=verify, step=step)
    comparison = _Comparison(connection, streams, found)
    for logged in whole_log(connection):
        comparison.compare(logged)
        step(len(logged))
    comparison.look_for_leftovers()
    return ReplayReport(operations, comparison.rows, found.count, tuple(found.named))


def entries_by_row(
    logged: Iterable[Logged], streams: StreamBook, found: Findings
) -> dict[RowKey, list[Entry]]:
    """The operations of known kinds by the row they speak of; misfits are noted in ``found``."""
    rows: dict[RowKey, list[Entry]] = {}
    for one in logged:
        stream = streams.by_number[one.stream_no]
        where = f"stream {stream.id} operation {one.seq}"
        operation = read(one.raw, one.seq)
        if (operation.seq, operation.kind, operation.row) != (one.seq, one.kind, one.row_id):
            found.add(FindingKind.LOG, where)
        if one.status != verdict(operation, stream.origin):
            found.add(FindingKind.STATUS, where)
        if operation.kind in BY_NUMBER:
            name = operation_hash(stream.id.bytes, one.raw)
            key = (operation.kind, operation.pv, operation.row)
            rows.setdefault(key, []).append(Entry(name, stream.origin, operation))
    return rows


_NOTHING = row_heads.encode(RowState(), {})


def _empty(table: Table, kind: RecordKind) -> ColumnElement[bool]:
    values = (table.c[field.name].is_(None) for field in kind.fields)
    return and_(table.c.heads == _NOTHING, ~table.c.alive, ~table.c.unsettled, *values)


class _Comparison:
    """Rows of the tables beside the rows of the log, and what both add up to."""

    def __init__(self, connection: Connection, streams: StreamBook, found: Findings) -> None:
        self._connection = connection
        self._streams = streams
        self._found = found
        self._seen: Counter[tuple[int, int]] = Counter()  # rows, by kind and scope
        self._beside: Counter[str] = Counter()  # what unsettled rows keep, by table
        self._repeated = {
            (row.kind, row.pv, row.row_id.bytes)
            for row in connection.execute(select(sync_repeated))
        }
        self.rows = 0

    def compare(self, logged: list[Logged]) -> None:
        expected = {
            key: fold(entries)
            for key, entries in entries_by_row(logged, self._streams, self._found).items()
        }
        ids: dict[tuple[int, int], list[bytes]] = {}
        for number, pv, row_id in expected:
            ids.setdefault((number, pv), []).append(row_id)
        stored: dict[RowKey, StoredRow] = {}
        for (number, pv), wanted in ids.items():
            for row in stored_rows(self._connection, BY_NUMBER[number], pv, wanted):
                stored[number, pv, row.id] = row
        for key, state in expected.items():
            self._compare_row(key, state, stored.get(key))

    def look_for_leftovers(self) -> None:
        """Whatever the tables hold beyond the rows that were compared.

        An empty row holds nothing: what was written there has left the log (``storage.aside``).
        """
        for kind in KINDS:
            table = RECORDS[kind.name]
            for pv, count in self._connection.execute(
                select(table.c.pv, func.count()).where(~_empty(table, kind)).group_by(table.c.pv)
            ):
                more = count - self._seen[kind.number, pv]
                if more:
                    self._found.add(FindingKind.UNEXPLAINED, f"{kind.name} {pv}: {more} rows")
        for table in (sync_loser, sync_awaited, difference):
            more = self._count(table) - self._beside[table.name]
            if more:
                self._found.add(FindingKind.UNEXPLAINED, f"{table.name}: {more} rows")

    def _compare_row(self, key: RowKey, state: RowState, stored: StoredRow | None) -> None:
        number, pv, row_id = key
        kind = BY_NUMBER[number]
        where = f"{kind.name} {pv} {UUID(bytes=row_id)}"
        if state.repeated and key not in self._repeated:
            self._found.add(FindingKind.REPEATED, where)
        if stored is None:
            if state.heads:
                self._found.add(FindingKind.MISSING, where)
            return
        self.rows += 1
        self._seen[number, pv] += bool(state.heads)
        self._compare_fields(kind, where, state, stored)
        if stored.heads != row_heads.encode(state, self._streams.numbers):
            self._found.add(FindingKind.HEADS, where)
        if stored.unsettled is state.settled():
            self._found.add(FindingKind.SETTLED, where)
        if not state.settled():
            self._compare_unsettled(kind, key, where, state)

    def _compare_fields(
        self, kind: RecordKind, where: str, state: RowState, stored: StoredRow
    ) -> None:
        for number, value in stored.values.items():
            shown = not state.alive if number == DELETED else state.shown(number)
            if value != shown or type(value) is not type(shown):
                self._found.add(FindingKind.VALUE, f"{where} field {number}")

    def _compare_unsettled(
        self, kind: RecordKind, key: RowKey, where: str, state: RowState
    ) -> None:
        _, pv, row_id = key
        beside = losing(state, self._streams)
        waits = {(number, name) for number, names in state.awaited.items() for name in names}
        asks = differing(kind, state)
        for table, wanted, kept, finding in (
            (sync_loser, beside, losers(self._connection, kind, pv, row_id), FindingKind.HEADS),
            (sync_awaited, waits, awaited(self._connection, kind, pv, row_id), FindingKind.AWAITED),
            (
                difference,
                asks,
                differing_fields(self._connection, kind, pv, row_id),
                FindingKind.DIFFERENCE,
            ),
        ):
            self._beside[table.name] += len(kept)
            if wanted != kept:
                self._found.add(finding, where)

    def _count(self, table: Table) -> int:
        return self._connection.execute(select(func.count()).select_from(table)).scalar_one()
