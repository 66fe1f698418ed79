"""What has to be true of any history, found by other means than the program's.

Who had seen what is kept beside the operations when they are made, so the values that must
stand follow from that alone: an entry stands unless somebody who had seen it wrote again.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.oplog.fold import Entry, fold, verdict
from app.oplog.operation import decode, operation_hash
from tests.histories.pure_station import Again, Bundle, Cell, Made, PureStation, RowKey, _key


@dataclass
class Ledger:
    """Every operation that was ever made, and what became of it outside the program."""

    made: dict[bytes, Made] = field(default_factory=dict)
    renamed: dict[bytes, bytes] = field(default_factory=dict)
    lost: set[bytes] = field(default_factory=set)  # with a disk that held them alone
    forged: set[bytes] = field(default_factory=set)  # names that nobody bears
    fates: Counter[str] = field(default_factory=Counter)

    def note(self, made: Made) -> None:
        """An operation was made."""
        self.made[made.hash] = made

    def note_again(self, again: Again) -> None:
        """An operation of a second history was made anew: it saw what the first one had seen."""
        first = self.made[again.instead_of]
        self.renamed[again.instead_of] = again.made.hash
        seen = {
            number: frozenset(self.renamed.get(name, name) for name in names)
            for number, names in first.seen.items()
        }
        self.made[again.made.hash] = Made(
            again.made.hash, again.made.stream, again.made.entry, seen
        )

    def lose(
        self, broken: PureStation, stations: Sequence[PureStation], mail: Sequence[Bundle]
    ) -> None:
        """A disk is gone, and with it what nobody else holds; a bag may still bring some of it."""
        self.lost |= names_in(broken) - set().union(*(names_in(one) for one in stations))


def names_in(station: PureStation) -> set[bytes]:
    """The operations that lie in a station's logs, parked ones too."""
    return {
        operation_hash(log.origin.stream, raw)
        for log in station.logs.values()
        for raw in (*log.raws, *log.parked.values())
    }


def check_turn(station: PureStation) -> None:
    """The tables are the log: folding everything anew, in any order, gives what stands there."""
    by_row: dict[RowKey, list[Entry]] = defaultdict(list)
    for log in station.logs.values():
        for raw in log.raws:
            entry = Entry(operation_hash(log.origin.stream, raw), log.origin, decode(raw))
            by_row[_key(entry.operation)].append(entry)
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
    _causality(office, ledger)


def _account(stations: Sequence[PureStation], ledger: Ledger) -> None:
    """Applied, replaced by which, waiting for which, or gone with a broken disk."""
    office = stations[0]
    joined: dict[bytes, Entry] = {}
    parked: set[bytes] = set().union(*(names_in(one) for one in stations))
    for log in office.logs.values():
        for raw in log.raws:
            name = operation_hash(log.origin.stream, raw)
            joined[name] = Entry(name, log.origin, decode(raw))
    replacing: dict[tuple[Cell, bytes], bytes] = {}
    for entry in joined.values():
        if verdict(entry.operation, entry.origin, office.registry) == "folded":
            for one in entry.operation.writes:
                for base in one.bases:
                    replacing[(_key(entry.operation), one.field), base] = entry.hash
    for name, made in ledger.made.items():
        if name in ledger.renamed:
            ledger.fates["made anew"] += 1
            assert ledger.renamed[name] in ledger.made
        elif name in joined:
            _stands(office, joined[name], replacing, ledger)
        elif name in parked:
            ledger.fates["waiting"] += 1
            assert ledger.lost, "parked for ever, though nothing was lost"
        else:
            ledger.fates["gone with a disk"] += 1
            assert name in ledger.lost, f"{made.stream.hex()} lost"


def _stands(
    office: PureStation,
    entry: Entry,
    replacing: dict[tuple[Cell, bytes], bytes],
    ledger: Ledger,
) -> None:
    status = verdict(entry.operation, entry.origin, office.registry)
    if status != "folded":
        ledger.fates[status] += 1
        assert status == "denied" or ledger.forged, "unknown to the newest program"
        return
    key = _key(entry.operation)
    row = office.rows[key]
    for one in entry.operation.writes:
        stands = any(head.hash == entry.hash for head in row.heads.get(one.field, ()))
        replaced = ((key, one.field), entry.hash) in replacing
        ledger.fates["applied" if stands else "replaced"] += 1
        assert stands is not replaced, "an entry that neither stands nor was replaced"


def _causality(office: PureStation, ledger: Ledger) -> None:
    """Heads are exactly the entries that nobody wrote over who had seen them."""
    written: dict[Cell, dict[bytes, frozenset[bytes]]] = defaultdict(dict)
    for log in office.logs.values():
        for raw in log.raws:
            made = ledger.made[operation_hash(log.origin.stream, raw)]
            assert made.entry is not None
            operation = made.entry.operation
            if verdict(operation, log.origin, office.registry) == "folded":
                for one in operation.writes:
                    written[_key(operation), one.field][made.hash] = made.seen[one.field]
    for (key, number), writes in written.items():
        seen = frozenset().union(*writes.values())
        row = office.rows[key]
        heads = {head.hash for head in row.heads.get(number, ())}
        assert heads == writes.keys() - seen, f"field {number}: a change lost, or two that knew"
        waiting = row.awaited.get(number, set())
        assert waiting <= ledger.lost | ledger.forged, "waits for what was never made"
    for key, row in office.rows.items():
        for number in row.heads:
            assert (key, number) in written
