"""One use case, one transaction: entries become operations, operations become rows.

Leaving without ``commit`` undoes everything. This is the only place that commits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from uuid import UUID

from sqlalchemy import Connection

from app.core.clock import Clock
from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.ids import new_id
from app.oplog import edit, hybrid_clock
from app.oplog.fold import Entry, RowState, verdict
from app.oplog.kinds import BY_NAME, BY_NUMBER
from app.oplog.operation import (
    MAX_BYTES,
    REPEATING_BYTES,
    Action,
    Operation,
    Value,
    encode,
    operation_hash,
    read,
)
from app.oplog.registry import RecordKind
from app.storage import after_commit
from app.storage.projection import Projection
from app.storage.queries.row_history import of_row
from app.storage.search_index import (
    households_headed_by,
    households_in,
    refresh_households,
    refresh_people,
)
from app.storage.streams import LoggedOperation, Stream, StreamBook

Values = Mapping[str, Value | UUID]


class UnitOfWork:
    """A write transaction on the workstation's file.

    ``actor`` is the officer at the keyboard; ``pv`` the scope that new rows belong to.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        clock: Clock,
        device: UUID,
        actor: UUID,
        pv: int,
        streams: Callable[[Connection], StreamBook] = StreamBook,
        committed: Callable[[StreamBook, frozenset[str]], None] = lambda streams, asked: None,
    ) -> None:
        self._connection = connection
        self._transaction = connection.begin()
        self._clock = clock
        self._device = device
        self._actor = actor
        self.pv = pv
        # Asked for only now that the write lock is held: before, somebody may still be saving.
        self.streams = streams(connection)
        self.projection = Projection(connection, self.streams, now_ms=clock.now_ms())
        self._logged: list[LoggedOperation] = []
        self._after = committed
        self.committed = False

    @property
    def connection(self) -> Connection:
        """For queries and local tables; sees everything entered so far."""
        self.flush()
        return self._connection

    @property
    def now_ms(self) -> int:
        """This computer's time, for notes; it decides nothing."""
        return self._clock.now_ms()

    def create(
        self,
        kind_name: str,
        values: Values,
        *,
        pv: int | None = None,
        row_id: UUID | None = None,
    ) -> UUID:
        """Make a row, with a fresh id unless one is given; raises Correctable at the field."""
        kind, scope = BY_NAME[kind_name], pv or self.pv
        row_id = row_id or new_id()
        state = self.projection.start(kind, scope, row_id.bytes)
        new = edit.changes(kind, state, _plain(values))
        self._write(kind, scope, row_id.bytes, state, new, Action.EDIT)
        return row_id

    def edit(self, kind_name: str, row_id: UUID, values: Values, *, pv: int | None = None) -> bool:
        """Enter new values; False when nothing differs from what is shown."""
        kind, scope = BY_NAME[kind_name], pv or self.pv
        state = self.projection.state(kind, scope, row_id.bytes)
        new = edit.changes(kind, state, _plain(values))
        if not new:
            return False
        self._write(kind, scope, row_id.bytes, state, new, Action.EDIT)
        return True

    def resolve(
        self, kind_name: str, row_id: UUID, values: Values, *, pv: int | None = None
    ) -> None:
        """Settle fields that hold different entries; the chosen value replaces all of them."""
        kind, scope = BY_NAME[kind_name], pv or self.pv
        state = self.projection.state(kind, scope, row_id.bytes)
        new = edit.changes(kind, state, _plain(values), settles=True)
        if new:
            self._write(kind, scope, row_id.bytes, state, new, Action.RESOLVE)

    def act(
        self,
        kind_name: str,
        row_id: UUID,
        action: Action,
        values: Values,
        *,
        pv: int | None = None,
    ) -> bool:
        """Link a row or let it go on elsewhere; False when nothing differs from what is shown."""
        kind, scope = BY_NAME[kind_name], pv or self.pv
        state = self.projection.state(kind, scope, row_id.bytes)
        new = edit.changes(kind, state, _plain(values))
        if new:
            self._write(kind, scope, row_id.bytes, state, new, action)
        return bool(new)

    def delete(self, kind_name: str, row_id: UUID, *, pv: int | None = None) -> None:
        """Take a row that was entered by mistake out of sight; its history stays."""
        kind, scope = BY_NAME[kind_name], pv or self.pv
        state = self.projection.state(kind, scope, row_id.bytes)
        self._write(kind, scope, row_id.bytes, state, edit.deletion(kind, state), Action.DELETE)

    def restore(
        self, kind_name: str, row_id: UUID, values: Values, *, pv: int | None = None
    ) -> None:
        """Bring a deleted row back as it was, but for these values."""
        kind, scope = BY_NAME[kind_name], pv or self.pv
        state = self.projection.state(kind, scope, row_id.bytes)
        history = of_row(self.connection, self.streams, kind, scope, row_id)
        emptied = edit.before_deletion(state, history)
        new = edit.restoration(kind, state, _plain(values), emptied)
        self._write(kind, scope, row_id.bytes, state, new, Action.RESTORE)

    def receive(self, stream: Stream, raw: bytes, operation: Operation | None = None) -> str:
        """Append one operation that arrived from elsewhere; returns what became of it.

        The answer is a :func:`~app.oplog.fold.verdict`. ``operation`` is what the bytes say at
        this place, where they were read already.
        """
        operation = operation or read(raw, stream.seq + 1)
        status = self._fold(stream, raw, operation)
        now = self._clock.now_ms()
        self._logged.append(
            self.streams.append(
                stream,
                raw,
                hlc=hybrid_clock.adopt(stream.hlc, operation.hlc, now),
                kind=operation.kind,
                row_id=operation.row,
                status=status,
            )
        )
        return status

    def flush(self) -> None:
        """Write streams, log and rows, still inside the transaction."""
        self.streams.save(self._logged)
        self._logged.clear()
        self.projection.flush()
        self._refresh_search()

    def commit(self) -> None:
        """Make it durable. After this nothing that was entered can be lost."""
        self.flush()
        self._transaction.commit()
        self.committed = True
        self._after(self.streams, after_commit.take(self._connection))

    def __enter__(self) -> UnitOfWork:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.committed:
            self._transaction.rollback()
            after_commit.take(self._connection)
        self._connection.close()

    def _write(
        self,
        kind: RecordKind,
        pv: int,
        row_id: bytes,
        state: RowState,
        new: Mapping[int, Value],
        action: Action,
    ) -> None:
        stream = self.streams.own(self._device, kind.channel, pv)
        last = max(known.hlc for known in self.streams)
        hlc = hybrid_clock.next_stamp(last, self._clock.now_ms())
        operation = edit.operation(
            kind,
            state,
            new,
            seq=stream.seq + 1,
            hlc=hlc,
            actor=self._actor.bytes,
            pv=pv,
            row_id=row_id,
            action=action,
        )
        raw = encode(operation)
        if len(raw) > MAX_BYTES - REPEATING_BYTES:
            raise Correctable(
                "entry_too_long", N_("These texts are too long together. Shorten some of them.")
            )
        status = self._fold(stream, raw, operation)
        # A local entry that the registry does not allow is our own fault, never the officer's.
        assert status == "folded", f"{kind.name}: {status}"
        self._logged.append(
            self.streams.append(
                stream, raw, hlc=hlc, kind=kind.number, row_id=row_id, status=status
            )
        )

    def _fold(self, stream: Stream, raw: bytes, operation: Operation) -> str:
        status = verdict(operation, stream.origin)
        if operation.kind in BY_NUMBER:
            name = operation_hash(stream.id.bytes, raw)
            self.projection.apply(Entry(name, stream.origin, operation), status)
        return status

    def _refresh_search(self) -> None:
        rows: dict[int, dict[str, list[bytes]]] = {}
        for kind, pv, row_id in self.projection.written:
            rows.setdefault(pv, {}).setdefault(kind.name, []).append(row_id)
        self.projection.written.clear()
        for pv, ids in rows.items():
            renamed = refresh_people(self._connection, pv, ids.get("person", ()))
            households = [
                *ids.get("household", ()),
                *households_headed_by(self._connection, pv, renamed),
                *households_in(self._connection, pv, ids.get("village", ())),
            ]
            refresh_households(self._connection, pv, dict.fromkeys(households))


def _plain(values: Values) -> dict[str, Value]:
    return {
        name: value.bytes if isinstance(value, UUID) else value for name, value in values.items()
    }
