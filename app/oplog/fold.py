"""Merging: the state of a row as a pure function of the set of operations received for it.

Per field the *heads* are the values that no other known operation replaced. A base that has
not arrived yet is *awaited*: until it comes nobody can tell whether two heads differ or one
replaced the other, so the field is told as waiting. Order, repetition and clocks of arrival
change nothing; a causally later entry never loses. What was written twice counts once
(:mod:`app.oplog.repetition`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from app.oplog.kinds import CURRENT
from app.oplog.operation import MAX_BASES, NOBODY, Action, Operation, Value, Write
from app.oplog.registry import DELETED, Channel, Field, Merge, Registry
from app.oplog.repetition import Together, claims

AUTHORITY = {"commune": 0, "office": 1}
ENDS = {Action.DELETE: True, Action.RESTORE: False}  # what each of them writes into DELETED


@dataclass(frozen=True, slots=True)
class Origin:
    """The stream an operation came through, as its signed descriptor tells it.

    ``last`` is the newest number that still counts when its device was withdrawn; None: all do.
    ``parent`` is the stream that it continues, if it continues one.
    """

    stream: bytes
    channel: Channel
    pv: int
    role: str
    last: int | None = None
    device: bytes = b""
    parent: bytes | None = None


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One received operation with its name and origin."""

    hash: bytes
    origin: Origin
    operation: Operation


class Head(msgspec.Struct, frozen=True, gc=False):
    """A value that nobody has replaced, and who wrote it."""

    hash: bytes
    stream: bytes
    seq: int
    hlc: int
    authority: int
    value: Value

    def rank(self) -> tuple[int, int, bytes, int]:
        """Which of several heads is shown; never which one is right."""
        return (self.authority, self.hlc, self.stream, self.seq)


@dataclass(slots=True)
class RowState:
    """Heads (the shown one first) and awaited bases of every field of one row.

    ``repeated``: something in it was written twice, so it is folded from all its operations.
    """

    heads: dict[int, list[Head]] = field(default_factory=dict)
    awaited: dict[int, set[bytes]] = field(default_factory=dict)
    repeated: bool = field(default=False, compare=False)

    def shown(self, number: int) -> Value:
        """The value to show for a field; None when nobody wrote it."""
        heads = self.heads.get(number)
        return heads[0].value if heads else None

    def bases(self, number: int) -> list[bytes]:
        """What a new entry in this field replaces: everything its writer could see.

        At most as many as an operation may name, the shown one among them; what is left over
        stays beside the new entry and is settled by the next.
        """
        return sorted(head.hash for head in self.heads.get(number, ())[:MAX_BASES])

    @property
    def alive(self) -> bool:
        """False once the row was deleted and not brought back, and when nothing of it counts."""
        return bool(self.heads) and self.shown(DELETED) is not True

    def unlike(self, number: int) -> bool:
        """Whether the field holds two different entries, and what is shown is one of them."""
        heads = self.heads.get(number, ())
        return len(heads) > 1 and len({(type(head.value), head.value) for head in heads}) > 1

    def differing(self, number: int) -> bool:
        """Whether two entries are known to have been made without knowing of each other."""
        return self.unlike(number) and not self.awaited.get(number)

    def settled(self) -> bool:
        """Whether every field has one head and nothing is awaited."""
        return not self.awaited and set(map(len, self.heads.values())) <= {1}


def understood(operation: Operation, registry: Registry = CURRENT) -> bool:
    """Whether a program knows every kind, field and action; others wait for a newer one."""
    kind = registry.kinds.get(operation.kind)
    return (
        operation.schema <= registry.schema
        and operation.action in Action._value2member_map_
        and kind is not None
        and kind.by_number.keys() >= {w.field for w in operation.writes} - {DELETED}
    )


def allowed(operation: Operation, origin: Origin, registry: Registry = CURRENT) -> bool:
    """Whether that stream may write that: a pure function of operation, descriptor and registry.

    An operation that is not allowed stays in the log, so that the chain holds, and changes nothing.
    """
    kind = registry.kinds[operation.kind]
    if kind.channel is not origin.channel or operation.pv != origin.pv:
        return False
    ends = operation.action in ENDS
    if ends and operation.writes[0].field != DELETED:
        return False  # under that name it would only write over what is written once
    for write in operation.writes:
        if write.field == DELETED:
            if not ends or write.value is not ENDS[Action(operation.action)]:
                return False
            continue
        field = kind.by_number[write.field]
        if not field.fits(write.value) or not _acts(operation, field, write.value):
            return False
        if operation.action == Action.DELETE and write.value is not None:
            return False
        if field.merge is Merge.OFFICE and origin.role != "office":
            return False
        if field.merge is Merge.ONCE and (ends or (write.bases and not _chooses(operation, write))):
            return False
    return True


ACTS = {"transfer": Action.TRANSFER, "link": Action.LINK}


def _acts(operation: Operation, field: Field, value: Value) -> bool:
    """Whether a field that belongs to an act is written by that act, and says what it may.

    A row is linked to an older one, never to itself or a younger one: so no two stations can
    ever link in a circle. A row never goes on where it is.
    """
    if not field.act:
        return operation.action != Action.LINK
    if operation.action not in (ACTS[field.act], Action.RESOLVE, *ENDS):
        return False
    if value is None:
        return True
    if field.act == "link":
        return isinstance(value, bytes) and value < operation.row
    return value != operation.pv


def _chooses(operation: Operation, write: Write) -> bool:
    """Whether a person settles what was written twice: nothing else replaces what stands once."""
    return operation.action == Action.RESOLVE and len(write.bases) > 1


def verdict(operation: Operation, origin: Origin, registry: Registry = CURRENT) -> str:
    """What becomes of an operation here.

    ``folded``, ``denied`` (kept, changes nothing), ``unknown`` (waits for a newer program) or
    ``withheld`` (its device was withdrawn before; waits until the office vouches for it).
    """
    if origin.last is not None and operation.seq > origin.last:
        return "withheld"
    if operation.kind == NOBODY and operation.schema <= registry.schema:
        return "denied"
    if not understood(operation, registry):
        return "unknown"
    return "folded" if allowed(operation, origin, registry) else "denied"


def apply(
    row: RowState, entry: Entry, known: Callable[[bytes], bool], status: str | None = None
) -> set[int]:
    """Fold one newly received operation into its row; returns the fields it touched.

    ``known(hash)`` tells whether an operation of this row with that name was received before;
    ``status`` is the operation's :func:`verdict`, where that was asked for already.
    Call it once for each operation; what was received twice is not new.
    """
    operation, name = entry.operation, entry.hash
    superseded: set[int] = set()
    if row.awaited:
        superseded = {number for number, names in row.awaited.items() if name in names}
    for number in superseded:
        row.awaited[number].discard(name)
        if not row.awaited[number]:
            del row.awaited[number]
    if (status or verdict(operation, entry.origin)) != "folded":
        return superseded
    touched = set(superseded)
    for write in operation.writes:
        touched.add(write.field)
        heads = row.heads.setdefault(write.field, [])
        for base in write.bases:
            kept = [head for head in heads if head.hash != base]
            if len(kept) < len(heads):
                heads[:] = kept
            elif base != name and not known(base):
                row.awaited.setdefault(write.field, set()).add(base)
        if write.field not in superseded:
            heads.append(_head(entry, write.value))
            if len(heads) > 1:
                heads.sort(key=Head.rank, reverse=True)
        if not heads:
            del row.heads[write.field]
    return touched


def fold(entries: Iterable[Entry], registry: Registry = CURRENT) -> RowState:
    """The state of one row from all its operations, in whatever order they are given."""
    row, received = RowState(), dict[bytes, Entry]()
    for entry in entries:
        if entry.hash in received:
            continue
        status = verdict(entry.operation, entry.origin, registry)
        apply(row, entry, received.__contains__, status)
        received[entry.hash] = entry
        row.repeated = row.repeated or claims(entry)
    return _fold_together(received, registry) if row.repeated else row


def whole(row: RowState, entry: Entry) -> bool:
    """Whether ``entry`` asks for folding the whole row anew instead of :func:`apply`."""
    return row.repeated or claims(entry)


def _fold_together(received: Mapping[bytes, Entry], registry: Registry) -> RowState:
    """The same as applying one after the other, with what says the same counted once."""
    together, row = Together(received), RowState(repeated=True)
    written: dict[int, dict[bytes, list[Head]]] = {}
    replaced: dict[int, set[bytes]] = {}
    for entry in received.values():
        if verdict(entry.operation, entry.origin, registry) != "folded":
            continue
        one = together.of(entry.hash)
        for write in entry.operation.writes:
            cell = written.setdefault(write.field, {})
            cell.setdefault(one, []).append(_head(entry, write.value))
            gone = {together.of(base) for base in write.bases} - {one}
            replaced.setdefault(write.field, set()).update(gone)
            waits = {base for base in write.bases if not together.here(base)}
            if waits:
                row.awaited.setdefault(write.field, set()).update(waits)
    for number, cell in written.items():
        heads = [found for one, found in cell.items() if one not in replaced[number]]
        # Nothing stands: somebody repeated what he wrote on top of what replaced it. All is shown.
        chosen = [_newest(found, together) for found in heads or cell.values()]
        row.heads[number] = sorted(chosen, key=Head.rank, reverse=True)
    return row


def _newest(found: list[Head], together: Together) -> Head:
    """Which of several that say the same stands: one that was not written anew once more.

    Of what it repeats some stations hold another branch; they all hold this.
    """
    last = [head for head in found if not together.again(head.hash)]
    return max(last or found, key=Head.rank)


def _head(entry: Entry, value: Value) -> Head:
    operation, origin = entry.operation, entry.origin
    return Head(
        hash=entry.hash,
        stream=origin.stream,
        seq=operation.seq,
        hlc=operation.hlc,
        authority=AUTHORITY[origin.role],
        value=value,
    )
