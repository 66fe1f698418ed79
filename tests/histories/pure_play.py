"""Plays a history on pure stations and asks the oracle at every turn."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from app.core.errors import Correctable
from app.oplog import edit
from app.oplog.kinds import BY_NAME
from app.oplog.operation import Action, Operation, Value, Write, encode
from app.oplog.registry import DELETED, SCHEMA, Channel, Kind, Merge, RecordKind
from tests.histories.moves import History, Move, Shape
from tests.histories.oracle import Ledger, check_end, check_turn
from tests.histories.pure_station import Bundle, Made, PureStation, RowKey
from tests.histories.registries import NEWER, PERSON

YEAR_MS = 365 * 86_400_000
OFFICE_PV = 299068
PVS = (224611, 224615)
KINDS = tuple(
    BY_NAME[name].number
    for name in ("person", "person", "person", "decision", "notice", "restricted_fact")
)
VALUES: tuple[str, ...] = ("A", "B", "C", "D")
DATES = ("1961", "1965-02", "1970-03-04", "1971-05-06")
ROUNDS = 12


@dataclass
class PurePlay:
    """One history while it happens."""

    shape: Shape
    stations: list[PureStation] = field(default_factory=list)
    mail: list[Bundle] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    backups: dict[str, PureStation] = field(default_factory=dict)
    careful: set[str] = field(default_factory=set)  # restored without anybody noticing
    made: int = 0

    def __post_init__(self) -> None:
        names = itertools.count(1)
        every = frozenset((*PVS[: len(self.shape.communes)], OFFICE_PV))
        both = frozenset((Channel.BASE, Channel.CASE))
        self.stations.append(PureStation("office", "office", OFFICE_PV, every, both, names=names))
        for pv, laptops in zip(PVS, self.shape.communes, strict=False):
            for _ in range(laptops):
                number = len(self.stations)
                cleared = self.shape.cleared >> (number - 1) & 1
                channels = both if cleared else frozenset((Channel.BASE,))
                scopes = frozenset((pv,))
                self.stations.append(
                    PureStation(f"laptop {number}", "commune", pv, scopes, channels, names=names)
                )
        for number, station in enumerate(self.stations):
            if self.shape.newer >> number & 1:
                station.registry = NEWER

    def play(self, history: History) -> Ledger:
        """All moves, then peace; raises AssertionError where the oracle disagrees."""
        for move in history.moves:
            self.do(move)
        self.settle()
        check_end(self.stations, self.ledger)
        return self.ledger

    def do(self, move: Move) -> None:
        """One move."""
        station = self.stations[move.who % len(self.stations)]
        action: Callable[[PureStation, Move], Made | None] = getattr(self, f"_{move.what}")
        made = action(station, move)
        if made is not None:
            self.ledger.note(made)
        if move.what not in ("clock", "backup"):
            check_turn(self.stations[move.who % len(self.stations)])

    def settle(self) -> None:
        """Everybody has the newest program, and every bundle arrives until none holds anything."""
        for station in self.stations:
            station.upgrade(NEWER)
        office, *laptops = self.stations
        for turn in range(ROUNDS):
            sent = 0
            for laptop in laptops:
                sent += self._carry_all(laptop, office)
            for laptop in laptops:
                sent += self._carry_all(office, laptop)
            if turn and not sent:  # in the first round somebody may say that much was lost
                return
        raise AssertionError("the exchange comes to no end")

    # -- moves -----------------------------------------------------------------------------

    def _create(self, station: PureStation, move: Move) -> Made | None:
        kind = station.kind(KINDS[move.a % len(KINDS)])
        if station.registry is NEWER and move.b % 5 == 0:
            kind = station.kind(900)
        if kind.channel not in station.channels:
            return None
        pv = station.pv
        if station.role == "office":
            pv = sorted(station.scopes)[move.b % len(station.scopes)]
        self.made += 1
        row = sha256(f"{self.made}".encode()).digest()[:16]
        numbers = [one.number for one in kind.fields if one.kind is Kind.TEXT][: 1 + move.c % 4]
        new: dict[int, Value] = {}
        for number in numbers:
            if kind.by_number[number].merge is Merge.OFFICE and station.role != "office":
                return None
            new[number] = _value(kind, number, move.c)
        return station.write((kind.number, pv, row), new, Action.EDIT)

    def _edit(self, station: PureStation, move: Move) -> Made | None:
        key = _row(station, move.a)
        if key is None or not station.state(key).alive:
            return None
        kind = station.kind(key[0])
        fields = [one for one in kind.fields if one.kind is Kind.TEXT]
        which = fields[move.b % len(fields)]
        if kind.name == "person":  # so that entries meet
            which = fields[(0, 2, 9, len(fields) - 1)[move.b % 4]]
        if which.merge is Merge.OFFICE and station.role != "office":
            return None
        try:
            new = edit.changes(
                kind, station.state(key), {which.name: _value(kind, which.number, move.c)}
            )
        except Correctable:
            return None  # written once
        schema = SCHEMA + 1 if station.registry is NEWER and move.c % 3 == 0 else SCHEMA
        return station.write(key, new, Action.EDIT, schema=schema)

    def _resolve(self, station: PureStation, move: Move) -> Made | None:
        waiting = [
            (key, number)
            for key in _rows(station)
            for number in sorted(station.rows[key].heads)
            if number != DELETED and station.rows[key].differing(number)
        ]
        if not waiting:
            return None
        key, number = waiting[move.a % len(waiting)]
        kind, state = station.kind(key[0]), station.state(key)
        heads = state.heads[number]
        field_ = kind.by_number[number]
        if field_.merge is Merge.OFFICE and station.role != "office":
            return None
        try:
            new = edit.changes(
                kind, state, {field_.name: heads[move.b % len(heads)].value}, settles=True
            )
        except Correctable:
            return None
        return station.write(key, new, Action.RESOLVE)

    def _delete(self, station: PureStation, move: Move) -> Made | None:
        key = _row(station, move.a)
        if key is None or not station.state(key).alive:
            return None
        if station.kind(key[0]).name == "notice" and station.role != "office":
            return None
        return station.write(
            key, edit.deletion(station.kind(key[0]), station.state(key)), Action.DELETE
        )

    def _restore(self, station: PureStation, move: Move) -> Made | None:
        dead = [key for key in _rows(station) if not station.rows[key].alive]
        if not dead:
            return None
        key = dead[move.a % len(dead)]
        kind = station.kind(key[0])
        if kind.name == "notice" and station.role != "office":
            return None
        which = next(one for one in kind.fields if one.kind is Kind.TEXT)
        state = station.state(key)
        emptied = edit.before_deletion(state, station.history(key))
        values = {which.name: _value(kind, which.number, move.c)} if move.b % 2 else {}
        try:
            new = edit.restoration(kind, state, values, emptied)
        except Correctable:
            return None
        return station.write(key, new, Action.RESTORE)

    def _link(self, station: PureStation, move: Move) -> Made | None:
        """Two rows are one person, or they are not after all."""
        people = [key for key in _rows(station) if key[0] == PERSON]
        if not people:
            return None
        one, other = people[move.a % len(people)], people[move.b % len(people)]
        if one[1] != other[1] or not station.state(one).alive:
            return None
        older, younger = sorted((one, other))
        target = None if older == younger or move.c % 3 == 0 else older[2]
        new = edit.changes(station.kind(PERSON), station.state(younger), {"same_as": target})
        return station.write(younger, new, Action.LINK)

    def _transfer(self, station: PureStation, move: Move) -> Made | None:
        """A row goes on elsewhere; the office, which writes in both scopes, lets it go on."""
        people = [key for key in _rows(station) if key[0] == PERSON and key[1] in PVS]
        if not people:
            return None
        key = people[move.a % len(people)]
        target = next(pv for pv in PVS if pv != key[1])
        values: dict[str, Value] = {"carried_to": target, "moved_on": DATES[move.c % 4]}
        kind, there = station.kind(PERSON), (PERSON, target, key[2])
        new = edit.changes(kind, station.state(key), values)
        made = station.write(key, new, Action.TRANSFER)
        if target in station.scopes and not station.state(there).heads:
            name = station.state(key).shown(1)
            fresh = station.write(there, {1: name, 4: DATES[0]}, Action.EDIT)
            assert fresh is not None
            self.ledger.note(fresh)
        return made

    def _carry(self, station: PureStation, move: Move) -> None:
        """A bundle, or several small ones, with all that may happen on the way."""
        peers = [one for one in self.stations if one is not station]
        if station.role != "office" and (move.a % 4 or station.name in self.careful):
            peers = [self.stations[0]]
        peer = peers[move.a // 4 % len(peers)]
        if peer.name in self.careful and station.role != "office":
            return
        bundles = station.bundles(peer, most=(1_000, 1_000, 1, 2, 3)[move.b % 5])
        fate = move.c % 7
        chosen = [one for at, one in enumerate(bundles) if move.c >> (3 + at % 12) & 1]
        if fate == 0:
            return  # lost
        if fate == 1:
            self.mail += bundles
            return
        if fate == 2:
            self.mail += [one for one in bundles if one not in chosen]
            bundles = chosen
        elif fate == 3:
            bundles = [*bundles[::-1], *chosen]
        self._deliver(bundles)

    def _late(self, station: PureStation, move: Move) -> None:
        """Something old out of somebody's bag; it may come again."""
        if self.mail:
            at = move.a % len(self.mail)
            self._deliver([self.mail[at] if move.b % 2 else self.mail.pop(at)])

    def _clock(self, station: PureStation, move: Move) -> None:
        years = (-30, -10, -1, 0, 1, 10, 30)[move.a % 7]
        station.clock_ms = max(1, station.clock_ms + years * YEAR_MS + move.b)

    def _backup(self, station: PureStation, move: Move) -> None:
        self.backups[station.name] = station.backup()

    def _anchored(self, station: PureStation, move: Move) -> None:
        """The disk failed; the program saw by its anchor that the copy is an old one."""
        restored = self._restored(station)
        if restored is not None:
            restored.fresh_incarnation()

    def _bare(self, station: PureStation, move: Move) -> None:
        """The whole disk came back, anchor and all: nobody notices until two histories meet."""
        if self._passed_on(station) or station.role == "office":
            return
        if self._restored(station) is not None:
            self.careful.add(station.name)

    def _upgrade(self, station: PureStation, move: Move) -> None:
        station.upgrade(NEWER)

    def _forge(self, station: PureStation, move: Move) -> Made | None:
        """A program that is not ours: guessed bases, forbidden fields, values out of place."""
        key = _row(station, move.a)
        if key is None or station.kind(key[0]).channel not in station.channels:
            return None
        guess = sha256(f"guess {move.b}".encode()).digest()[:16]
        number = (1, 2, 3, 4, DELETED)[move.b % 5]
        log = station._own(station.kind(key[0]).channel, key[1])
        named = sorted([guess, *station.state(key).bases(number)][: 1 + move.c % 2])
        operation = Operation(
            1, log.seq + 1, move.c << 40, 1, bytes(16), 1 + move.c % 4, key[0], key[1], key[2],
            [Write(number, ("X", 7, None, True)[move.c % 4], named)],
        )  # fmt: skip
        made = station.append_own(log, encode(operation), operation)
        self.ledger.forged.add(guess)
        # It replaces what it names and nothing more.
        return Made(made.hash, made.stream, made.entry, {number: frozenset(named)})

    # -- inside ----------------------------------------------------------------------------

    def _carry_all(self, source: PureStation, target: PureStation) -> int:
        bundles = source.bundles(target)
        self._deliver(bundles)
        return sum(len(one.raws) for bundle in bundles for one in bundle.stretches)

    def _deliver(self, bundles: list[Bundle]) -> None:
        by_name = {station.name: station for station in self.stations}
        for bundle in bundles:
            for again in by_name[bundle.to].receive(bundle):
                self.ledger.note_again(again)
            for name in (bundle.to, bundle.sender):
                if name in self.careful and self._one_history(by_name[name]):
                    self.careful.discard(name)

    def _one_history(self, station: PureStation) -> bool:
        """Whether the office and the station tell the same of every stream of the station."""
        for name, there in self.stations[0].logs.items():
            if there.device == station.name and there.seq:
                log = station.logs.get(name)
                if (
                    log is None
                    or there.seq > log.seq
                    or (log.chains[there.seq] != there.chains[there.seq])
                ):
                    return False
        return True

    def _restored(self, station: PureStation) -> PureStation | None:
        """The station as it was when its last copy was made; None without one."""
        copy = self.backups.get(station.name)
        if copy is None or (station.role == "office" and self.careful):
            return None
        if station.name in self.careful:
            return None
        at = self.stations.index(station)
        restored = copy.backup()
        restored.clock_ms, restored.registry = station.clock_ms, station.registry
        restored.incarnation = station.incarnation
        restored.refold()
        self.stations[at] = restored
        self.ledger.lose(station, self.stations, self.mail)
        return restored

    def _passed_on(self, station: PureStation) -> bool:
        """Whether somebody beside the office may hold more of the station's own work than it."""
        office = self.stations[0].logs
        for name, log in station.logs.items():
            if log.device != station.name:
                continue
            there = office[name].seq if name in office else 0
            others = [one.logs[name] for one in self.stations[1:] if name in one.logs]
            if any(
                one is not log and (one.seq > there or max(one.parked, default=0) > there)
                for one in others
            ):
                return True
            for bundle in self.mail:
                for stretch in bundle.stretches:
                    last = stretch.first - 1 + len(stretch.raws)
                    if stretch.origin.stream == name and last > there:
                        return True
        return False


def _rows(station: PureStation) -> list[RowKey]:
    numbers = [
        number for number, kind in station.registry.kinds.items()
        if kind.channel in station.channels
    ]  # fmt: skip
    return station.alive_rows(numbers)


def _row(station: PureStation, choice: int) -> RowKey | None:
    rows = _rows(station)
    return rows[choice % len(rows)] if rows else None


def _value(kind: RecordKind, number: int, choice: int) -> Value:
    takes_text = kind.by_number[number].fits("A")
    return (VALUES if takes_text else DATES)[choice % 4]


def play(history: History) -> Ledger:
    """Play it on pure stations."""
    return PurePlay(history.shape).play(history)
