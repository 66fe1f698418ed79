"""The tables as the fold of the log: rows are loaded as states, operations applied, rows written.

One path for what is typed here and for what arrives in a bundle, so the tables cannot say
anything the log does not say.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec
from sqlalchemy import Connection, LargeBinary, bindparam, delete, select, type_coerce, update
from sqlalchemy.dialects.sqlite import insert

from app.models.log import difference, sync_awaited, sync_loser, sync_op, sync_repeated
from app.models.records import RECORDS
from app.oplog.fold import Entry, RowState, apply, fold, whole
from app.oplog.kinds import BY_NUMBER, KINDS
from app.oplog.operation import decode, operation_hash
from app.oplog.registry import DELETED, Merge, RecordKind
from app.storage import row_heads
from app.storage.plain_rows import PlainQuery, PlainRows
from app.storage.queries.row_history import of_row
from app.storage.stored_rows import row_state, stored_rows
from app.storage.streams import StreamBook

RowKey = tuple[int, int, bytes]  # kind number, scope, row id

_LOSER = ("field", "hash", "stream_no", "seq", "hlc", "value")
_encode_value = msgspec.msgpack.Encoder().encode


_BEHIND = ("heads", "alive", "unsettled")


def _insert(kind: RecordKind) -> PlainRows:
    names = ["pv", "id", *(field.name for field in kind.fields), *_BEHIND]
    return PlainRows(insert(RECORDS[kind.name]), names)


def _update(kind: RecordKind) -> PlainRows:
    table = RECORDS[kind.name]
    own = [*(field.name for field in kind.fields), *_BEHIND]
    statement = (
        update(table)
        .where(table.c.pv == bindparam("row_pv"), table.c.id == bindparam("row_id"))
        .values({name: bindparam(name) for name in own})
    )
    return PlainRows(statement, [*own, "row_pv", "row_id"])


_REPEATED = PlainQuery(
    select(
        sync_repeated.c.kind, sync_repeated.c.pv, type_coerce(sync_repeated.c.row_id, LargeBinary)
    ),
    [],
)

# Built once: building a statement costs more than running it.
_INSERT = {kind.name: _insert(kind) for kind in KINDS}
_UPDATE = {kind.name: _update(kind) for kind in KINDS}


class Projection:
    """The rows one transaction works on, as states; ``flush`` writes the touched ones."""

    def __init__(self, connection: Connection, streams: StreamBook, *, now_ms: int = 0) -> None:
        self._connection = connection
        self._streams = streams
        self._now_ms = now_ms  # told with what is awaited from now on; decides nothing
        self._marked: set[RowKey] | None = None  # rows in which something was written twice
        self._entries: dict[RowKey, list[Entry]] = {}  # applied here, by row
        self._states: dict[RowKey, RowState] = {}
        self._unsettled: set[RowKey] = set()
        self._fresh: set[RowKey] = set()
        self._touched: dict[RowKey, None] = {}
        # Operations by name: the row of each applied here, and each row's of earlier transactions.
        self._applied: dict[bytes, RowKey] = {}
        self._logged: dict[RowKey, set[bytes]] = {}
        self.written: list[tuple[RecordKind, int, bytes]] = []

    def load(self, kind: RecordKind, pv: int, ids: Iterable[bytes]) -> None:
        """Bring rows in, so that ``state`` finds them; rows that do not exist are empty."""
        wanted = [i for i in dict.fromkeys(ids) if (kind.number, pv, i) not in self._states]
        for row in stored_rows(self._connection, kind, pv, wanted):
            key = (kind.number, pv, row.id)
            state = row_state(self._connection, self._streams, kind, pv, row)
            state.repeated = key in self._rows_repeated()
            self._states[key] = state
            if row.unsettled:
                self._unsettled.add(key)
        for one in wanted:
            key = (kind.number, pv, one)
            if key not in self._states:
                self._states[key] = RowState(repeated=key in self._rows_repeated())
                self._fresh.add(key)

    def start(self, kind: RecordKind, pv: int, row_id: bytes) -> RowState:
        """The empty state of a row that is being made here and now: nothing to look up."""
        key = (kind.number, pv, row_id)
        self._fresh.add(key)
        return self._states.setdefault(key, RowState())

    def state(self, kind: RecordKind, pv: int, row_id: bytes) -> RowState:
        """The state of a row, with everything applied so far."""
        key = (kind.number, pv, row_id)
        if key not in self._states:
            self.load(kind, pv, (row_id,))
        return self._states[key]

    def apply(self, entry: Entry, status: str | None = None) -> None:
        """Fold one operation of a known kind into its row; ``status`` as for ``fold.apply``."""
        operation = entry.operation
        kind = BY_NUMBER[operation.kind]
        key = (kind.number, operation.pv, operation.row)
        state = self.state(kind, operation.pv, operation.row)

        def known(name: bytes) -> bool:
            return self._applied.get(name) == key or name in self._logged_names(key)

        self._entries.setdefault(key, []).append(entry)
        if whole(state, entry):
            self._fold_whole(kind, key)
        elif apply(state, entry, known, status):
            self._touched[key] = None
        self._applied[entry.hash] = key

    def replace(self, kind: RecordKind, pv: int, row_id: bytes, state: RowState) -> bool:
        """Put a row's state in place of the one in the tables; False when they agree."""
        key = (kind.number, pv, row_id)
        same = self.state(kind, pv, row_id) == state
        self._states[key] = state
        self._mark(key, state)
        if same:
            return False
        self._touched[key] = None
        return True

    def flush(self) -> None:
        """Write every touched row, what else its fields hold, and where two entries differ."""
        by_kind: dict[int, list[RowKey]] = {}
        for key in self._touched:
            by_kind.setdefault(key[0], []).append(key)
        for number, keys in by_kind.items():
            kind = BY_NUMBER[number]
            settled = {key: self._states[key].settled() for key in keys}
            self._write_rows(kind, settled)
            odd = [key for key in keys if not settled[key] or key in self._unsettled]
            self._write_unsettled(kind, odd)
        self._touched.clear()

    def _fold_whole(self, kind: RecordKind, key: RowKey) -> None:
        """Fold a row from all its operations, those that are not in the log yet among them."""
        _number, pv, row_id = key
        logged = of_row(self._connection, self._streams, kind, pv, UUID(bytes=row_id))
        state = fold([*logged, *self._entries[key]])
        if self._states[key] != state:
            self._touched[key] = None
        self._states[key] = state
        self._mark(key, state)

    def _rows_repeated(self) -> set[RowKey]:
        if self._marked is None:
            found = _REPEATED.ask(self._connection)
            self._marked = {(number, pv, bytes(row_id)) for number, pv, row_id in found}
        return self._marked

    def _mark(self, key: RowKey, state: RowState) -> None:
        if state.repeated and key not in self._rows_repeated():
            self._rows_repeated().add(key)
            at = dict(zip(("kind", "pv", "row_id"), key, strict=True))
            self._connection.execute(insert(sync_repeated).values(at))

    def _write_rows(self, kind: RecordKind, keys: dict[RowKey, bool]) -> None:
        """Write the rows of ``keys``, which tells of each whether it is settled."""
        fresh: list[tuple[object, ...]] = []
        old: list[tuple[object, ...]] = []
        numbers = [field.number for field in kind.fields]
        for key, settled in keys.items():
            state = self._states[key]
            heads = state.heads
            shown = [heads[number][0].value if number in heads else None for number in numbers]
            column = row_heads.encode(state, self._streams.numbers)
            if key in self._fresh:
                fresh.append((*key[1:], *shown, column, state.alive, not settled))
            else:
                old.append((*shown, column, state.alive, not settled, *key[1:]))
            self.written.append((kind, key[1], key[2]))
        _INSERT[kind.name].write(self._connection, fresh)
        _UPDATE[kind.name].write(self._connection, old)
        self._fresh.difference_update(keys)

    def _write_unsettled(self, kind: RecordKind, keys: list[RowKey]) -> None:
        for key in keys:
            state = self._states[key]
            at = {"kind": key[0], "pv": key[1], "row_id": key[2]}
            noted = self._noted(key)
            for table in (sync_loser, sync_awaited, difference):
                self._connection.execute(
                    delete(table).where(*(table.c[name] == value for name, value in at.items()))
                )
            self._unsettled.discard(key)
            if state.settled():
                continue
            self._unsettled.add(key)
            losers = [
                {**at, **dict(zip(_LOSER, loser, strict=True))}
                for loser in losing(state, self._streams)
            ]
            awaited = [
                {
                    **at,
                    "field": number,
                    "hash": name,
                    "noted_ms": noted.get((number, name), self._now_ms),
                }
                for number, names in state.awaited.items()
                for name in names
            ]
            open_fields = [{**at, "field": number} for number in differing(kind, state)]
            for table, rows in (
                (sync_loser, losers),
                (sync_awaited, awaited),
                (difference, open_fields),
            ):
                if rows:
                    self._connection.execute(insert(table), rows)

    def _noted(self, key: RowKey) -> dict[tuple[int, bytes], int]:
        """Since when each field of a row awaits what it awaits."""
        c, (number, pv, row_id) = sync_awaited.c, key
        found = self._connection.execute(
            select(c.field, c.hash, c.noted_ms).where(
                c.pv == pv, c.kind == number, c.row_id == row_id
            )
        )
        return {(row.field, bytes(row.hash)): row.noted_ms for row in found}

    def _logged_names(self, key: RowKey) -> set[bytes]:
        """Names of the operations of this row that were folded in earlier transactions."""
        if key in self._logged:
            return self._logged[key]
        number, pv, row_id = key
        found = self._connection.execute(
            select(sync_op.c.stream_no, sync_op.c.raw).where(
                sync_op.c.row_id == row_id, sync_op.c.kind == number
            )
        )
        names = set()
        for row in found:
            raw = bytes(row.raw)
            if decode(raw).pv == pv:
                stream = self._streams.by_number[row.stream_no]
                names.add(operation_hash(stream.id.bytes, raw))
        self._logged[key] = names
        return names

    def forget(self) -> None:
        """Drop what is held in memory; rows and log must have been written."""
        assert not self._touched
        self._states.clear()
        self._unsettled.clear()
        self._fresh.clear()
        self._applied.clear()
        self._entries.clear()
        self._logged.clear()


def losing(state: RowState, streams: StreamBook) -> set[tuple[int, bytes, int, int, int, bytes]]:
    """Heads that are not shown: field, hash, stream number, sequence, stamp, encoded value."""
    return {
        (
            number,
            head.hash,
            streams.numbers[head.stream],
            head.seq,
            head.hlc,
            _encode_value(head.value),
        )
        for number, heads in state.heads.items()
        for head in heads[1:]
    }


def differing(kind: RecordKind, state: RowState) -> set[int]:
    """The fields of a row whose entries differ, and that only a person or an earlier change that
    is on its way can settle."""
    return {
        number
        for number in state.heads
        if state.unlike(number)
        and (number == DELETED or kind.by_number[number].merge is not Merge.AUTO)
    }
