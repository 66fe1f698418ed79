"""B12: memory after sign-in, with the list open, while a bundle is taken in; Linux only.

Unless ``--full`` is asked for, the list has 20,000 persons instead of 200,000 and the bundle
40,000 changes instead of 64 MiB of them; the lines of the table say which.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median

from tools.bench.child import ask
from tools.bench.communes import enrolled
from tools.bench.row import Row
from tools.bench.stations import PASSPHRASE, fill, station

RUNS = 3
MIB = 1024  # KiB
PER_PERSON = 11 / 4  # changes that ``fill`` writes


def rows(folder: Path, *, full: bool = False) -> list[Row]:
    """Resident memory of whole processes."""
    persons, changes = (200_000, 600_000) if full else (20_000, 40_000)
    place, _key = station(folder, persons)
    key_file = folder / f"station-{persons}.key"
    bare, signed_in, grown = [], [], []
    for _turn in range(RUNS):
        bare.append(ask("at_the_desk", "bare", str(place), str(key_file))["window"] / MIB)
        told = ask("at_the_desk", "calm", str(place), PASSPHRASE)
        signed_in.append(told["signed_in"] / MIB)
        grown.append((told["listed"] - told["signed_in"]) / MIB)
    listed = f"more with the list of {persons:,} persons"
    return [
        Row("B12", "memory after sign-in", median(bare), median(signed_in), "MiB", 2.2),
        Row("B12", listed, 0, median(grown), "MiB", 60, limit=True),
        _taking_in(folder, changes),
    ]


def _taking_in(folder: Path, changes: int) -> Row:
    place = Path(tempfile.mkdtemp(dir=folder))
    commune, office = enrolled(place)
    try:
        fill(commune, round(changes / PER_PERSON))
        out = place / "out"
        out.mkdir()
        commune.exchange.export(None, out)
        officer = str(office.session.officer)
        commune.close()
        office.close()
        told = ask("taking_in", str(place / "office"), officer, str(out))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    work = f"more while {changes:,} changes are taken in"
    return Row("B12", work, 0, told["grown"] / MIB, "MiB", 24, limit=True)
