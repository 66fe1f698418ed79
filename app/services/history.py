"""Who changed what and when, read from the operation log itself.

Rules kept: what an officer may not see leaves no line, no gap and no count; the time is that of
the writer's computer and is told, never trusted; a value is told beside the one it replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from app.core.clock import local
from app.core.i18n import N_, _
from app.models.records import RECORDS
from app.oplog.fold import Entry
from app.oplog.hybrid_clock import stamp_ms
from app.oplog.kinds import BY_NAME, BY_NUMBER, RESTRICTED_TWIN
from app.oplog.operation import Action, Value
from app.oplog.registry import Channel, Kind, RecordKind
from app.oplog.repetition import said_once
from app.services.field_words import field_name, record_name, shown_value
from app.services.record_subjects import name_of_row, officer_names
from app.services.session import Session
from app.storage.queries import unused_changes
from app.storage.queries.doubtful_dates import Period, doubtful_periods, is_doubtful
from app.storage.queries.row_history import of_row
from app.storage.store import Store
from app.storage.streams import StreamBook

ACTIONS = {
    "new": N_("Entered"),
    Action.EDIT: N_("Changed"),
    Action.DELETE: N_("Taken away"),
    Action.RESTORE: N_("Brought back"),
    Action.RESOLVE: N_("Chosen between two entries"),
}
PUT_ASIDE = N_("Put aside, not used")
OF_PERSON = (
    ("fact", "subject"),
    ("membership", "person"),
    ("dossier", "person"),
    ("allowance", "person"),
    ("victim", "person"),
    ("move", "person"),
    ("notice", "subject"),
    ("protection_case", "person"),
)
OF_DOSSIER = (("decision", "dossier"),)
HIDDEN = frozenset(("subject_kind", "subject", "allowance"))  # links that tell a reader nothing


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in words; "" stands for nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One operation: when by the writer's computer, who, on which record, what."""

    at: datetime
    who: str
    record: str
    action: str
    changes: tuple[FieldChange, ...]
    name: bytes = b""
    """The operation's name, by which other pages find it."""
    doubtful: bool = False
    """Whether the date of that computer was not certain then."""


class History:
    """Reading the log for people."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def of_row(self, kind_name: str, row_id: UUID, *, pv: int | None = None) -> list[HistoryLine]:
        """Everything that was done to one record, the latest first."""
        with self._store.read() as connection:
            return self._read(connection, [(kind_name, row_id)], pv or self._session.pv)

    def of_person(self, person_id: UUID, *, pv: int | None = None) -> list[HistoryLine]:
        """What was done to a person, the facts, households and dossiers, the latest first."""
        scope = pv or self._session.pv
        with self._store.read() as connection:
            return self._read(connection, self.rows_of_person(connection, person_id, scope), scope)

    def rows_of_person(
        self, connection: Connection, person_id: UUID, pv: int
    ) -> list[tuple[str, UUID]]:
        """The records that tell about a person, by kind and id, as far as they may be seen."""
        rows = [("person", person_id), *self._pointing(connection, OF_PERSON, [person_id], pv)]
        dossiers = [row for name, row in rows if name in ("dossier", RESTRICTED_TWIN["dossier"])]
        rows += self._pointing(connection, OF_DOSSIER, dossiers, pv)
        return self._with_unused(connection, rows, pv)

    def _pointing(
        self,
        connection: Connection,
        fields: Iterable[tuple[str, str]],
        to: Sequence[UUID],
        pv: int,
    ) -> list[tuple[str, UUID]]:
        rows = []
        for name, field in fields:
            names = [name, *([RESTRICTED_TWIN[name]] if name in RESTRICTED_TWIN else [])]
            for one in names:
                if to and self._may_read(BY_NAME[one]):
                    table = RECORDS[one]
                    found = connection.execute(
                        select(table.c.id).where(table.c.pv == pv, table.c[field].in_(to))
                    ).scalars()
                    rows += [(one, row) for row in found]
        return rows

    def _with_unused(
        self, connection: Connection, rows: list[tuple[str, UUID]], pv: int
    ) -> list[tuple[str, UUID]]:
        """With the rows that stand in no table, because nothing written to them is in use."""
        streams, named = StreamBook(connection), [row.bytes for _name, row in rows]
        for one in unused_changes.naming(connection, streams, pv, named):
            closed = one.origin.channel is Channel.CASE and not self._session.cleared
            kind, row = BY_NUMBER.get(one.operation.kind), UUID(bytes=one.operation.row)
            if closed or kind is None or not self._may_read(kind) or (kind.name, row) in rows:
                continue
            rows.append((kind.name, row))
        return rows

    def _may_read(self, kind: RecordKind) -> bool:
        return kind.channel is not Channel.CASE or self._session.cleared

    def _read(
        self, connection: Connection, rows: Iterable[tuple[str, UUID]], pv: int
    ) -> list[HistoryLine]:
        streams = StreamBook(connection)
        entries = [
            (BY_NAME[name], entries)
            for name, row in rows
            if self._may_read(BY_NAME[name])
            and (entries := of_row(connection, streams, BY_NAME[name], pv, row))
        ]
        names = _Names(connection, pv)
        periods = doubtful_periods(connection, streams)
        doubtful = {
            stream.id.bytes: periods[stream.device]
            for stream in streams
            if stream.device in periods
        }
        found = [line for kind, row in entries for line in _lines(kind, row, names, doubtful)]
        found.sort(key=lambda pair: pair[0], reverse=True)
        return [line for _stamp, line in found]


class _Names:
    """Names of the rows that other rows point to, looked up once each."""

    def __init__(self, connection: Connection, pv: int) -> None:
        self._connection = connection
        self._pv = pv
        self._found: dict[bytes, str] = {}
        self.officers = officer_names(connection, pv)

    def of(self, row: bytes) -> str:
        """The name of a person, a village or a household's head; "" when it is not here."""
        if row not in self._found:
            self._found[row] = name_of_row(self._connection, self._pv, UUID(bytes=row))
        return self._found[row]


def _lines(
    kind: RecordKind,
    entries: list[Entry],
    names: _Names,
    doubtful: Mapping[bytes, Sequence[Period]],
) -> list[tuple[tuple[int, int], HistoryLine]]:
    written: dict[bytes, Mapping[int, Value]] = {
        one.hash: {write.field: write.value for write in one.operation.writes} for one in entries
    }
    ordered = sorted(
        said_once(entries), key=lambda one: (one.operation.hlc, one.operation.seq, one.hash)
    )
    fact_kind = _fact_kind(kind, ordered)
    lines = []
    for place, one in enumerate(ordered):
        operation = one.operation
        changes = []
        for write in operation.writes:
            field = kind.by_number.get(write.field)
            if field is None or field.name in HIDDEN:
                continue
            old = [
                value
                for base in write.bases
                if (value := written.get(base, {}).get(write.field)) is not None
            ]
            words = [
                names.of(value)
                if field.kind is Kind.ROW and isinstance(value, bytes)
                else shown_value(kind.name, field.name, value, fact_kind=fact_kind)
                for value in (*old, write.value)
            ]
            changes.append(FieldChange(field_name(field.name), " · ".join(words[:-1]), words[-1]))
        action = "new" if place == 0 and operation.action == Action.EDIT else operation.action
        line = HistoryLine(
            at=local(stamp_ms(operation.hlc)),
            who=names.officers.get(operation.actor, ""),
            record=record_name(kind.name),
            action=_(_action(one, action)),
            changes=tuple(changes),
            name=one.hash,
            doubtful=is_doubtful(doubtful.get(one.origin.stream, ()), operation.hlc),
        )
        lines.append(((operation.hlc, operation.seq), line))
    return lines


def _action(one: Entry, action: str | int) -> str:
    """What was done; what a withdrawn workstation wrote counts for nothing yet."""
    last = one.origin.last
    if last is not None and one.operation.seq > last:
        return PUT_ASIDE
    return ACTIONS.get(action, ACTIONS[Action.EDIT])


def _fact_kind(kind: RecordKind, entries: Iterable[Entry]) -> str | None:
    field = kind.by_name.get("kind")
    if field is None:
        return None
    values = (
        write.value
        for one in entries
        for write in one.operation.writes
        if write.field == field.number
    )
    return next((value for value in values if isinstance(value, str)), None)
