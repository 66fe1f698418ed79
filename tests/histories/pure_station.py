"""A workstation without files: the merge of the program on plain lists and dictionaries.

Operations, chains, bases and the fold are the program's own (``app.oplog``). What the bundles
do is told again in few lines after ``docs/formats/exchange.md``, so that thousands of histories
run in a minute; the same histories run on real stations in ``file_play``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from app.oplog import edit, hybrid_clock
from app.oplog.fold import Entry, Origin, RowState, apply, fold, verdict
from app.oplog.operation import Action, Operation, Value, Write, decode, encode, operation_hash
from app.oplog.registry import Channel, RecordKind, Registry
from app.oplog.stream import Descriptor, chain_next, chain_start, encode_descriptor
from tests.histories.registries import OLDER

RowKey = tuple[int, int, bytes]  # kind, scope, row
Cell = tuple[RowKey, int]  # a field of a row
Standing = tuple[tuple[bytes, ...], frozenset[bytes]]  # heads as shown, awaited
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
    parked: dict[int, bytes] = field(default_factory=dict)
    heads: dict[int, bytes] = field(default_factory=dict)  # signed heads of what is parked

    @property
    def seq(self) -> int:
        return len(self.raws)

    def copy(self) -> Log:
        """Another log of the same content."""
        return replace(
            self,
            raws=self.raws[:],
            chains=self.chains[:],
            parked=dict(self.parked),
            heads=dict(self.heads),
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
    """One file: a statement, operations of one channel, and news of second histories."""

    sender: str
    to: str
    statement: int
    have: Have
    stretches: tuple[Stretch, ...]
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


@dataclass
class PureStation:
    """What one workstation holds, and what it does."""

    name: str
    role: str
    pv: int
    scopes: frozenset[int]
    channels: frozenset[Channel]
    registry: Registry = OLDER
    clock_ms: int = 1_790_000_000_000
    names: Iterator[int] = field(default_factory=itertools.count)  # of incarnations, for ever
    incarnation: int = 0
    logs: dict[bytes, Log] = field(default_factory=dict)
    rows: dict[RowKey, RowState] = field(default_factory=dict)
    known: dict[RowKey, set[bytes]] = field(default_factory=dict)
    seen: dict[Cell, set[bytes]] = field(default_factory=dict)
    peers: dict[str, tuple[int, Have]] = field(default_factory=dict)
    said: dict[str, int] = field(default_factory=dict)
    hlc: int = 0
    forked: set[tuple[str, bytes]] = field(default_factory=set)  # device, stream

    # -- what an officer does -------------------------------------------------------------

    def kind(self, number: int) -> RecordKind:
        return self.registry.kinds[number]

    def state(self, key: RowKey) -> RowState:
        return self.rows.setdefault(key, RowState())

    def alive_rows(self, kinds: Iterable[int]) -> list[RowKey]:
        """Rows of these kinds that somebody here could work on, in one order everywhere."""
        wanted = set(kinds)
        return sorted(k for k, row in self.rows.items() if k[0] in wanted and row.heads)

    def history(self, key: RowKey) -> list[Entry]:
        """Every operation of a row that lies here, in no particular order."""
        entries = (self._entry(log.origin, raw) for log in self.logs.values() for raw in log.raws)
        return [entry for entry in entries if _key(entry.operation) == key]

    def write(
        self, key: RowKey, new: Mapping[int, Value], action: Action, *, schema: int | None = None
    ) -> Made | None:
        """Make an operation here; None when there is nothing to write."""
        if not new:
            return None
        kind = self.kind(key[0])
        log = self._own(kind.channel, key[1])
        self.hlc = hybrid_clock.next_stamp(self.hlc, self.clock_ms)
        made = edit.operation(
            kind,
            self.state(key),
            new,
            seq=log.seq + 1,
            hlc=self.hlc,
            actor=bytes(16),
            pv=key[1],
            row_id=key[2],
            action=action,
        )
        made = msgspec.structs.replace(made, schema=schema or 1, nonce=None)
        return self.append_own(log, encode(made), made)

    def append_own(self, log: Log, raw: bytes, made: Operation) -> Made:
        """Append to an own stream and fold it here."""
        key = (made.kind, made.pv, made.row)
        seen = {one.field: frozenset(self.seen.get((key, one.field), ())) for one in made.writes}
        entry = self._append(log, raw)
        log.head = log.seq
        assert entry is not None
        return Made(entry.hash, log.origin.stream, entry, seen)

    # -- bundles ---------------------------------------------------------------------------

    def bundles(self, peer: PureStation, *, most: int = 1_000_000) -> list[Bundle]:
        """Everything ``peer`` has not confirmed, at most ``most`` operations in each bundle."""
        held = self._acknowledged(peer.name)
        made: list[Bundle] = []
        for channel in sorted(self.channels & peer.channels):
            part: list[Stretch] = []
            room = most
            for log in self._readable(peer, channel):
                after = held.get(log.origin.stream, 0)
                while after < log.seq:
                    taken = log.raws[after : after + room]
                    part.append(self._stretch(log, after, taken))
                    after, room = after + len(taken), room - len(taken)
                    if room == 0:
                        made.append(self._bundle(peer, part))
                        part, room = [], most
            if part or channel is Channel.BASE:
                made.append(self._bundle(peer, part))
        return made

    def receive(self, bundle: Bundle) -> list[Again]:
        """Take a bundle in; what comes back are operations made anew after a second history."""
        anew: list[Again] = []
        for branch in bundle.branches:
            anew += self._rejoin(branch)
        for stretch in bundle.stretches:
            anew += self._join(stretch, bundle.sender)
        self._note(bundle)
        return anew

    def fresh_incarnation(self) -> None:
        """Seal the own streams: a restored file must not use its numbers again."""
        for log in self.logs.values():
            if log.device == self.name:
                log.sealed = True
        self.incarnation = next(self.names)

    def backup(self) -> PureStation:
        """A copy of everything the file holds; the tables follow from the log."""
        return replace(
            self,
            logs={name: log.copy() for name, log in self.logs.items()},
            rows={},
            known={},
            seen={},
            peers=dict(self.peers),
            said=dict(self.said),
            forked=set(self.forked),
        )

    def upgrade(self, registry: Registry) -> None:
        """Install another program: everything is folded again from the log."""
        self.registry = registry
        self.refold()

    def refold(self) -> None:
        """The tables anew from the log."""
        by_row: dict[RowKey, list[Entry]] = {}
        self.seen, self.known = {}, {}
        for log in self.logs.values():
            for raw in log.raws:
                entry = self._entry(log.origin, raw)
                self._mark(entry)
                key = _key(entry.operation)
                by_row.setdefault(key, []).append(entry)
        self.rows = {key: fold(entries, self.registry) for key, entries in by_row.items()}

    def heads(
        self, pv: int, channel: Channel
    ) -> dict[Cell, tuple[tuple[bytes, ...], frozenset[bytes]]]:
        """What the scope holds in that channel: heads and what is awaited, by field."""
        found = {}
        for key, row in self.rows.items():
            kind = self.registry.kinds.get(key[0])
            if key[1] != pv or kind is None or kind.channel is not channel:
                continue
            for number in row.heads.keys() | row.awaited.keys():
                heads = tuple(head.hash for head in row.heads.get(number, ()))
                found[key, number] = (heads, frozenset(row.awaited.get(number, ())))
        return found

    # -- inside ----------------------------------------------------------------------------

    def _own(self, channel: Channel, pv: int) -> Log:
        for log in self.logs.values():
            if (
                log.device == self.name
                and not log.sealed
                and (log.origin.channel, log.origin.pv) == (channel, pv)
            ):
                return log
        while True:  # a copy of this file may have taken the name
            name = f"{self.name}/{self.incarnation}/{channel.value}/{pv}".encode()
            if operation_hash(b"", name) not in self.logs:
                return self._open(self.name, name, channel, pv)
            self.incarnation = next(self.names)

    def _open(self, device: str, stream: bytes, channel: Channel, pv: int) -> Log:
        short = operation_hash(b"", stream)
        described = encode_descriptor(
            Descriptor(1, short, bytes(16), channel.value, pv, self.role, None, 0, None, 0)
        )
        origin = Origin(short, channel, pv, self.role)
        log = Log(device, origin, described, [], [chain_start(described)])
        self.logs[short] = log
        return log

    def _entry(self, origin: Origin, raw: bytes) -> Entry:
        return Entry(operation_hash(origin.stream, raw), origin, decode(raw))

    def _append(self, log: Log, raw: bytes) -> Entry:
        entry = self._entry(log.origin, raw)
        assert entry.operation.seq == log.seq + 1
        log.raws.append(raw)
        log.chains.append(chain_next(log.chains[-1], raw))
        self.hlc = hybrid_clock.adopt(self.hlc, entry.operation.hlc, self.clock_ms)
        key = _key(entry.operation)
        known = self.known.setdefault(key, set())
        if entry.operation.kind in self.registry.kinds:
            status = verdict(entry.operation, entry.origin, self.registry)
            apply(self.state(key), entry, known.__contains__, status)
        self._mark(entry)
        return entry

    def _mark(self, entry: Entry) -> None:
        key = _key(entry.operation)
        self.known.setdefault(key, set()).add(entry.hash)
        if verdict(entry.operation, entry.origin, self.registry) == "folded":
            for one in entry.operation.writes:
                self.seen.setdefault((key, one.field), set()).add(entry.hash)

    def _may_hold(self, origin: Origin) -> bool:
        return origin.pv in self.scopes and origin.channel in self.channels

    def _readable(self, peer: PureStation, channel: Channel) -> list[Log]:
        """Own streams first; what is passed on stands under its device's signed head."""
        found = [
            log
            for log in self.logs.values()
            if log.origin.channel is channel
            and peer._may_hold(log.origin)
            and (log.device == self.name or log.head > 0)
            and (log.device != peer.name or peer.name in self.peers)
        ]
        return sorted(found, key=lambda log: (log.device != self.name, log.origin.stream))

    def _stretch(self, log: Log, after: int, raws: list[bytes]) -> Stretch:
        last = after + len(raws)
        return Stretch(
            log.device, log.origin, log.descriptor, after + 1, log.chains[after], tuple(raws),
            log.chains[last], log.head, log.chains[log.head],
        )  # fmt: skip

    def _bundle(self, peer: PureStation, part: list[Stretch]) -> Bundle:
        number = max(self.clock_ms, self.said.get(peer.name, 0) + 1)
        self.said[peer.name] = number
        have = {
            log.origin.stream: (log.seq, log.chains[-1])
            for log in self.logs.values()
            if peer._may_hold(log.origin)
        }
        branches = tuple(
            self._stretch(self.logs[stream], 0, self.logs[stream].raws)
            for device, stream in sorted(self.forked)
            if device == peer.name
        )
        return Bundle(self.name, peer.name, number, have, tuple(part), branches)

    def _note(self, bundle: Bundle) -> None:
        """What arrived last counts: a station restored under a wrong clock has to be heard."""
        self.peers[bundle.sender] = (bundle.statement, bundle.have)

    def _acknowledged(self, peer: str) -> dict[bytes, int]:
        found = {}
        for stream, (seq, chain) in self.peers.get(peer, (0, {}))[1].items():
            log = self.logs.get(stream)
            if log is not None:
                same = seq > log.seq or log.chains[seq] == chain
                found[stream] = min(seq, log.seq) if same else 0
        return found

    def _join(self, stretch: Stretch, sender: str) -> list[Again]:
        """Compare where both overlap, append what follows on, park the rest."""
        if not self._may_hold(stretch.origin):
            return []
        stream = stretch.origin.stream
        log = self.logs.get(stream)
        if log is None:
            log = Log(
                stretch.device, stretch.origin, stretch.descriptor, [],
                [chain_start(stretch.descriptor)],
            )  # fmt: skip
            log.sealed = stretch.device == self.name  # an own one that a copy of this file opened
            self.logs[stream] = log
        before, last = stretch.first - 1, stretch.first - 1 + len(stretch.raws)
        overlap = min(last, log.seq)
        if before <= log.seq and (
            log.chains[before] != stretch.before
            or (overlap > before and log.chains[overlap] != _chain(stretch, overlap))
        ):
            return self._second_history(log, stretch, sender)
        # Beyond a gap nothing can be compared yet: our own branch may be another one.
        if log.device == self.name and not log.sealed and before <= log.seq < last:
            log.sealed = True
            self.fresh_incarnation()  # restored, and the office knows more than this file
        if last <= log.seq:
            return []
        for seq, raw in enumerate(stretch.raws, start=stretch.first):
            if seq > log.seq:
                log.parked.setdefault(seq, raw)
        log.heads[stretch.head] = stretch.head_chain
        self._unpark(log)
        return []

    def _unpark(self, log: Log) -> None:
        """Let join what is whole up to a head that its device signed."""
        for head in sorted(log.heads):
            wanted = range(log.seq + 1, head + 1)
            if not all(seq in log.parked for seq in wanted):
                continue
            chain = log.chains[-1]
            for seq in wanted:
                chain = chain_next(chain, log.parked[seq])
            if wanted and chain == log.heads[head]:
                if log.device == self.name and not log.sealed:
                    log.sealed = True
                    self.fresh_incarnation()
                for seq in wanted:
                    self._append(log, log.parked[seq])
            if head <= log.seq and log.chains[head] == log.heads[head]:
                log.head = max(log.head, head)
        log.parked = {seq: raw for seq, raw in log.parked.items() if seq > log.seq}
        log.heads = {head: chain for head, chain in log.heads.items() if head > log.seq}

    def _second_history(self, log: Log, stretch: Stretch, sender: str) -> list[Again]:
        """The office keeps its branch and tells the device; everybody else follows the office."""
        if self.role == "office":
            self.forked.add((log.device, log.origin.stream))
        elif log.device == self.name:
            return self._rejoin(stretch) if stretch.first == 1 else []
        elif sender.startswith("office"):
            log.raws, log.chains = [], [chain_start(log.descriptor)]
            log.parked, log.heads, log.head = {}, {}, 0
            self.refold()
            return self._join(stretch, sender)
        return []

    def _rejoin(self, branch: Stretch) -> list[Again]:
        """Take the office's branch of an own stream; make the own one anew behind a new name."""
        log = self.logs.get(branch.origin.stream)
        if log is None:
            return []
        theirs = [chain_start(branch.descriptor)]
        for raw in branch.raws:
            theirs.append(chain_next(theirs[-1], raw))
        common = 0
        while (
            common < min(log.seq, len(branch.raws)) and log.chains[common + 1] == theirs[common + 1]
        ):
            common += 1
        mine = log.raws[common:]
        if not mine or common == len(branch.raws):
            return []
        self.fresh_incarnation()
        log.raws, log.chains, log.head = list(branch.raws), theirs, len(branch.raws)
        log.sealed = True
        log.parked, log.heads = {}, {}
        self.refold()
        return self._again(log.origin, mine)

    def _again(self, origin: Origin, mine: list[bytes]) -> list[Again]:
        """The operations of a branch in a new stream; bases among them under their new names."""
        renamed: dict[bytes, bytes] = {}
        found = []
        for raw in mine:
            old = decode(raw)
            log = self._own(origin.channel, old.pv)
            writes = [
                Write(one.field, one.value, sorted(renamed.get(base, base) for base in one.bases))
                for one in old.writes
            ]
            new = msgspec.structs.replace(old, seq=log.seq + 1, writes=writes)
            made = self.append_own(log, encode(new), new)
            renamed[operation_hash(origin.stream, raw)] = made.hash
            found.append(Again(operation_hash(origin.stream, raw), made))
        return found


def _key(operation: Operation) -> RowKey:
    return (operation.kind, operation.pv, operation.row)


def _chain(stretch: Stretch, seq: int) -> bytes:
    chain = stretch.before
    for raw in stretch.raws[: seq - stretch.first + 1]:
        chain = chain_next(chain, raw)
    return chain
