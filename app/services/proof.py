"""Nothing is lost: for every change about a person, where it stands.

Each change is in use, or replaced and by whom, or waits and for what; and it was entered here and
sent in a bundle that the other side has confirmed or not, or it came from another workstation.
Read from the log, from the record of bundles and from what the peers have told; what an officer
may not see leaves no line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from app.core.clock import local
from app.core.errors import Untrusted
from app.core.i18n import N_, _
from app.models.log import sync_out, sync_parked, sync_peer
from app.models.records import RECORDS
from app.oplog.fold import Entry, RowState, fold, verdict
from app.oplog.hybrid_clock import stamp_ms
from app.oplog.kinds import BY_NAME, BY_NUMBER
from app.oplog.operation import Operation, decode, operation_hash
from app.oplog.registry import Channel
from app.oplog.repetition import Together
from app.services.history import History, HistoryLine
from app.services.record_subjects import RecordSubjects
from app.services.session import Session
from app.storage.queries import unused_changes
from app.storage.queries.row_history import of_row
from app.storage.store import Store
from app.storage.streams import StreamBook
from app.sync import forks, trust_store
from app.sync.adoption import taken_up
from app.sync.parcel import decode_ranges

_DAY = "%d/%m/%Y"

IN_USE, PARTLY, REPLACED, DIFFERS, AWAITS, NEWER, NOT_COUNTED = (
    "in_use",
    "partly",
    "replaced",
    "differs",
    "awaits",
    "newer_program",
    "not_counted",
)
_STANDINGS = {
    IN_USE: N_("In use."),
    PARTLY: N_("In use in part; {who} replaced the rest on {day}."),
    REPLACED: N_("Replaced by {who} on {day}."),
    DIFFERS: N_("Waits until somebody chooses between two entries."),
    AWAITS: N_("Beside another entry; the part of the data that came before is still missing."),
    NEWER: N_("Kept; waits for a newer program."),
    NOT_COUNTED: N_("Kept, but it may not count here."),
}


@dataclass(frozen=True, slots=True)
class SentIn:
    """The bundle in which a change first went, and to whom."""

    number: int
    name: str
    to: str
    made_ms: int


@dataclass(frozen=True, slots=True)
class Trace:
    """One change and where it stands."""

    line: HistoryLine
    device: str
    here: bool
    sent: SentIn | None
    confirmed: bool
    """Whether the other side has told that it holds it."""
    confirmed_ms: int | None
    standing: str
    replaced_by: str
    replaced_at: datetime | None
    taken_up: bool = False
    """Whether the receiving office wrote it anew because its computer could not send it whole."""

    def standing_words(self) -> str:
        """What became of it, in one sentence."""
        at = self.replaced_at
        day = "" if at is None else at.strftime(_DAY)
        who = self.replaced_by or _("somebody else")
        return _(_STANDINGS[self.standing]).format(who=who, day=day)

    def way_words(self) -> str:
        """Where it was entered, how it went, and who has it."""
        if self.taken_up:
            return _(
                "Came from {device}; the receiving office took it up for that computer."
            ).format(device=self.device or _("another computer"))
        if not self.here:
            return _("Came from {device}.").format(device=self.device or _("another computer"))
        if self.sent is None:
            if self.confirmed:
                return _("Entered here. The other side has it.")
            return _("Entered here. Waits to be sent.")
        day = local(self.sent.made_ms).strftime(_DAY)
        told = _("Entered here. Sent in file {number:03} on {day}.").format(
            number=self.sent.number, day=day
        )
        if not self.confirmed:
            return told + " " + _("Waits for {to} to confirm.").format(to=self.sent.to)
        if self.confirmed_ms is None:
            return told + " " + _("{to} has it.").format(to=self.sent.to)
        back = local(self.confirmed_ms).strftime(_DAY)
        return told + " " + _("Confirmed by {to} on {day}.").format(to=self.sent.to, day=back)


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything about a person, the latest first; ``waiting`` came before what it rests on."""

    traces: tuple[Trace, ...]
    waiting: int


def of_person(store: Store, session: Session, person: UUID, *, pv: int | None = None) -> Proof:
    """Every change about that person that this workstation holds.

    Without ``pv`` the person is looked for in one's own commune first, then in the others.
    """
    scope = pv or _scope_of(store, session, person)
    history = History(store, session)
    lines = {one.name: one for one in history.of_person(person, pv=scope)}
    with store.read() as connection:
        rows = history.rows_of_person(connection, person, scope)
        streams = StreamBook(connection)
        way = _Way(connection, streams, store.identity.device)
        names = RecordSubjects(connection)
        found: dict[bytes, Trace] = {}
        for kind, row in rows:
            entries = of_row(connection, streams, BY_NAME[kind], scope, row)
            state = fold(entries)
            for one in entries:
                if one.hash in lines:
                    found[one.hash] = _trace(lines[one.hash], one, entries, state, way, names)
        known = {row for _kind, row in rows}
        waiting = _waiting(connection, streams, session, person, known)
        waiting += _of_newer_kinds(connection, streams, session, known, scope)
    return Proof(tuple(found[name] for name in lines if name in found), waiting)


def _scope_of(store: Store, session: Session, person: UUID) -> int:
    table = RECORDS["person"]
    with store.read() as connection:
        found = connection.execute(select(table.c.pv).where(table.c.id == person)).scalars().all()
    return session.pv if not found or session.pv in found else max(found)


class _Way:
    """What was sent in which bundle, and what the receivers have told that they hold."""

    def __init__(self, connection: Connection, streams: StreamBook, own: UUID) -> None:
        self._streams = streams
        self._own = own
        devices = trust_store.devices(connection)
        here = devices.get(own)
        self._receivers = {
            one.id: one.name
            for one in devices.values()
            if here is not None and one.role != here.role
        }
        self._sent = [
            (part.stream, part.first, part.last, row)
            for row in connection.execute(select(sync_out).order_by(sync_out.c.made_ms))
            if row.device in self._receivers
            for part in decode_ranges(row.ranges)
        ]
        self._held: dict[UUID, int] = {}
        for row in connection.execute(select(sync_peer)):
            if row.device in self._receivers:
                self._held[row.stream] = max(row.seq, self._held.get(row.stream, 0))

    def device(self, entry: Entry) -> UUID:
        """The workstation at which it was made."""
        return self._streams.writer(entry).device

    def taken_up(self, entry: Entry) -> bool:
        """Whether the office wrote it anew for a computer that is not the office's."""
        return entry.origin.role == "office" and (
            self._streams.writer(entry).origin.role != entry.origin.role
        )

    def here(self, entry: Entry) -> bool:
        return self.device(entry) == self._own

    def of(self, entry: Entry) -> tuple[SentIn | None, bool, int | None]:
        """The first bundle it went in, whether it has arrived, and when that was told."""
        stream, seq = entry.origin.stream, entry.operation.seq
        rows = [
            row for one, first, last, row in self._sent if one == stream and first <= seq <= last
        ]
        told = [row.acknowledged_ms for row in rows if row.acknowledged_ms is not None]
        arrived = bool(told) or self._held.get(UUID(bytes=stream), 0) >= seq
        if not rows:
            return None, arrived, None
        first = rows[0]
        sent = SentIn(first.number, first.name, self._receivers[first.device], first.made_ms)
        return sent, arrived, min(told, default=None)


def _trace(
    line: HistoryLine,
    entry: Entry,
    entries: Sequence[Entry],
    state: RowState,
    way: _Way,
    names: RecordSubjects,
) -> Trace:
    standing, successor = _standing(entry, entries, state)
    here = way.here(entry)
    sent, confirmed, confirmed_ms = way.of(entry) if here else (None, False, None)
    return Trace(
        line=line,
        device=names.device(way.device(entry)),
        here=here,
        sent=sent,
        confirmed=confirmed,
        confirmed_ms=confirmed_ms,
        standing=standing,
        replaced_by=""
        if successor is None
        else names.officer(successor.operation.actor, entry.operation.pv),
        replaced_at=None if successor is None else local(stamp_ms(successor.operation.hlc)),
        taken_up=way.taken_up(entry),
    )


def _standing(entry: Entry, entries: Sequence[Entry], state: RowState) -> tuple[str, Entry | None]:
    """What became of a change, and the first one that replaced some of it."""
    status = verdict(entry.operation, entry.origin)
    if status != "folded":
        return (NEWER if status == "unknown" else NOT_COUNTED), None
    together = Together({one.hash: one for one in entries})
    this = together.of(entry.hash)  # under whichever name it stands
    heads = [
        number
        for number, found in state.heads.items()
        if any(together.of(head.hash) == this for head in found)
    ]
    successors = sorted(
        (
            one
            for one in entries
            if together.of(one.hash) != this
            and verdict(one.operation, one.origin) == "folded"
            and any(together.of(base) == this for w in one.operation.writes for base in w.bases)
        ),
        key=lambda one: (one.operation.hlc, one.hash),
    )
    successor = successors[0] if successors else None
    if any(state.differing(number) for number in heads):
        return DIFFERS, successor
    if any(state.unlike(number) for number in heads):
        return AWAITS, successor
    if not heads:
        return REPLACED, successor
    written = {write.field for write in entry.operation.writes}
    return (IN_USE, None) if written <= set(heads) or successor is None else (PARTLY, successor)


def _waiting(
    connection: Connection, streams: StreamBook, session: Session, person: UUID, rows: set[UUID]
) -> int:
    """How many changes about the person lie here and have not joined.

    They came before those they follow on, or are of a second history that nobody wrote anew yet.
    """
    count = 0
    counting: dict[UUID, dict[bytes, bytes]] = {}  # by stream, what the office has taken up
    known = {row.bytes for row in rows} | {person.bytes}
    held = [
        tuple(row) for row in connection.execute(select(sync_parked.c.stream, sync_parked.c.raw))
    ]
    for stream_id, raw in [*held, *_beside(connection, streams)]:
        stream = streams.by_id.get(stream_id)
        closed = stream is None or stream.origin.channel is Channel.CASE
        if closed and not session.cleared:
            continue
        try:
            operation = decode(bytes(raw))
        except Untrusted:
            continue
        if stream is not None and _about(operation, known):
            if stream.id not in counting:
                counting[stream.id] = taken_up(connection, streams, stream)
            count += operation_hash(stream.id.bytes, bytes(raw)) not in counting[stream.id]
    return count


def _of_newer_kinds(
    connection: Connection, streams: StreamBook, session: Session, rows: Iterable[UUID], pv: int
) -> int:
    """How many changes are about a kind of record that only a newer program knows."""
    return sum(
        one.operation.kind not in BY_NUMBER
        and (session.cleared or one.origin.channel is not Channel.CASE)
        for one in unused_changes.naming(connection, streams, pv, {row.bytes for row in rows})
    )


def _beside(connection: Connection, streams: StreamBook) -> list[tuple[UUID, bytes]]:
    found = []
    for one in forks.told_twice(connection):
        told = forks.written_anew(connection, streams, streams.by_id[one])
        left = forks.left_aside(connection, streams.by_id[one], told)
        found += [(one, raw) for _seq, raw in left]
    return found


def _about(operation: Operation, rows: set[bytes]) -> bool:
    return operation.row in rows or any(write.value in rows for write in operation.writes)
