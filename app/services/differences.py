"""Two entries in one field, made without knowing of each other: shown side by side, then settled.

Where an earlier change is missing, it may yet show that one entry has replaced the other: such a
field is told as waiting, for at most two weeks. A person may settle it at any time.

Everything is read from the log: what each entry says, who wrote it, when by that computer's
clock, on which device, and what stood there before. The clock decides nothing. A settlement is
an ordinary change that replaces all entries; its reason is kept beside it in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, select

from app.core.errors import Correctable
from app.core.i18n import N_
from app.models.log import difference
from app.models.records import RECORDS
from app.oplog.fold import Entry as Folded
from app.oplog.fold import fold
from app.oplog.hybrid_clock import stamp_ms
from app.oplog.kinds import BY_NUMBER
from app.oplog.operation import Operation, Value
from app.oplog.registry import DELETED, Channel, RecordKind
from app.services.changes import Changes
from app.services.record_subjects import RecordSubjects, name_of_row
from app.services.session import Session
from app.storage.queries.differences import waiting_since
from app.storage.queries.row_history import of_row
from app.storage.store import Store
from app.storage.streams import StreamBook
from app.storage.unit_of_work import UnitOfWork

DELETED_FIELD = "deleted"
WAIT_DAYS = 14  # how long a field is told as waiting for what came before, not as a difference
_DAY_MS = 24 * 3600 * 1000

# Whether somebody's money hangs on the answer: those come first.
_MONEY = frozenset(
    {"allowance", "dossier", "restricted_dossier", "decision", "restricted_decision", "support"}
)
_MONEY_FIELDS = {
    "person": frozenset({"birth", "death_on", "moved_on"}),
    "fact": frozenset({"value", "amount", "valid_from", "valid_to", "issued_on"}),
    "restricted_fact": frozenset({"value", "amount", "valid_from", "valid_to", "issued_on"}),
    "emergency_case": frozenset({"persons", "months", "house_damage"}),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the entries: the value as it is stored, who entered it, when, and where."""

    value: Value | UUID
    who: str
    at_ms: int
    device: str
    here: bool
    """Whether it was entered on this very workstation."""
    office: bool = False
    """Whether it was entered at the receiving office."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that waits for a person; ``base`` is what stood there before both entries.

    ``entries`` of this workstation come first.
    """

    kind: str
    pv: int
    row: UUID
    field: str
    subject: str
    """Name of the person or household concerned, "" when the row names none."""
    person: UUID | None
    money: bool
    entries: tuple[Entry, ...]
    base: Value | UUID
    waiting_ms: int | None = None
    """Since when an earlier change is missing that may settle it; None when none is, or not any
    more after :data:`WAIT_DAYS`."""
    named: tuple[tuple[UUID, str], ...] = ()
    """Names of the rows that the values point to, as far as they are here."""


def open_differences(store: Store, session: Session) -> list[Difference]:
    """All of them, those with money at stake first, what waits behind them; restricted ones only
    when cleared."""
    now_ms = store.clock.now_ms()
    with store.read() as connection:
        streams = StreamBook(connection)
        names = RecordSubjects(connection)
        rows = connection.execute(select(difference)).all()
        since = waiting_since(connection)
        found = [
            replace(
                _difference(connection, streams, names, store.identity.device, row),
                waiting_ms=_waiting(since.get((row.kind, row.pv, row.row_id, row.field)), now_ms),
            )
            for row in rows
            if _visible(BY_NUMBER[row.kind], session)
        ]
    return sorted(found, key=_order)


def waiting(connection: Connection, session: Session) -> tuple[int, bool]:
    """How many fields of the commune wait for a person, and whether money hangs on any of them."""
    rows = connection.execute(
        select(difference.c.kind, difference.c.field).where(difference.c.pv == session.pv)
    )
    seen = [(kind, row.field) for row in rows if _visible(kind := BY_NUMBER[row.kind], session)]
    return len(seen), any(_on_money(kind, _field_name(kind, field)) for kind, field in seen)


def _order(one: Difference) -> tuple[bool, bool, str, UUID, str]:
    return (one.waiting_ms is not None, not one.money, one.subject, one.row, one.field)


def _waiting(since_ms: int | None, now_ms: int) -> int | None:
    if since_ms is None or now_ms - since_ms > WAIT_DAYS * _DAY_MS:
        return None
    return since_ms


class Rule(StrEnum):
    """Which entry a person takes for many fields of one kind at once."""

    NEWER = "newer"
    OFFICE = "office"
    HERE = "here"


def alike(found: Sequence[Difference], one: Difference) -> list[Difference]:
    """The fields that may be settled together with ``one``: same record kind, same field.

    Where money hangs on the answer, or an earlier change is missing, every field is looked at by
    itself.
    """
    if one.money or one.waiting_ms is not None:
        return [one]
    return [
        other
        for other in found
        if (other.kind, other.field) == (one.kind, one.field)
        and not other.money
        and other.waiting_ms is None
    ]


def taken_by(rule: Rule, one: Difference) -> Entry | None:
    """The entry that ``rule`` takes; None when it does not tell which."""
    if rule is Rule.NEWER:
        last = max(entry.at_ms for entry in one.entries)
        found = [entry for entry in one.entries if entry.at_ms == last]
    elif rule is Rule.OFFICE:
        found = [entry for entry in one.entries if entry.office]
    else:
        found = [entry for entry in one.entries if entry.here]
    return found[0] if len(found) == 1 else None


def settle_together(
    store: Store, session: Session, chosen_of: Sequence[Difference], rule: Rule, reason: str
) -> Changes:
    """Settle fields of one kind by one rule, all or none; the others stay as they are.

    Fields in which the rule names no single entry are left for a person. Raises Correctable as
    :func:`settle` does, or when the rule names an entry in none of them.
    """
    pairs = [(one, entry) for one in chosen_of if (entry := taken_by(rule, one)) is not None]
    if not pairs:
        raise Correctable(
            "rule_names_none", N_("This choice fits none of them. Look at them one by one.")
        )
    return _settle(store, session, pairs, reason)


def settle(
    store: Store, session: Session, chosen_of: Difference, chosen: Entry, reason: str
) -> Changes:
    """Let ``chosen`` stand for good and keep why.

    Raises Correctable without a reason, or when the entries have changed since they were shown.
    """
    return _settle(store, session, [(chosen_of, chosen)], reason)


def _settle(
    store: Store, session: Session, pairs: Sequence[tuple[Difference, Entry]], reason: str
) -> Changes:
    if not reason.strip():
        raise Correctable(
            "reason_missing", N_("Write why this entry is the right one."), field="reason"
        )
    if any(_is_restricted(one.kind) for one, _entry in pairs):
        session.require_clearance()
    now = {(one.row, one.kind, one.field): one for one in open_differences(store, session)}
    for one, _entry in pairs:
        current = now.get((one.row, one.kind, one.field))
        if current is None or set(current.entries) != set(one.entries):
            raise Correctable(
                "difference_changed",
                N_("These entries have changed in the meantime. Look at them once more."),
            )
    with store.write(session.officer) as work:
        for one, entry in pairs:
            made = _let_stand(work, one, entry, reason)
        work.commit()
    kinds = frozenset(one.kind for one, _entry in pairs)
    return Changes(kinds, frozenset(one.row for one, _entry in pairs), made)


def _let_stand(work: UnitOfWork, chosen_of: Difference, chosen: Entry, reason: str) -> UUID:
    kind, row, pv = chosen_of.kind, chosen_of.row, chosen_of.pv
    table = RECORDS[kind]
    alive = work.connection.execute(
        select(table.c.alive).where(table.c.pv == pv, table.c.id == row)
    ).scalar_one()
    if chosen_of.field == DELETED_FIELD:
        if chosen.value:
            work.delete(kind, row, pv=pv)
        else:
            work.restore(kind, row, {}, pv=pv)
    elif alive or chosen.value is None:
        work.resolve(kind, row, {chosen_of.field: chosen.value}, pv=pv)
    else:  # one side deleted the row, and the other side's entry is the right one
        work.restore(kind, row, {chosen_of.field: chosen.value}, pv=pv)
    return work.create(
        "restricted_settlement" if _is_restricted(kind) else "settlement",
        {"subject": row, "record": kind, "field": chosen_of.field, "reason": reason},
        pv=pv,
    )


def _difference(
    connection: Connection, streams: StreamBook, names: RecordSubjects, own: UUID, row: object
) -> Difference:
    number, pv, row_id, field = row.kind, row.pv, row.row_id, row.field  # type: ignore[attr-defined]  # a Row of difference
    kind = BY_NUMBER[number]
    history = of_row(connection, streams, kind, pv, row_id)
    by_hash = {one.hash: one for one in history}
    heads = fold(history).heads[field]
    name = _field_name(kind, field)
    subject, person = names.subject(kind, pv, row_id)
    entries = _here_first(
        _entry(by_hash[head.hash], _plain(kind, field, head.value), streams, names, own)
        for head in heads
    )
    base = _plain(kind, field, _base([by_hash[head.hash] for head in heads], field, by_hash))
    return Difference(
        kind=kind.name,
        pv=pv,
        row=row_id,
        field=name,
        subject=subject,
        person=person,
        money=_on_money(kind, name),
        entries=entries,
        base=base,
        named=_named(connection, pv, [base, *(entry.value for entry in entries)]),
    )


def _named(
    connection: Connection, pv: int, values: Iterable[Value | UUID]
) -> tuple[tuple[UUID, str], ...]:
    rows = dict.fromkeys(value for value in values if isinstance(value, UUID))
    return tuple((row, name) for row in rows if (name := name_of_row(connection, pv, row)))


def _entry(
    found: Folded, value: Value | UUID, streams: StreamBook, names: RecordSubjects, own: UUID
) -> Entry:
    writer = streams.writer(found)
    device, office = writer.device, writer.origin.role == "office"
    return Entry(
        value,
        names.officer(found.operation.actor, found.operation.pv),
        stamp_ms(found.operation.hlc),
        names.device(device),
        device == own,
        office,
    )


def _here_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """What was entered on this workstation stands before what came from elsewhere."""
    return tuple(sorted(entries, key=lambda entry: not entry.here))


def _base(heads: Iterable[Folded], field: int, by_hash: dict[bytes, Folded]) -> Value:
    """The value that every one of the entries replaced, if there is one."""
    common: set[bytes] | None = None
    for head in heads:
        bases = set(_write(head.operation, field)[1])
        common = bases if common is None else common & bases
    known = sorted(name for name in common or () if name in by_hash)
    return _write(by_hash[known[0]].operation, field)[0] if known else None


def _write(operation: Operation, field: int) -> tuple[Value, list[bytes]]:
    found = next(write for write in operation.writes if write.field == field)
    return found.value, found.bases


def _plain(kind: RecordKind, field: int, value: Value) -> Value | UUID:
    """Row ids as UUID, everything else as it is."""
    return UUID(bytes=value) if field != DELETED and isinstance(value, bytes) else value


def _field_name(kind: RecordKind, field: int) -> str:
    return DELETED_FIELD if field == DELETED else kind.by_number[field].name


def _on_money(kind: RecordKind, field: str) -> bool:
    return kind.name in _MONEY or field in _MONEY_FIELDS.get(kind.name, ())


def _visible(kind: RecordKind, session: Session) -> bool:
    return session.cleared or kind.channel is not Channel.CASE


def _is_restricted(kind: str) -> bool:
    return any(one.name == kind and one.channel is Channel.CASE for one in BY_NUMBER.values())
