"""B2: from the right passphrase to the list of 20,000 persons, and where the window stood still."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tools.bench.child import ask
from tools.bench.row import Row
from tools.bench.stations import PASSPHRASE, station

PERSONS = 20_000
RUNS = 5


def rows(folder: Path) -> list[Row]:
    """Whole processes, in turn; the time of Argon2id is taken out."""
    place, _key = station(folder, PERSONS)
    key_file = folder / f"station-{PERSONS}.key"
    floors, times, stalls = [], [], []
    for _turn in range(RUNS):
        floors.append(ask("at_the_desk", "bare", str(place), str(key_file))["list"])
        told = ask("at_the_desk", "ours", str(place), PASSPHRASE)
        times.append(told["list"])
        stalls.append(told["stalls"])
    work = f"passphrase to the list of {PERSONS:,} persons"
    found = [Row("B2", work, median(floors), median(times), "ms", 3)]
    for phase in stalls[0]:
        longest = median(one.get(phase, 0.0) for one in stalls)
        found.append(Row("B2", f"longest stall: {phase}", 0, longest, "ms", 50, limit=True))
    return found
