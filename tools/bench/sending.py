"""B9: export of 10,000 changes, verified after writing, against the bare steps on those bytes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from unittest.mock import patch

import msgspec
import pyrage
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, select

from app.models.log import sync_op, sync_out, sync_peer
from app.services.container import Services
from app.sync import totals
from tools.bench.communes import enrolled
from tools.bench.row import Row, in_turn
from tools.bench.stations import fill

OPERATIONS = 10_000
RUNS = 7
DAY = 50  # changes


@dataclass(frozen=True, slots=True)
class Waiting:
    """A commune whose changes its office has not confirmed, and where they are to be written."""

    commune: Services
    target: Path

    def forget(self) -> None:
        """As if nothing had been sent so far."""
        with self.commune.exchange._store.write(self.commune.session.officer) as work:
            work.connection.execute(delete(sync_out))
            work.connection.execute(delete(sync_peer))
            work.commit()

    def export(self) -> None:
        """Send all of it."""
        self.commune.exchange.export(None, self.target)

    def timed(self) -> float:
        """Milliseconds of an export of all of it."""
        self.forget()
        begun = perf_counter()
        self.export()
        return (perf_counter() - begun) * 1000


def rows(folder: Path) -> list[Row]:
    """A commune with 10,000 changes that its office has not confirmed."""
    with commune_with(folder, OPERATIONS) as waiting:
        with waiting.commune.exchange._store.read() as connection:
            raw = [bytes(one) for one in connection.execute(select(sync_op.c.raw)).scalars()]
        key = Ed25519PrivateKey.generate()
        recipient = pyrage.x25519.Identity.generate().to_public()

        def floor() -> None:
            packed = zstandard.ZstdCompressor(level=3).compress(msgspec.msgpack.encode(raw))
            sealed = pyrage.encrypt(key.sign(packed) + packed, [recipient])
            with (waiting.target / "floor").open("wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())

        low, high = in_turn(floor, waiting.export, runs=RUNS, before=waiting.forget)
    return [
        Row("B9", f"export of {len(raw):,} changes, verified", low, high, "ms", 3),
        _a_day(folder),
    ]


def _a_day(folder: Path) -> Row:
    """What control totals add to the export of a day's work, when the office has answered before.

    The floor is the same export without them.
    """
    place = Path(tempfile.mkdtemp(dir=folder))
    commune, office = enrolled(place)
    turn = iter(range(10**9))
    try:
        fill(commune, OPERATIONS * 4 // 11)
        people = commune.people.lines(commune.people.numbers())
        device = commune.exchange._store.identity.device

        def work() -> None:
            """The office answers what went before, then a day's changes are entered."""
            for there, to in ((office, None), (commune, device)):
                here = commune if there is office else office
                made = here.exchange.export(to, place)
                there.exchange.import_files([one.path for one in made])
            for _ in range(DAY):
                number = next(turn)
                edited = people[number % len(people)].id
                commune.people.edit(edited, {"phone": f"0{number:09d}"})

        def timed(totals_due: AbstractContextManager[object]) -> float:
            work()
            with totals_due:
                begun = perf_counter()
                commune.exchange.export(None, place)
                return (perf_counter() - begun) * 1000

        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(RUNS):
            times[0].append(timed(patch.object(totals, "due", lambda connection, peer: False)))
            times[1].append(timed(nullcontext()))
        told = f"export of {DAY} of 8,000 records, totals too"
        return Row("B9", told, median(times[0]), median(times[1]), "ms", 5)
    finally:
        commune.close()
        office.close()
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def exports(folder: Path, sizes: Sequence[int]) -> Iterator[list[Callable[[], float]]]:
    """For each number of changes an export that tells its milliseconds."""
    with ExitStack() as stack:
        communes = [stack.enter_context(commune_with(folder, size)) for size in sizes]
        yield [partial(Waiting.timed, one) for one in communes]


@contextmanager
def commune_with(folder: Path, changes: int) -> Iterator[Waiting]:
    """An enrolled commune with about that many changes; gone afterwards."""
    place = Path(tempfile.mkdtemp(dir=folder))
    commune, office = enrolled(place)
    try:
        fill(commune, changes * 4 // 11)
        target = place / "out"
        target.mkdir()
        yield Waiting(commune, target)
    finally:
        commune.close()
        office.close()
        shutil.rmtree(place, ignore_errors=True)
