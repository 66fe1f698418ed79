"""What has to be true of any history, found by other means than the program's.

Who had seen what is kept beside the operations when they are made, so the values that must
stand follow from that alone: an entry stands unless somebody who had seen it wrote again.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.oplog.fold import Entry, fold, verdict
from app.oplog.operation import decode, operation_hash
from tests.histories.pure_station import PureStation
from tests.histories.shapes import Again, Bundle, Cell, Made, RowKey, row_of


@dataclass
class Ledger:
    """Every operation that was ever made, and what became of it outside the program."""

    made: dict[bytes, Made] = field(default_factory=dict)
    renamed: dict[bytes, bytes] = field(default_factory=dict)
    firsts: dict[bytes, bytes] = field(default_factory=dict)  # of what was written anew
    lost: set[bytes] = field(default_factory=set)  # with a disk that held them alone
    forged: set[bytes] = field(default_factory=set)  # names that nobody bears
    fates: Counter[str] = field(default_factory=Counter)
    withdrawn: bool = False  # somebody is not trusted, so that what he wrote may have to wait

    def note(self, made: Made) -> None:
        """An operation was made."""
        self.made[made.hash] = made

    def note_again(self, again: Again) -> None:
        """An operation of a second history was made anew: it saw what the first one had seen."""
        self.renamed[again.instead_of] = again.made.hash
        self.firsts[again.made.hash] = again.instead_of
        self.made[again.made.hash] = replace(again.made, seen=self.made[again.instead_of].seen)

    def first(self, name: bytes) -> bytes:
        """The name under which it was made for the first time."""
        while name in self.firsts:
            name = self.firsts[name]
        return name

    def lose(
        self, broken: PureStation, stations: Sequence[PureStation], mail: Sequence[Bundle]
    ) -> None:
        """A disk is gone, and with it what nobody else holds; a bag may still bring some of it."""
        self.lost |= names_in(broken) - set().union(*(names_in(one) for one in stations))


def names_in(station: PureStation, *, joined: bool = True) -> set[bytes]:
    """The operations in a station's logs, those that are parked or aside too; or only these."""
    return {
        operation_hash(log.origin.stream, raw)
        for log in station.logs.values()
        for raw in (
            *(log.raws if joined else ()),
            *itertools.chain(*log.parked.values()),
            *(one.raw for one in log.aside.values()),
        )
    }


def names_aside(station: PureStation) -> set[bytes]:
    """The operations of other branches that a station keeps beside its logs."""
    return {
        operation_hash(log.origin.stream, one.raw)
        for log in station.logs.values()
        for one in log.aside.values()
    }


def entries_in(station: PureStation) -> Iterator[Entry]:
    """Every operation that lies in a station's logs."""
    for log in station.logs.values():
        for raw in log.raws:
            yield Entry(operation_hash(log.origin.stream, raw), log.origin, decode(raw))


def check_turn(station: PureStation) -> None:
    """The tables are the log: folding everything anew, in any order, gives what stands there."""
    by_row: dict[RowKey, list[Entry]] = defaultdict(list)
    for entry in entries_in(station):
        by_row[row_of(entry.operation)].append(entry)
    chance = random.Random(len(by_row))
    for key, row in station.rows.items():
        entries = by_row.get(key, [])
        chance.shuffle(entries)
        again = fold(entries + entries[:2], station.registry)
        assert (again.heads, again.awaited) == (row.heads, row.awaited), key


def check_end(stations: Sequence[PureStation], ledger: Ledger) -> None:
    """After peace: everybody holds the same, every change is accounted for, none lost wrongly."""
    office = stations[0]
    for station in stations:
        check_turn(station)
        for pv in station.scopes:
            for channel in station.channels:
                assert station.heads(pv, channel) == office.heads(pv, channel), station.name
    _account(stations, ledger)
    # Of somebody who is not trusted nobody brings what lies aside.
    kept = stations if ledger.withdrawn else stations[:1]
    beside: set[bytes] = set().union(*(names_in(one, joined=False) for one in kept))
    _causality(office, ledger, beside)


def _account(stations: Sequence[PureStation], ledger: Ledger) -> None:
    """Applied, replaced by which, waiting for which, or gone with a broken disk."""
    office = stations[0]
    parked: set[bytes] = set().union(*(names_in(one) for one in stations))
    joined: dict[bytes, list[Entry]] = defaultdict(list)  # by first name
    replaced: set[tuple[Cell, bytes]] = set()
    for entry in entries_in(office):
        this = ledger.first(entry.hash)
        joined[this].append(entry)
        if verdict(entry.operation, entry.origin, office.registry) == "folded":
            key = row_of(entry.operation)
            for one in entry.operation.writes:
                # A name that the office waits for may be one more of an entry that stands there:
                # what was written anew and burned before anybody held it tells nobody so.
                waiting = office.rows[key].awaited.get(one.field, set())
                bases = {ledger.first(base) for base in one.bases if base not in waiting} - {this}
                replaced |= {((key, one.field), base) for base in bases}
    names: dict[bytes, set[bytes]] = defaultdict(set)
    for name in ledger.made:
        names[ledger.first(name)].add(name)
    for this, every in names.items():
        ledger.fates["made anew"] += len(every) - 1
        if this in joined:
            _stands(office, joined[this], replaced, ledger)
        elif (status := _alone(ledger.made[this], office)) == "denied" or (
            status == "unknown" and ledger.forged
        ):
            ledger.fates[status] += 1  # wherever it lies, nobody waits for it
        elif every & parked:
            ledger.fates["waiting"] += 1
            # A laptop brings what lies aside there, not what of another branch it has parked.
            brought = names_in(office).union(*(names_aside(one) for one in stations))
            excused = ledger.lost or ledger.withdrawn or not every & brought
            assert excused, "parked for ever, though nothing was lost"
        else:
            ledger.fates["gone with a disk"] += 1
            assert every & ledger.lost, f"{ledger.made[this].stream.hex()} lost"


def _alone(made: Made, office: PureStation) -> str:
    """What would become of it where its device is trusted."""
    if made.entry is None:
        return "folded"
    origin = replace(made.entry.origin, last=None)
    return verdict(made.entry.operation, origin, office.registry)


def _stands(
    office: PureStation,
    entries: list[Entry],
    replaced: set[tuple[Cell, bytes]],
    ledger: Ledger,
) -> None:
    """One entry, under whichever names it lies there, stands or was replaced; never both."""
    status = [verdict(one.operation, one.origin, office.registry) for one in entries]
    if "folded" not in status:
        ledger.fates[status[0]] += 1
        if status[0] == "withheld":
            assert ledger.withdrawn, "withheld of a device that is trusted"
            beyond = [one.operation.seq > (one.origin.last or 0) for one in entries]
            assert all(beyond), "withheld, though somebody vouched for it"
        else:
            assert status[0] == "denied" or ledger.forged, "unknown to the newest program"
        return
    this, key = ledger.first(entries[0].hash), row_of(entries[0].operation)
    for one in entries[status.index("folded")].operation.writes:
        heads = office.rows[key].heads.get(one.field, ())
        stands = any(ledger.first(head.hash) == this for head in heads)
        gone = ((key, one.field), this) in replaced
        ledger.fates["applied" if stands else "replaced"] += 1
        assert stands is not gone, "an entry that neither stands nor was replaced"


def _seen_by(ledger: Ledger, names: set[bytes], number: int) -> set[bytes]:
    """Under their first names, what the writers of these entries had seen in that field."""
    found = (ledger.made[name].seen.get(number, frozenset()) for name in names)
    return {ledger.first(name) for seen in found for name in seen}


def _causality(office: PureStation, ledger: Ledger, beside: set[bytes]) -> None:
    """Heads are exactly the entries that nobody wrote over who had seen them.

    ``beside`` is what lies in no log, and may be waited for.
    """
    written: dict[Cell, dict[bytes, frozenset[bytes]]] = defaultdict(dict)
    # With a disk goes an entry under all its names, also when only the last one lay there.
    firsts = {ledger.first(name) for name in ledger.lost}
    lost = {name for name in ledger.made if ledger.first(name) in firsts}
    out_of_reach = lost | ledger.forged | beside
    withheld: dict[Cell, set[bytes]] = defaultdict(set)
    for entry in entries_in(office):
        made = ledger.made[entry.hash]
        status = verdict(entry.operation, entry.origin, office.registry)
        if status == "withheld":
            for one in entry.operation.writes:
                withheld[row_of(entry.operation), one.field].add(entry.hash)
        if status == "folded":
            for one in entry.operation.writes:
                cell = (row_of(entry.operation), one.field)
                written[cell][ledger.first(entry.hash)] = frozenset(
                    map(ledger.first, made.seen[one.field])
                )
    for (key, number), writes in written.items():
        seen = frozenset().union(*(names - {this} for this, names in writes.items()))
        row = office.rows[key]
        heads = [ledger.first(head.hash) for head in row.heads.get(number, ())]
        assert len(heads) == len(set(heads)), f"field {number}: one entry stands twice"
        wanted = writes.keys() - seen
        waiting = row.awaited.get(number, set())
        # What only a lost entry had replaced stands again, and the field is told as waiting for it;
        # so does what only an entry had replaced that does not count any more.
        again = _seen_by(ledger, waiting & lost | withheld[key, number], number)
        again |= set(map(ledger.first, waiting & lost))  # itself, under a name that came
        assert wanted <= set(heads) <= wanted | again, (
            f"field {number}: a change lost, or two that knew"
        )
        assert waiting <= out_of_reach, "waits for what was never made"
    for key, row in office.rows.items():
        for number in row.heads:
            assert (key, number) in written
