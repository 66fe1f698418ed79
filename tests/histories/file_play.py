"""Plays a history on real workstations: encrypted files, signed bundles, the whole pipeline.

The oracle is the one of the pure histories; beside it stand the program's own doctor, which folds
every row anew and compares it with the tables, and the state hashes that two stations compare.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.core.errors import Correctable
from app.services import access
from app.services.missing_parts import MissingParts
from app.services.trust_care import TrustCare
from app.services.upkeep import Upkeep
from app.storage.streams import StreamBook
from app.sync import own_device
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk
from tests.histories.file_entries import FileEntries
from tests.histories.file_stations import LAPTOPS, OFFICE, PVS, as_pure, file_of, fresh, opened
from tests.histories.moves import ABOUT_IT, History, Move, Shape
from tests.histories.oracle import Ledger, check_end, entries_in, names_in
from tests.histories.programs import brought_up, program
from tests.histories.pure_station import PureStation
from tests.histories.registries import BEFORE, OLDER
from tests.histories.shapes import Again, Made
from tests.histories.told_proof import check_proof

ROUNDS = 8
EARLIEST = 1980  # no computer's clock goes back further
DAYS = (-12_000, -4_000, -400, -1, 1, 400, 4_000)


@dataclass
class FilePlay(FileEntries):
    """One history while it happens; ``numbers`` are the workstations that take part."""

    backups: dict[int, Path] = field(default_factory=dict)
    mail: list[tuple[int, Path]] = field(default_factory=list)
    careful: set[int] = field(default_factory=set)  # restored without anybody noticing
    gone: set[int] = field(default_factory=set)  # burned, as everybody believes
    withdrawn: set[int] = field(default_factory=set)
    newer: int = -1  # bits by station: who has this program and not the one before

    def __post_init__(self) -> None:
        self.courier = Courier(self.folder, 1)
        self.desks = [fresh(self.folder, number) for number in self.numbers]
        self.registries = [
            OLDER if self.newer >> at & 1 else BEFORE for at in range(len(self.numbers))
        ]
        for at in range(len(self.desks)):  # the officers, entered when the stations were made
            self._note_own(at)

    def play(self, history: History) -> Ledger:
        """All moves, then peace; raises AssertionError where the oracle disagrees."""
        try:
            for move in history.moves:
                at = move.who % len(self.desks)
                if at in self.gone and move.what not in ABOUT_IT:
                    continue
                made = getattr(self, f"_{move.what}")(at, move)
                if made is not None:
                    self.ledger.note(made)
            for at in range(len(self.desks)):
                self._brought_up(at)
            for at in sorted(self.withdrawn):
                self._take_back(at, history.moves[0])
            if self.gone:
                self._peace(self._without())
                self.gone.clear()
            self._peace(self.ledger)
        finally:
            for desk in self.desks:
                desk.store.close()
        return self.ledger

    def _here(self) -> list[int]:
        return [at for at in range(len(self.desks)) if at not in self.gone]

    def _without(self) -> Ledger:
        """What has to be true when those who are gone never come back."""
        held = [names_in(as_pure(desk)) for desk in self.desks]
        here = set().union(*(held[at] for at in self._here()))
        lost = self.ledger.lost.union(*(held[at] - here for at in self.gone))
        return replace(self.ledger, lost=lost, fates=Counter())

    def _peace(self, ledger: Ledger) -> None:
        self._settle()
        while self._taken_up():
            self._settle()
        check_end([as_pure(self.desks[at]) for at in self._here()], ledger)
        self._check_files()

    def _check_files(self) -> None:
        office = self.desks[0]
        for desk in (self.desks[at] for at in self._here()):
            assert Upkeep(desk.store, cleared=True).doctor().healthy
            pure = as_pure(desk)
            for pv in pure.scopes:
                for channel in pure.channels:
                    assert desk.state(channel, pv) == office.state(channel, pv), (pv, channel)
            check_proof(desk, pure, self.ledger)

    def _settle(self) -> None:
        for turn in range(ROUNDS):
            before = [names_in(as_pure(desk)) for desk in self.desks]
            for at in self._here()[1:]:
                self._deliver(0, self._written(at, 0))
            for at in self._here()[1:]:
                self._deliver(at, self._written(0, at))
            same = before == [names_in(as_pure(desk)) for desk in self.desks]
            if same and turn:  # in the first round somebody may say that much was lost
                return
        raise AssertionError("the exchange comes to no end")

    # -- moves -----------------------------------------------------------------------------

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
        broken = self._pure(at)
        desk = self._put_back(at)
        with program(self.registries[at]), desk.store.read() as connection:
            own, streams = own_device.load(connection), list(StreamBook(connection))
        behind = {one.id for one in streams if one.device == own.id and one.state == "open"}
        with program(self.registries[at]):
            access._continue_elsewhere(desk.store, desk.session, own, behind)
        self._lost(broken)

    def _bare(self, at: int, move: Move) -> None:
        """An older copy of the whole disk comes back, its anchor too: nobody notices."""
        if at == 0 or at not in self.backups or at in self.careful:
            return
        broken = self._pure(at)
        self._put_back(at)
        self._lost(broken)
        self.careful.add(at)

    def _take_up(self, at: int, move: Move) -> None:
        """The office waits no longer for what is missing before other changes."""
        self._taken_up()

    def _burn(self, at: int, move: Move) -> None:
        """A laptop is gone; nothing of it comes any more."""
        if at:
            self.gone.add(at)

    def _back(self, at: int, move: Move) -> None:
        """It was not gone after all."""
        self.gone.discard(at)

    def _withdraw(self, at: int, move: Move) -> None:
        """The office trusts a laptop no longer; the laptop itself does not hear of it."""
        if at and at not in self.withdrawn:
            since = self.desks[0].clock.today() if move.a % 2 else None
            self._trust(lambda care: care.withdraw(self.desks[at].id, "mất máy", since=since))
            self.withdrawn.add(at)

    def _vouch(self, at: int, move: Move) -> None:
        """What a withdrawn laptop wrote so far counts."""
        if at in self.withdrawn:
            self._trust(lambda care: care.vouch(self.desks[at].id))

    def _take_back(self, at: int, move: Move) -> None:
        """A withdrawn laptop is trusted again."""
        if at in self.withdrawn:
            self._trust(lambda care: care.take_back(self.desks[at].id))
            self.withdrawn.discard(at)

    def _trust(self, decide: Callable[[TrustCare], object]) -> None:
        """The office decides. No older copy of it comes back then: it would decide otherwise."""
        self.backups.pop(0, None)
        with program(self.registries[0]), suppress(Correctable):
            decide(self.desks[0].care)
        self._note_own(0)  # that it was decided stands in a row of its own

    def _upgrade(self, at: int, move: Move) -> None:
        """The newer program comes, and folds what had to wait for it."""
        self._brought_up(at)

    # -- inside ----------------------------------------------------------------------------

    def _taken_up(self) -> int:
        """How much the office took up of what waits behind gaps."""
        office = self.desks[0]
        parts = MissingParts(office.store, office.session)
        with program(self.registries[0]):
            waiting = [one for one in parts.all() if one.waiting]
            if waiting:
                parts.take_up(waiting)
        if waiting:
            self._note_own(0)
            self._note_repeated(0)
        return len(waiting)

    def _written(self, at: int, to: int) -> list[Path]:
        source = self.desks[at]
        source.clock.advance(minutes=1)
        # Nothing is written for whoever was withdrawn.
        with program(self.registries[at]), suppress(Correctable):
            return [one.path for one in self.courier.fetch(source, self.desks[to].id)]
        return []

    def _deliver(self, to: int, paths: list[Path]) -> None:
        if to in self.gone:
            return
        self.desks[to].clock.advance(minutes=1)
        with program(self.registries[to]):
            self.desks[to].exchange.import_files(paths)
        self._note_repeated(to)
        self.careful = {at for at in self.careful if not self._one_history(at)}

    def _note_own(self, at: int) -> None:
        """What was entered without a move; it stands in rows of its own."""
        for entry in entries_in(self._pure(at)):
            if entry.hash not in self.ledger.made and entry.operation.nonce is None:
                fields = {one.field: frozenset[bytes]() for one in entry.operation.writes}
                self.ledger.note(Made(entry.hash, entry.origin.stream, entry, fields))

    def _note_repeated(self, at: int) -> None:
        """What a device wrote anew after a second history names what it repeats."""
        for log in (pure := self._pure(at)).logs.values():
            for raw in log.raws:
                entry = pure.entry(log.origin, raw)
                old = entry.operation.nonce
                if entry.hash not in self.ledger.made and old in self.ledger.made:
                    made = Made(entry.hash, log.origin.stream, entry, {})
                    self.ledger.note_again(Again(old, made))

    def _one_history(self, at: int) -> bool:
        """Whether the office tells the same of every stream of this workstation, and no more."""
        own, office = self._pure(at).logs, self._pure(0).logs
        device = str(self.desks[at].id)
        return all(
            name in own
            and there.seq <= own[name].seq
            and own[name].chains[there.seq] == there.chains[there.seq]
            for name, there in office.items()
            if there.device == device
        )

    def _put_back(self, at: int) -> Desk:
        self.desks[at].store.close()
        shutil.copyfile(self.backups[at], file_of(self.desks[at]))
        self.desks[at] = opened(self.desks[at])
        self.desks[at].clock.advance(minutes=5)
        if self.registries[at] is OLDER:  # the copy may be of the time before
            brought_up(self.desks[at])
        return self.desks[at]

    def _brought_up(self, at: int) -> None:
        if self.registries[at] is not OLDER:
            self.registries[at] = OLDER
            brought_up(self.desks[at])

    def _lost(self, broken: PureStation) -> None:
        kept = (names_in(as_pure(desk)) for desk in self.desks)
        self.ledger.lost |= names_in(broken) - set().union(*kept)


def numbers_of(shape: Shape) -> list[int]:
    """The office and as many laptops of each commune as the shape has, two at most."""
    found = [OFFICE]
    for pv, laptops in zip(PVS, shape.communes, strict=False):
        found += [number for number, home in LAPTOPS.items() if home == pv][:laptops]
    return found


def play(history: History) -> Ledger:
    """Play it on real workstations in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="ansinh-history-") as folder:
        shape = history.shape
        return FilePlay(Path(folder), numbers_of(shape), newer=shape.newer).play(history)
