"""What officers write on the pure stations of a history, and what a program not ours writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from app.core.errors import Correctable
from app.oplog import edit
from app.oplog.kinds import BY_NAME
from app.oplog.operation import Action, Operation, Value, Write, encode
from app.oplog.registry import DELETED, SCHEMA, Kind, Merge, RecordKind
from tests.histories.moves import Move, Shape
from tests.histories.oracle import Ledger
from tests.histories.pure_station import PureStation
from tests.histories.registries import NEWER, PERSON
from tests.histories.shapes import Made, RowKey

OFFICE_PV = 299068
PVS = (224611, 224615)
KINDS = tuple(
    BY_NAME[name].number
    for name in ("person", "person", "person", "decision", "notice", "restricted_fact")
)
VALUES: tuple[str, ...] = ("A", "B", "C", "D")
DATES = ("1961", "1965-02", "1970-03-04", "1971-05-06")


@dataclass
class PureEntries:
    """The stations of a history and what is entered there."""

    shape: Shape
    stations: list[PureStation] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    made: int = 0

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
            if number != DELETED and station.rows[key].unlike(number)
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

    def _forge(self, station: PureStation, move: Move) -> Made | None:
        """A program that is not ours: guessed bases, forbidden fields, values out of place."""
        key = _row(station, move.a)
        if key is None or station.kind(key[0]).channel not in station.channels:
            return None
        guess = sha256(f"guess {move.b}".encode()).digest()[:16]
        number = (1, 2, 3, 4, DELETED)[move.b % 5]
        log = station.own(station.kind(key[0]).channel, key[1])
        named = sorted([guess, *station.state(key).bases(number)][: 1 + move.c % 2])
        operation = Operation(
            1, log.seq + 1, move.c << 40, 1, bytes(16), 1 + move.c % 4, key[0], key[1], key[2],
            [Write(number, ("X", 7, None, True)[move.c % 4], named)],
        )  # fmt: skip
        made = station.append_own(log, encode(operation), operation)
        self.ledger.forged.add(guess)
        # It replaces what it names and nothing more.
        return Made(made.hash, made.stream, made.entry, {number: frozenset(named)})


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
