"""What stations hold and hand to each other in pure histories: logs, stretches, bundles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from app.oplog.fold import Entry, Origin
from app.oplog.operation import Operation
from app.oplog.stream import chain_next
from app.storage.aside import Link, begun_with
from app.sync.trust import Revocation

RowKey = tuple[int, int, bytes]  # kind, scope, row
Cell = tuple[RowKey, int]  # a field of a row
Standing = tuple[tuple[bytes, ...], frozenset[bytes]]  # heads as shown, awaited
Trust = tuple[int, tuple[Revocation, ...]]  # version and entries of a root document
Have = Mapping[bytes, tuple[int, bytes]]  # by stream: number and chain there


@dataclass(slots=True)
class Log:
    """One stream as far as a station holds it; ``chains[n]`` is the value after ``n``."""

    device: str
    origin: Origin
    descriptor: bytes
    raws: list[bytes]
    chains: list[bytes]
    head: int = 0  # up to where its device's signature is known here
    sealed: bool = False
    parked: dict[int, list[bytes]] = field(default_factory=dict)  # of several branches, perhaps
    heads: dict[int, bytes] = field(default_factory=dict)  # signed heads of what is parked
    proved: set[bytes] = field(default_factory=set)  # parked up to a head signed in its bundle
    aside: dict[bytes, Link] = field(default_factory=dict)  # by chain: of other branches
    forks: dict[tuple[int, bytes], int] = field(default_factory=dict)
    """Where branches aside begin, number and chain, and their signed ends."""

    @property
    def seq(self) -> int:
        return len(self.raws)

    def park(self, seq: int, raw: bytes, *, proved: bool) -> None:
        """Keep what cannot join yet."""
        found = self.parked.setdefault(seq, [])
        if raw not in found:
            found.append(raw)
        if proved:
            self.proved.add(raw)

    def let_go(self) -> None:
        """Forget parked operations that have joined, and those nobody vouched for."""
        for seq, raws in list(self.parked.items()):
            if seq <= self.seq:
                kept = [raw for raw in raws if raw in self.proved and raw != self.raws[seq - 1]]
                self.parked[seq] = kept
        self.parked = {seq: raws for seq, raws in self.parked.items() if raws}

    def links(self, after: int = 0) -> list[Link]:
        """What has joined beyond ``after``."""
        every = zip(self.chains[after + 1 :], self.raws[after:], strict=True)
        return [Link(seq, chain, raw) for seq, (chain, raw) in enumerate(every, start=after + 1)]

    def branch(self, first: bytes) -> list[Link]:
        """The branch aside that begins with this chain value."""
        return begun_with(first, sorted(self.aside.values(), key=lambda one: (one.seq, one.chain)))

    def copy(self) -> Log:
        """Another log of the same content."""
        return replace(
            self,
            raws=self.raws[:],
            chains=self.chains[:],
            parked={seq: raws[:] for seq, raws in self.parked.items()},
            heads=dict(self.heads),
            proved=set(self.proved),
            aside=dict(self.aside),
            forks=dict(self.forks),
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Operations ``first`` … of one stream; ``head`` is what the device signed last."""

    device: str
    origin: Origin
    descriptor: bytes
    first: int
    before: bytes
    raws: tuple[bytes, ...]
    after: bytes
    head: int
    head_chain: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """One file: a statement, operations of one channel, trust, news of second histories."""

    sender: str
    to: str
    statement: int
    have: Have
    stretches: tuple[Stretch, ...]
    trust: Trust
    branches: tuple[Stretch, ...] = ()  # whole streams of the reader that went on twice


@dataclass(frozen=True, slots=True)
class Made:
    """One operation as it was made, with what its writer had seen of every field it writes."""

    hash: bytes
    stream: bytes
    entry: Entry | None
    seen: Mapping[int, frozenset[bytes]]


@dataclass(frozen=True, slots=True)
class Again:
    """An operation of a second history, made anew in another stream."""

    instead_of: bytes
    made: Made


def key_of(device: str) -> bytes:
    """What stands for the key by which a device signs."""
    return sha256(device.encode()).digest()


def row_of(operation: Operation) -> RowKey:
    """The row that an operation speaks of."""
    return (operation.kind, operation.pv, operation.row)


def chain_within(stretch: Stretch, seq: int) -> bytes:
    """The chain value at ``seq``, which lies within the stretch."""
    chain = stretch.before
    for raw in stretch.raws[: seq - stretch.first + 1]:
        chain = chain_next(chain, raw)
    return chain
