"""What becomes of operations that cannot stand where they were written: rules without a database.

A stream whose computer was copied or set back tells two histories: one branch stands in the log,
others lie aside. What lies beyond a gap that never closes is parked. In both cases the operations
are written anew in another stream that names them, by their own device or by the receiving office.
Here is said how that is done, what has been written anew already, what of the rest may be taken up,
and when a branch may take the place of the one in the log. ``sync.forks`` and ``sync.adoption`` ask
this of their tables, the random histories of the tests of their lists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from app.oplog.fold import Entry, Origin, verdict
from app.oplog.kinds import CURRENT
from app.oplog.operation import (
    MAX_BYTES,
    REPEATING_BYTES,
    Operation,
    decode,
    encode,
    operation_hash,
    read,
)
from app.oplog.registry import Registry
from app.oplog.repetition import Together, content

Numbered = tuple[int, bytes]
"""One operation of a stream: its number and its bytes."""

Said = tuple[bytes | None, tuple[object, ...]]
"""An operation's name, and what it says."""


def anew(old: bytes, into: bytes, raws: Iterable[bytes], names: dict[bytes, bytes]) -> list[bytes]:
    """Operations of the stream ``old`` as they stand in the stream ``into``.

    They are numbered from 1, each names the one it repeats. ``names`` tells for each old name the
    new one; it is brought up to date.
    """
    fresh = []
    for seq, raw in enumerate(raws, start=1):
        operation, name = decode(raw), operation_hash(old, raw)
        writes = [
            msgspec.structs.replace(
                write, bases=sorted(names.get(base, base) for base in write.bases)
            )
            for write in operation.writes
        ]
        made = encode(msgspec.structs.replace(operation, seq=seq, writes=writes, nonce=name))
        names[name] = operation_hash(into, made)
        fresh.append(made)
    return fresh


def names_anew(into: Origin, held: Iterable[Numbered]) -> Iterator[tuple[bytes, bytes]]:
    """First and new name of whatever was written anew in the stream ``into``."""
    for seq, raw in held:
        first = read(raw, seq).nonce
        if first is not None:
            yield first, operation_hash(into.stream, raw)


def told_by(one: Origin, held: Iterable[Numbered]) -> set[Said]:
    """What a stream ``one`` that continues another writes anew of it, with these operations.

    Whoever names an operation and says something else has not written it anew. Neither has a
    device that was withdrawn before, because nobody folds what it says.
    """
    found = (read(raw, seq) for seq, raw in held if one.last is None or seq <= one.last)
    return {(told.nonce, content(told)) for told in found if told.nonce is not None}


def left(
    origin: Origin,
    beside: Iterable[Numbered],
    logged: Iterable[Numbered],
    told: Collection[Said],
    registry: Registry = CURRENT,
) -> list[Numbered]:
    """What lies ``beside`` a stream, is not in its log and was not written anew (``told``).

    Whatever its stream may not write is left out; what lies there twice is named once.
    """
    there = {name for name, _content in _said(origin, logged)}
    found = {_saying(origin, one): one for one in beside if matters(origin, one, registry)}
    return [one for said, one in found.items() if said[0] not in there and said not in told]


def gives_way(
    origin: Origin,
    ours: Sequence[Numbered],
    theirs: Sequence[Numbered],
    told: Collection[Said],
    *,
    leads: bool,
    registry: Registry = CURRENT,
) -> bool:
    """Whether the branch aside may take the place of the one in the log, which was written anew.

    ``leads``: the one aside is the branch of whom this station follows.
    """
    if not ours or not theirs:
        return False
    if origin.last is not None:
        return leads  # the last number of a withdrawn device was told of the office's branch
    if not all_told(origin, ours, told, registry):
        return False
    return leads or not all_told(origin, theirs, told, registry)


def all_told(
    origin: Origin,
    branch: Iterable[Numbered],
    told: Collection[Said],
    registry: Registry = CURRENT,
) -> bool:
    """Whether whatever may ever change something of a branch was written anew."""
    mattering = [one for one in branch if matters(origin, one, registry)]
    return _said(origin, mattering) <= set(told)


def matters(origin: Origin, one: Numbered, registry: Registry = CURRENT) -> bool:
    """Whether it may ever change something; what its stream may not write stays aside for good."""
    return _verdict(origin, one, registry) != "denied"


def counting(
    origin: Origin, joined: int, found: Iterable[Numbered], registry: Registry = CURRENT
) -> dict[bytes, Numbered]:
    """By name, what of ``found`` may be taken up of a stream whose log ends with ``joined``."""
    return {
        operation_hash(origin.stream, one[1]): one
        for one in found
        if _counts(origin, joined, one, registry)
    }


def standing(
    held: Iterable[Entry], logged: Iterable[Entry], registry: Registry = CURRENT
) -> dict[bytes, bytes]:
    """By name, under which one an operation counts already that is held beside the log.

    It counts when it, or whatever says the same, stands in the log. What is held links both: a
    device may have written anew what the office took up under its first name.
    """
    beside, there = list(held), list(logged)
    together = Together({one.hash: one for one in (*there, *beside)})
    counting: dict[bytes, bytes] = {}
    for one in there:
        if verdict(one.operation, one.origin, registry) == "folded":
            same = together.of(one.hash)
            counting[same] = min(one.hash, counting.get(same, one.hash))
    return {
        one.hash: counting[together.of(one.hash)]
        for one in beside
        if together.of(one.hash) in counting
    }


def entries(origin: Origin, found: Iterable[Numbered]) -> list[Entry]:
    """These operations of a stream with their names."""
    return [Entry(operation_hash(origin.stream, one[1]), origin, _read(one)) for one in found]


def _counts(origin: Origin, joined: int, one: Numbered, registry: Registry) -> bool:
    seq, raw = one
    # A last number vouches for one branch: of another one nobody knows when it was written.
    vouched = origin.last is None or seq > joined
    fits = len(raw) <= MAX_BYTES - REPEATING_BYTES
    return vouched and fits and _verdict(origin, one, registry) == "folded"


def _verdict(origin: Origin, one: Numbered, registry: Registry) -> str:
    return verdict(_read(one), origin, registry)


def _said(origin: Origin, found: Iterable[Numbered]) -> set[Said]:
    return {_saying(origin, one) for one in found}


def _saying(origin: Origin, one: Numbered) -> Said:
    return (operation_hash(origin.stream, one[1]), content(_read(one)))


def _read(one: Numbered) -> Operation:
    return read(one[1], one[0])
