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

from app.oplog import branches, edit, hybrid_clock
from app.oplog.fold import Entry, Origin, RowState, apply, fold, verdict, whole
from app.oplog.operation import Action, Operation, Value, decode, encode, operation_hash
from app.oplog.registry import Channel, RecordKind, Registry
from app.oplog.repetition import continues
from app.oplog.stream import Descriptor, chain_next, chain_start, encode_descriptor
from app.sync import withdrawals
from app.sync.trust import Revocation, accepted_up_to
from tests.histories import joining
from tests.histories.registries import OLDER
from tests.histories.shapes import (
    Again,
    Bundle,
    Cell,
    Have,
    Log,
    Made,
    RowKey,
    Standing,
    Stretch,
    Trust,
    key_of,
    row_of,
)


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
    trust: Trust = (0, ())

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
        entries = (self.entry(log.origin, raw) for log in self.logs.values() for raw in log.raws)
        return [entry for entry in entries if row_of(entry.operation) == key]

    def write(
        self, key: RowKey, new: Mapping[int, Value], action: Action, *, schema: int | None = None
    ) -> Made | None:
        """Make an operation here; None when there is nothing to write."""
        if not new:
            return None
        kind = self.kind(key[0])
        log = self.own(kind.channel, key[1])
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
        entry = self.append(log, raw)
        log.head = log.seq
        assert entry is not None
        return Made(entry.hash, log.origin.stream, entry, seen)

    # -- bundles ---------------------------------------------------------------------------

    def bundles(self, peer: PureStation, *, most: int = 1_000_000) -> list[Bundle]:
        """Everything ``peer`` has not confirmed, at most ``most`` operations in each bundle.

        Nothing is written for whoever was withdrawn.
        """
        if self.distrusts(peer.name):
            return []
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
            if peer.role == "office" and self.role != "office":
                made += [
                    self._bundle(peer, [one])
                    for log in self._readable(peer, channel)
                    for one in joining.beside(self, log)
                ]
        return made

    def receive(self, bundle: Bundle) -> list[Again]:
        """Take a bundle in; what comes back are operations made anew after a second history."""
        if bundle.trust[0] > self.trust[0]:
            self.believe(bundle.trust)
        anew, met = [], set[bytes]()
        trusted = not self.distrusts(bundle.sender)
        for branch in bundle.branches if trusted else ():
            anew += joining.rejoin(self, branch)
        for stretch in bundle.stretches:
            anew += joining.join(self, stretch, met)
        led = bundle.sender == "office" and self.role != "office"
        joining.settle(self, met if led else set())
        if trusted:  # else it says nothing here but its operations
            self._note(bundle)
        return anew

    def take_up(self) -> list[Again]:
        """Let count what waits behind gaps or in branches that were not written anew."""
        return [again for log in list(self.logs.values()) for again in joining.take_up(self, log)]

    # -- whom the office trusts -----------------------------------------------------------

    def believe(self, trust: Trust) -> None:
        """Let every stream count as far as the root document says; our own as we wrote them."""
        self.trust, limited = trust, False
        for log in self.logs.values():
            last = self.limit(log.device, log.origin.stream)
            if last != log.origin.last:
                log.origin, limited = replace(log.origin, last=last), True
        if limited:
            self.refold()

    def limit(self, device: str, stream: bytes) -> int | None:
        """The last number that counts of a stream of that device; None when all do."""
        if device == self.name:
            return None
        return accepted_up_to(self.trust[1], key_of(device), stream)

    def distrusts(self, device: str) -> bool:
        """Whether that device was withdrawn, as far as is known here."""
        return any(entry.key == key_of(device) for entry in self.trust[1])

    def withdraw(self, device: str, since_ms: int | None) -> None:
        """At the office: of that device counts what came, or what it wrote before ``since_ms``."""
        held = {
            log.origin.stream: log.seq
            if since_ms is None
            else withdrawals.written_before(enumerate(log.raws, start=1), since_ms)
            for log in self.logs.values()
            if log.device == device and log.seq
        }
        self._say(device, withdrawals.entries(held, key=key_of(device), reason="mất máy"))

    def take_back(self, device: str) -> None:
        """At the office: that device is trusted again."""
        self._say(device, ())

    def _say(self, device: str, entries: tuple[Revocation, ...]) -> None:
        version, said = self.trust
        others = tuple(entry for entry in said if entry.key != key_of(device))
        self.believe((version + 1, (*others, *entries)))

    def told(self, log: Log) -> set[branches.Said]:
        """What of that stream its device or the office wrote anew, as far as it lies here."""
        return {
            said
            for one in self.logs.values()
            if continues(one.origin, log.origin)
            for said in branches.told_by(one.origin, enumerate(one.raws, start=1))
        }

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
                entry = self.entry(log.origin, raw)
                self._mark(entry)
                key = row_of(entry.operation)
                by_row.setdefault(key, []).append(entry)
        self.rows = {key: fold(entries, self.registry) for key, entries in by_row.items()}

    def heads(self, pv: int, channel: Channel) -> dict[Cell, Standing]:
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

    def own(self, channel: Channel, pv: int) -> Log:
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

    def continuing(self, origin: Origin, *, sealed: bool = False) -> Log:
        """A new own stream that points back to another."""
        while True:
            name = f"{self.name}/{self.incarnation}/{origin.stream.hex()}".encode()
            if operation_hash(b"", name) not in self.logs:
                break
            self.incarnation = next(self.names)
        log = self._open(self.name, name, origin.channel, origin.pv, parent=origin.stream)
        log.sealed = sealed
        return log

    def _open(
        self, device: str, stream: bytes, channel: Channel, pv: int, parent: bytes | None = None
    ) -> Log:
        short, made_by = operation_hash(b"", stream), operation_hash(b"", device.encode())
        chain = None if parent is None else bytes(32)
        described = encode_descriptor(
            Descriptor(1, short, made_by, channel.value, pv, self.role, parent, 0, chain, 0)
        )
        origin = Origin(short, channel, pv, self.role, device=made_by, parent=parent)
        log = Log(device, origin, described, [], [chain_start(described)])
        self.logs[short] = log
        return log

    def entry(self, origin: Origin, raw: bytes) -> Entry:
        return Entry(operation_hash(origin.stream, raw), origin, decode(raw))

    def append(self, log: Log, raw: bytes) -> Entry:
        entry = self.entry(log.origin, raw)
        assert entry.operation.seq == log.seq + 1
        log.raws.append(raw)
        log.chains.append(chain_next(log.chains[-1], raw))
        self.hlc = hybrid_clock.adopt(self.hlc, entry.operation.hlc, self.clock_ms)
        key = row_of(entry.operation)
        known = self.known.setdefault(key, set())
        if entry.operation.kind in self.registry.kinds:
            status = verdict(entry.operation, entry.origin, self.registry)
            if whole(self.state(key), entry):
                self.rows[key] = fold(self.history(key), self.registry)
            else:
                apply(self.state(key), entry, known.__contains__, status)
        self._mark(entry)
        return entry

    def _mark(self, entry: Entry) -> None:
        key = row_of(entry.operation)
        self.known.setdefault(key, set()).add(entry.hash)
        if verdict(entry.operation, entry.origin, self.registry) == "folded":
            for one in entry.operation.writes:
                self.seen.setdefault((key, one.field), set()).add(entry.hash)

    def may_hold(self, origin: Origin) -> bool:
        return origin.pv in self.scopes and origin.channel in self.channels

    def _readable(self, peer: PureStation, channel: Channel) -> list[Log]:
        """Own streams first; what is passed on stands under its device's signed head."""
        found = [
            log
            for log in self.logs.values()
            if log.origin.channel is channel
            and peer.may_hold(log.origin)
            and (log.device == self.name or log.head > 0)
            and (log.device != peer.name or peer.name in self.peers)
        ]
        return sorted(found, key=lambda log: (log.device != self.name, log.origin.stream))

    def _stretch(self, log: Log, after: int, raws: list[bytes]) -> Stretch:
        last = after + len(raws)
        # A device signs the end of every file; what is passed on has the end that came with it.
        head = last if log.device == self.name else log.head
        origin = replace(log.origin, last=None)  # who reads it knows for itself what counts
        return Stretch(
            log.device, origin, log.descriptor, after + 1, log.chains[after], tuple(raws),
            log.chains[last], head, log.chains[head],
        )  # fmt: skip

    def _bundle(self, peer: PureStation, part: list[Stretch]) -> Bundle:
        number = max(self.clock_ms, self.said.get(peer.name, 0) + 1)
        self.said[peer.name] = number
        have = {
            log.origin.stream: (log.seq, log.chains[-1])
            for log in self.logs.values()
            if peer.may_hold(log.origin)
        }
        forked = tuple(
            self._stretch(self.logs[stream], 0, self.logs[stream].raws)
            for device, stream in sorted(self.forked)
            if device == peer.name
        )
        return Bundle(self.name, peer.name, number, have, tuple(part), self.trust, forked)

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
                if seq > log.seq:  # of two histories it may hold the other one
                    meeting = min((common for common, _first in log.forks), default=log.seq)
                    found[stream] = min(meeting, log.seq)
        return found
