"""Plays a history on real workstations: encrypted files, signed bundles, the whole pipeline.

The oracle is the one of the pure histories; beside it stand the program's own doctor, which folds
every row anew and compares it with the tables, and the state hashes that two stations compare.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from app.core.errors import Correctable
from app.oplog.fold import verdict
from app.oplog.kinds import BY_NAME
from app.oplog.operation import Action, Operation, Value, Write, encode, operation_hash
from app.oplog.registry import DELETED, Kind, Merge, RecordKind
from app.services import access
from app.services.upkeep import Upkeep
from app.storage.queries.row_history import of_row
from app.storage.streams import StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync import own_device
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk
from tests.histories.file_stations import LAPTOPS, OFFICE, PVS, as_pure, file_of, fresh, opened
from tests.histories.moves import History, Move, Shape
from tests.histories.oracle import Ledger, check_end, names_in
from tests.histories.pure_station import Again, Made, PureStation, RowKey
from tests.histories.registries import PERSON

KINDS = ("person", "person", "person", "decision", "notice", "restricted_fact")
VALUES = ("A", "B", "C", "D")
DATES = ("1961", "1965-02", "1970-03-04", "1971-05-06")
ROUNDS = 8
EARLIEST = 1980  # no computer's clock goes back further
DAYS = (-12_000, -4_000, -400, -1, 1, 400, 4_000)
Act = Callable[[UnitOfWork], object]


@dataclass
class FilePlay:
    """One history while it happens; ``numbers`` are the workstations that take part."""

    folder: Path
    numbers: list[int]
    desks: list[Desk] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    backups: dict[int, Path] = field(default_factory=dict)
    mail: list[tuple[int, Path]] = field(default_factory=list)
    careful: set[int] = field(default_factory=set)  # restored without anybody noticing
    made: int = 0

    def __post_init__(self) -> None:
        self.courier = Courier(self.folder, 1)
        self.desks = [fresh(self.folder, number) for number in self.numbers]
        for desk in self.desks:
            for log in (pure := as_pure(desk)).logs.values():
                for raw in log.raws:  # the officers, entered when the stations were made
                    entry = pure._entry(log.origin, raw)
                    fields = {one.field: frozenset[bytes]() for one in entry.operation.writes}
                    self.ledger.note(Made(entry.hash, log.origin.stream, entry, fields))

    def play(self, history: History) -> Ledger:
        """All moves, then peace; raises AssertionError where the oracle disagrees."""
        try:
            for move in history.moves:
                at = move.who % len(self.desks)
                made = getattr(self, f"_{move.what}")(at, move)
                if made is not None:
                    self.ledger.note(made)
            self._settle()
            check_end([as_pure(desk) for desk in self.desks], self.ledger)
            self._check_files()
        finally:
            for desk in self.desks:
                desk.store.close()
        return self.ledger

    def _check_files(self) -> None:
        office = self.desks[0]
        for desk in self.desks:
            assert Upkeep(desk.store, cleared=True).doctor().healthy
            pure = as_pure(desk)
            for pv in pure.scopes:
                for channel in pure.channels:
                    assert desk.state(channel, pv) == office.state(channel, pv), (pv, channel)

    def _settle(self) -> None:
        for turn in range(ROUNDS):
            before = [names_in(as_pure(desk)) for desk in self.desks]
            for at in range(1, len(self.desks)):
                self._deliver(0, self._written(at, 0))
            for at in range(1, len(self.desks)):
                self._deliver(at, self._written(0, at))
            same = before == [names_in(as_pure(desk)) for desk in self.desks]
            if same and turn:  # in the first round somebody may say that much was lost
                return
        raise AssertionError("the exchange comes to no end")

    # -- moves -----------------------------------------------------------------------------

    def _create(self, at: int, move: Move) -> Made | None:
        desk, kind = self.desks[at], BY_NAME[KINDS[move.a % len(KINDS)]]
        if not self._writable(desk, kind):
            return None
        pv = PVS[move.b % len(PVS)] if at == 0 else desk.session.pv
        self.made += 1
        row = UUID(int=(1 << 100) + self.made)
        fields = [one for one in kind.fields if one.kind is Kind.TEXT][: 1 + move.c % 4]
        values = {one.name: _value(kind, one.name, move.c) for one in fields}
        return self._made(
            at, (kind.number, pv, row.bytes),
            lambda work: work.create(kind.name, values, pv=pv, row_id=row),
        )  # fmt: skip

    def _edit(self, at: int, move: Move) -> Made | None:
        key = self._row(at, move.a, alive=True)
        if key is None:
            return None
        kind = as_kind(key)
        fields = [one for one in kind.fields if one.kind is Kind.TEXT]
        which = fields[move.b % len(fields)]
        if kind.name == "person":
            which = fields[(0, 2, 9, len(fields) - 1)[move.b % 4]]
        values = {which.name: _value(kind, which.name, move.c)}
        return self._made(at, key, lambda work: work.edit(kind.name, _id(key), values, pv=key[1]))

    def _resolve(self, at: int, move: Move) -> Made | None:
        pure = as_pure(self.desks[at])
        waiting = [
            (key, number)
            for key, row in sorted(pure.rows.items())
            for number in sorted(row.heads)
            if number != DELETED and row.differing(number) and key[0] in pure.registry.kinds
        ]
        if not waiting:
            return None
        key, number = waiting[move.a % len(waiting)]
        kind, heads = as_kind(key), pure.rows[key].heads[number]
        if not self._writable(self.desks[at], kind):
            return None
        values = {kind.by_number[number].name: heads[move.b % len(heads)].value}
        return self._made(
            at, key, lambda work: work.resolve(kind.name, _id(key), values, pv=key[1])
        )

    def _delete(self, at: int, move: Move) -> Made | None:
        key = self._row(at, move.a, alive=True)
        if key is None:
            return None
        return self._made(at, key, lambda work: work.delete(as_kind(key).name, _id(key), pv=key[1]))

    def _restore(self, at: int, move: Move) -> Made | None:
        key = self._row(at, move.a, alive=False)
        if key is None:
            return None
        kind = as_kind(key)
        which = next(one for one in kind.fields if one.kind is Kind.TEXT)
        values = {which.name: _value(kind, which.name, move.c)} if move.b % 2 else {}
        return self._made(
            at, key, lambda work: work.restore(kind.name, _id(key), values, pv=key[1])
        )

    def _link(self, at: int, move: Move) -> Made | None:
        """Two rows are one person, or they are not after all."""
        people = self._people(at)
        if not people:
            return None
        older, younger = sorted((people[move.a % len(people)], people[move.b % len(people)]))
        if older[1] != younger[1]:
            return None
        target = None if older == younger or move.c % 3 == 0 else _id(older)
        return self._made(
            at, younger,
            lambda work: work.act(
                "person", _id(younger), Action.LINK, {"same_as": target}, pv=younger[1]
            ),
        )  # fmt: skip

    def _transfer(self, at: int, move: Move) -> Made | None:
        """A row goes on elsewhere; the office, which writes in both scopes, lets it go on."""
        people = [key for key in self._people(at) if key[1] in PVS]
        if not people:
            return None
        key = people[move.a % len(people)]
        target = next(pv for pv in PVS if pv != key[1])
        there = (key[0], target, key[2])
        if at == 0 and there not in as_pure(self.desks[at]).rows:
            made = self._made(
                at, there,
                lambda work: work.create("person", {"name": "A"}, pv=target, row_id=_id(key)),
            )  # fmt: skip
            assert made is not None
            self.ledger.note(made)
        values: dict[str, Value | UUID] = {"carried_to": target, "moved_on": DATES[move.c % 4]}
        return self._made(
            at, key,
            lambda work: work.act("person", _id(key), Action.TRANSFER, values, pv=key[1]),
        )  # fmt: skip

    def _people(self, at: int) -> list[RowKey]:
        pure = as_pure(self.desks[at])
        return [key for key in pure.alive_rows([PERSON]) if pure.rows[key].alive]

    def _carry(self, at: int, move: Move) -> None:
        """Bundles on their way: lost, late, twice, mixed up, cut or with a bit turned."""
        to = 0 if at else 1 + move.a % (len(self.desks) - 1)
        near = [
            other
            for other, desk in enumerate(self.desks)
            if other not in (0, at) and desk.session.pv == self.desks[at].session.pv
        ]
        if at and near and move.a % 4 == 0:  # the other laptop of the commune, past the office
            to = near[0]
        if self.careful & {at, to} and 0 not in (at, to):
            return
        paths = self._written(at, to)
        fate = move.c % 7
        if fate == 0:
            return
        if fate == 1:
            self.mail += [(to, path) for path in paths]
            return
        if fate == 2:
            paths = [self.courier.damaged(path) if move.b % 2 else path for path in paths]
        elif fate == 3:
            paths = [*paths[::-1], *paths[:1]]
        elif fate == 4 and len(paths) > 1:
            self.mail.append((to, paths.pop(0)))
        self._deliver(to, paths)

    def _late(self, at: int, move: Move) -> None:
        if self.mail:
            place = move.a % len(self.mail)
            to, path = self.mail[place] if move.b % 2 else self.mail.pop(place)
            self._deliver(to, [path])

    def _clock(self, at: int, move: Move) -> None:
        """The laptops' clocks are wrong by decades; the office's goes on."""
        clock, days = self.desks[at].clock, DAYS[move.a % len(DAYS)] if at else move.a % 3
        if clock.today().year + days // 365 >= EARLIEST:
            clock.advance(days=days)

    def _backup(self, at: int, move: Move) -> None:
        desk = self.desks[at]
        copy = self.folder / f"copy-{self.numbers[at]}.db"
        desk.store.close()
        shutil.copyfile(file_of(desk), copy)
        self.desks[at] = opened(desk)
        self.backups[at] = copy

    def _anchored(self, at: int, move: Move) -> None:
        """An older copy comes back, and the program notices by its anchor."""
        if at not in self.backups or at in self.careful or (at == 0 and self.careful):
            return
        broken = as_pure(self.desks[at])
        desk = self._put_back(at)
        with desk.store.read() as connection:
            own, streams = own_device.load(connection), list(StreamBook(connection))
        behind = {one.id for one in streams if one.device == own.id and one.state == "open"}
        access._continue_elsewhere(desk.store, desk.session, own, behind)
        self._lost(broken)

    def _bare(self, at: int, move: Move) -> None:
        """An older copy of the whole disk comes back, its anchor too: nobody notices."""
        if at == 0 or at not in self.backups or at in self.careful or self._passed_on(at):
            return
        broken = as_pure(self.desks[at])
        self._put_back(at)
        self._lost(broken)
        self.careful.add(at)

    def _upgrade(self, at: int, move: Move) -> None:
        """Only on pure stations: one process has one program."""

    def _forge(self, at: int, move: Move) -> Made | None:
        """A program that is not ours writes into a stream of its device."""
        key = self._row(at, move.a, alive=True)
        if key is None:
            return None
        desk, kind = self.desks[at], as_kind(key)
        number = (1, 2, 3, 999, DELETED)[move.b % 5]
        value = ("X", 7, None, True)[move.c % 4]
        guess = bytes([move.b % 256]) * 16
        heads = as_pure(desk).rows[key].bases(number)
        named = sorted([guess, *heads][: 1 + move.c % 2])
        self.ledger.forged.add(guess)
        with desk.store.write(desk.session.officer) as work:
            stream = work.streams.own(desk.id, kind.channel, key[1])
            operation = Operation(
                1, stream.seq + 1, move.c << 40, 1, bytes(16), 1 + move.c % 4, *key,
                [Write(number, value, named)],
            )  # fmt: skip
            work.receive(stream, encode(operation))
            name = operation_hash(stream.id.bytes, encode(operation))
            work.commit()
        pure = as_pure(desk)
        entry = pure._entry(stream.origin, encode(operation))
        return Made(name, stream.id.bytes, entry, {number: frozenset(named)})

    # -- inside ----------------------------------------------------------------------------

    def _made(self, at: int, key: RowKey, act: Act) -> Made | None:
        """Do it, and tell what was made and what its writer had seen."""
        desk, kind = self.desks[at], as_kind(key)
        if not self._writable(desk, kind):
            return None
        try:
            with desk.store.write(desk.session.officer) as work:
                before = of_row(work.connection, work.streams, kind, key[1], _id(key))
                act(work)
                after = of_row(work.connection, work.streams, kind, key[1], _id(key))
                work.commit()
        except Correctable:
            return None
        known = {entry.hash for entry in before}
        fresh_ones = [entry for entry in after if entry.hash not in known]
        if not fresh_ones:
            return None
        [entry] = fresh_ones
        seen = {
            write.field: frozenset(
                one.hash
                for one in before
                if verdict(one.operation, one.origin) == "folded"
                and any(other.field == write.field for other in one.operation.writes)
            )
            for write in entry.operation.writes
        }
        return Made(entry.hash, entry.origin.stream, entry, seen)

    def _written(self, at: int, to: int) -> list[Path]:
        source = self.desks[at]
        source.clock.advance(minutes=1)
        return [one.path for one in self.courier.fetch(source, self.desks[to].id)]

    def _deliver(self, to: int, paths: list[Path]) -> None:
        self.desks[to].clock.advance(minutes=1)
        self.desks[to].exchange.import_files(paths)
        self._note_repeated(to)
        self.careful = {at for at in self.careful if not self._one_history(at)}

    def _note_repeated(self, at: int) -> None:
        """What a device wrote anew after a second history names what it repeats."""
        for log in (pure := as_pure(self.desks[at])).logs.values():
            for raw in log.raws:
                entry = pure._entry(log.origin, raw)
                old = entry.operation.nonce
                if entry.hash not in self.ledger.made and old in self.ledger.made:
                    made = Made(entry.hash, log.origin.stream, entry, {})
                    self.ledger.note_again(Again(old, made))

    def _one_history(self, at: int) -> bool:
        """Whether the office tells the same of every stream of this workstation, and no more."""
        own, office = as_pure(self.desks[at]).logs, as_pure(self.desks[0]).logs
        device = str(self.desks[at].id)
        return all(
            name in own
            and there.seq <= own[name].seq
            and own[name].chains[there.seq] == there.chains[there.seq]
            for name, there in office.items()
            if there.device == device
        )

    def _passed_on(self, at: int) -> bool:
        """Whether somebody beside the office may hold more of its work than the office does."""
        if self.mail:
            return True
        device = str(self.desks[at].id)
        office = as_pure(self.desks[0]).logs
        for other, desk in enumerate(self.desks):
            if other in (0, at):
                continue
            for name, log in as_pure(desk).logs.items():
                there = office[name].seq if name in office else 0
                if log.device == device and max(log.seq, *log.parked, 0) > there:
                    return True
        return False

    def _put_back(self, at: int) -> Desk:
        self.desks[at].store.close()
        shutil.copyfile(self.backups[at], file_of(self.desks[at]))
        self.desks[at] = opened(self.desks[at])
        self.desks[at].clock.advance(minutes=5)
        return self.desks[at]

    def _lost(self, broken: PureStation) -> None:
        kept = (names_in(as_pure(desk)) for desk in self.desks)
        self.ledger.lost |= names_in(broken) - set().union(*kept)

    def _writable(self, desk: Desk, kind: RecordKind) -> bool:
        restricted = kind.channel.value == "case"
        office_only = any(one.merge is Merge.OFFICE for one in kind.fields)
        at_office = desk.session.role == "office"
        return (desk.session.cleared or not restricted) and (at_office or not office_only)

    def _row(self, at: int, choice: int, *, alive: bool) -> RowKey | None:
        pure = as_pure(self.desks[at])
        numbers = [BY_NAME[name].number for name in KINDS]
        rows = [key for key in pure.alive_rows(numbers) if pure.rows[key].alive is alive]
        return rows[choice % len(rows)] if rows else None


def as_kind(key: RowKey) -> RecordKind:
    """The record kind of a row."""
    return next(kind for kind in BY_NAME.values() if kind.number == key[0])


def _id(key: RowKey) -> UUID:
    return UUID(bytes=key[2])


def _value(kind: RecordKind, name: str, choice: int) -> Value:
    return (VALUES if kind.by_name[name].fits("A") else DATES)[choice % 4]


def numbers_of(shape: Shape) -> list[int]:
    """The office and as many laptops of each commune as the shape has, two at most."""
    found = [OFFICE]
    for pv, laptops in zip(PVS, shape.communes, strict=False):
        found += [number for number, home in LAPTOPS.items() if home == pv][:laptops]
    return found


def play(history: History) -> Ledger:
    """Play it on real workstations in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="ansinh-history-") as folder:
        return FilePlay(Path(folder), numbers_of(history.shape)).play(history)
