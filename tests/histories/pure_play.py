"""Plays a history on pure stations and asks the oracle at every turn."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.oplog.registry import Channel
from tests.histories.moves import ABOUT_IT, History, Move
from tests.histories.oracle import Ledger, check_end, check_turn, names_in
from tests.histories.pure_entries import OFFICE_PV, PVS, PureEntries
from tests.histories.pure_station import PureStation
from tests.histories.registries import NEWER
from tests.histories.shapes import Bundle, Made

YEAR_MS = 365 * 86_400_000
ROUNDS = 12


@dataclass
class PurePlay(PureEntries):
    """One history while it happens."""

    mail: list[Bundle] = field(default_factory=list)
    backups: dict[str, PureStation] = field(default_factory=dict)
    careful: set[str] = field(default_factory=set)  # restored without anybody noticing
    gone: set[str] = field(default_factory=set)  # burned, as everybody believes
    withdrawn: set[str] = field(default_factory=set)

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
        for station in self.stations:
            station.upgrade(NEWER)
        if self.withdrawn:
            self._peace_without(self.gone | self.withdrawn, distrusting=True)
            for name in sorted(self.withdrawn):
                self.stations[0].take_back(name)
            self.withdrawn.clear()
        if self.gone:
            self._peace_without(self.gone, distrusting=False)
            self.gone.clear()
        self._peace(self.stations, self.ledger)
        return self.ledger

    def do(self, move: Move) -> None:
        """One move."""
        station = self.stations[move.who % len(self.stations)]
        if station.name in self.gone and move.what not in ABOUT_IT:
            return
        action: Callable[[PureStation, Move], Made | None] = getattr(self, f"_{move.what}")
        made = action(station, move)
        if made is not None:
            self.ledger.note(made)
        if move.what not in ("clock", "backup"):
            at = 0 if move.what == "take_up" else move.who % len(self.stations)
            check_turn(self.stations[at])

    def _peace_without(self, away: set[str], *, distrusting: bool) -> None:
        """What has to be true when these never come back, or are never trusted again."""
        here = [one for one in self.stations if one.name not in away]
        held = set[bytes]().union(*map(names_in, here))
        gone = (names_in(one) - held for one in self.stations if one.name in away)
        lost = self.ledger.lost.union(*gone)
        self._peace(here, replace(self.ledger, lost=lost, fates=Counter(), withdrawn=distrusting))

    def _peace(self, here: list[PureStation], ledger: Ledger) -> None:
        """Every bundle arrives until none brings anything, and nothing is left to be taken up."""
        self._exchange(here)
        while self._taken_up():
            self._exchange(here)
        check_end(here, ledger)

    def _exchange(self, here: list[PureStation]) -> None:
        office, *laptops = here
        for turn in range(ROUNDS):
            before = list(map(names_in, here))
            for laptop in laptops:
                self._deliver(laptop.bundles(office))
            for laptop in laptops:
                self._deliver(office.bundles(laptop))
            # In the first round somebody may say that much was lost.
            if turn and before == list(map(names_in, here)):
                return
        raise AssertionError("the exchange comes to no end")

    # -- moves -----------------------------------------------------------------------------

    def _carry(self, station: PureStation, move: Move) -> None:
        """A bundle, or several small ones, with all that may happen on the way."""
        peers = [one for one in self.stations if one is not station]
        if station.role != "office" and move.a % 4:
            peers = [self.stations[0]]
        peer = peers[move.a // 4 % len(peers)]
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
        if station.role != "office" and self._restored(station) is not None:
            self.careful.add(station.name)

    def _burn(self, station: PureStation, move: Move) -> None:
        """A laptop is gone; nothing of it comes any more."""
        if station.role != "office":
            self.gone.add(station.name)

    def _back(self, station: PureStation, move: Move) -> None:
        """It was not gone after all."""
        self.gone.discard(station.name)

    def _withdraw(self, station: PureStation, move: Move) -> None:
        """The office trusts a laptop no longer; the laptop itself does not hear of it."""
        if station.role != "office" and station.name not in self.withdrawn:
            since_ms = self.stations[0].clock_ms + (-YEAR_MS, 0, YEAR_MS)[move.b % 3]
            self._trusting().withdraw(station.name, since_ms if move.a % 2 else None)
            self.withdrawn.add(station.name)

    def _vouch(self, station: PureStation, move: Move) -> None:
        """What a withdrawn laptop wrote so far counts."""
        if station.name in self.withdrawn:
            self._trusting().withdraw(station.name, None)

    def _take_back(self, station: PureStation, move: Move) -> None:
        """A withdrawn laptop is trusted again."""
        if station.name in self.withdrawn:
            self._trusting().take_back(station.name)
            self.withdrawn.discard(station.name)

    def _trusting(self) -> PureStation:
        """The office. No older copy of it comes back then: it would decide otherwise."""
        self.backups.pop("office", None)
        return self.stations[0]

    def _upgrade(self, station: PureStation, move: Move) -> None:
        station.upgrade(NEWER)

    def _take_up(self, station: PureStation, move: Move) -> None:
        """The office waits no longer for what is missing before other changes."""
        self._taken_up()

    # -- inside ----------------------------------------------------------------------------

    def _taken_up(self) -> int:
        """How much the office took up of what waits behind gaps."""
        found = self.stations[0].take_up()
        for again in found:
            self.ledger.note_again(again)
        return len(found)

    def _deliver(self, bundles: list[Bundle]) -> None:
        by_name = {station.name: station for station in self.stations}
        for bundle in bundles:
            if bundle.to in self.gone:
                continue
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


def play(history: History) -> Ledger:
    """Play it on pure stations."""
    return PurePlay(history.shape).play(history)
