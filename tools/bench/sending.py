"""B9: export of 10,000 changes, verified after writing, against the bare steps on those bytes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

import msgspec
import pyrage
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, select

from app.models.log import sync_op, sync_out, sync_peer
from app.services.container import Services
from tools.bench.communes import enrolled
from tools.bench.row import Row, in_turn
from tools.bench.stations import fill

OPERATIONS = 10_000
RUNS = 7


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
    return [Row("B9", f"export of {len(raw):,} changes, verified", low, high, "ms", 3)]


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
