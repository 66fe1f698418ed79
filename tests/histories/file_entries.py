"""What officers write on the real workstations of a history; who wrote what goes to the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from app.core.errors import Correctable
from app.oplog.fold import verdict
from app.oplog.kinds import BY_NAME
from app.oplog.operation import Action, Operation, Value, Write, encode, operation_hash
from app.oplog.registry import DELETED, Kind, Merge, RecordKind, Registry
from app.storage.queries.row_history import of_row
from app.storage.unit_of_work import UnitOfWork
from tests.fakes.desks import Desk
from tests.histories.file_stations import PVS, as_pure
from tests.histories.moves import Move
from tests.histories.oracle import Ledger
from tests.histories.programs import program
from tests.histories.pure_station import PureStation
from tests.histories.registries import PERSON
from tests.histories.shapes import Made, RowKey

KINDS = ("person", "person", "person", "decision", "notice", "restricted_fact")
VALUES = ("A", "B", "C", "D")
DATES = ("1961", "1965-02", "1970-03-04", "1971-05-06")
Act = Callable[[UnitOfWork], object]


@dataclass
class FileEntries:
    """The workstations of a history and what is entered there."""

    folder: Path
    numbers: list[int]
    desks: list[Desk] = field(default_factory=list)
    registries: list[Registry] = field(default_factory=list)  # what each one's program knows
    ledger: Ledger = field(default_factory=Ledger)
    made: int = 0

    def _create(self, at: int, move: Move) -> Made | None:
        number = BY_NAME[KINDS[move.a % len(KINDS)]].number
        desk, kind = self.desks[at], self.registries[at].kinds.get(number)
        if kind is None or not self._writable(desk, kind):
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
        kind = self._kind(at, key)
        fields = [one for one in kind.fields if one.kind is Kind.TEXT]
        which = fields[move.b % len(fields)]
        if kind.name == "person":
            which = fields[(0, 2, 9, len(fields) - 1)[move.b % 4]]
        values = {which.name: _value(kind, which.name, move.c)}
        return self._made(at, key, lambda work: work.edit(kind.name, _id(key), values, pv=key[1]))

    def _resolve(self, at: int, move: Move) -> Made | None:
        pure = self._pure(at)
        waiting = [
            (key, number)
            for key, row in sorted(pure.rows.items())
            for number in sorted(row.heads)
            if number != DELETED and row.differing(number) and key[0] in pure.registry.kinds
        ]
        if not waiting:
            return None
        key, number = waiting[move.a % len(waiting)]
        kind, heads = self._kind(at, key), pure.rows[key].heads[number]
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
        name = self._kind(at, key).name
        return self._made(at, key, lambda work: work.delete(name, _id(key), pv=key[1]))

    def _restore(self, at: int, move: Move) -> Made | None:
        key = self._row(at, move.a, alive=False)
        if key is None:
            return None
        kind = self._kind(at, key)
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
        if at == 0 and there not in self._pure(at).rows:
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
        pure = self._pure(at)
        return [key for key in pure.alive_rows([PERSON]) if pure.rows[key].alive]

    def _forge(self, at: int, move: Move) -> Made | None:
        """A program that is not ours writes into a stream of its device."""
        key = self._row(at, move.a, alive=True)
        if key is None:
            return None
        desk, kind = self.desks[at], self._kind(at, key)
        number = (1, 2, 3, 999, DELETED)[move.b % 5]
        value = ("X", 7, None, True)[move.c % 4]
        guess = bytes([move.b % 256]) * 16
        heads = self._pure(at).rows[key].bases(number)
        named = sorted([guess, *heads][: 1 + move.c % 2])
        self.ledger.forged.add(guess)
        with (
            program(self.registries[at]),
            desk.store.write(desk.session.officer) as work,
        ):
            stream = work.streams.own(desk.id, kind.channel, key[1])
            operation = Operation(
                1, stream.seq + 1, move.c << 40, 1, bytes(16), 1 + move.c % 4, *key,
                [Write(number, value, named)],
            )  # fmt: skip
            work.receive(stream, encode(operation))
            name = operation_hash(stream.id.bytes, encode(operation))
            work.commit()
        pure = self._pure(at)
        entry = pure.entry(stream.origin, encode(operation))
        return Made(name, stream.id.bytes, entry, {number: frozenset(named)})

    def _made(self, at: int, key: RowKey, act: Act) -> Made | None:
        """Do it, and tell what was made and what its writer had seen."""
        with program(self.registries[at]):
            return self._made_here(at, key, act)

    def _made_here(self, at: int, key: RowKey, act: Act) -> Made | None:
        desk, kind = self.desks[at], self._kind(at, key)
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

    def _kind(self, at: int, key: RowKey) -> RecordKind:
        """The kind of a row as that workstation's program knows it."""
        return self.registries[at].kinds[key[0]]

    def _pure(self, at: int) -> PureStation:
        return as_pure(self.desks[at], self.registries[at])

    def _writable(self, desk: Desk, kind: RecordKind) -> bool:
        restricted = kind.channel.value == "case"
        office_only = any(one.merge is Merge.OFFICE for one in kind.fields)
        at_office = desk.session.role == "office"
        return (desk.session.cleared or not restricted) and (at_office or not office_only)

    def _row(self, at: int, choice: int, *, alive: bool) -> RowKey | None:
        pure = self._pure(at)
        numbers = [BY_NAME[name].number for name in KINDS]
        rows = [key for key in pure.alive_rows(numbers) if pure.rows[key].alive is alive]
        return rows[choice % len(rows)] if rows else None


def _id(key: RowKey) -> UUID:
    return UUID(bytes=key[2])


def _value(kind: RecordKind, name: str, choice: int) -> Value:
    return (VALUES if kind.by_name[name].fits("A") else DATES)[choice % 4]
