"""Spoils everything that comes from outside and sees that only our own errors escape.

``python -m tools.fuzz --seconds 600``: every decoder in turn (``tests.fakes.outside_bytes``), with
seeded mutators that know MessagePack and JSON. What reaches lines of ours that nothing reached
before is spoiled further; with ``--keep N`` the first N such examples of each decoder are kept. An
escape is kept always, in ``tests/fixtures/corpus/DECODER``, where the suite reads it for ever.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from app.core.errors import AppError
from tests.fakes.outside_bytes import READERS, Reader
from tests.fakes.station_readers import station_readers

HOME = Path(__file__).resolve().parents[1]
CORPUS = HOME / "tests" / "fixtures" / "corpus"
OURS = str(HOME / "app")
MOST = 400  # examples that are spoiled further
SMALL = 2_000  # bytes of an example worth keeping
TRACED = 4  # one in so many is watched line by line


@dataclass
class Fuzzing:
    """One decoder under fire; ``seed`` decides everything."""

    reader: Reader
    seed: int
    folder: Path
    tried: int = 0
    escapes: list[tuple[bytes, BaseException]] = field(default_factory=list)
    lines: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._dice = random.Random(f"{self.reader.name} {self.seed}")
        self._pool = list(self.reader.good)

    @property
    def telling(self) -> list[bytes]:
        """Examples that reached lines which nothing had reached before them."""
        return self._pool[len(self.reader.good) :]

    def go(self, *, more: Callable[[], bool]) -> None:
        """Spoil and read while ``more`` says so."""
        while more():
            raw = self.reader.spoil(self._dice.choice(self._pool), self._dice)
            self.tried += 1
            if self.tried % TRACED:
                self._read(raw)
                continue
            known = len(self.lines)
            with watched(self.lines):
                self._read(raw)
            if len(self.lines) > known and len(self._pool) < MOST and len(raw) < 20_000:
                self._pool.append(raw)

    def _read(self, raw: bytes) -> None:
        if (escaped := escape(self.reader, raw, self.folder)) is not None:
            self.escapes.append((raw, escaped))


def escape(reader: Reader, raw: bytes, folder: Path) -> BaseException | None:
    """What comes out of a decoder besides an answer and our own errors."""
    try:
        reader.read(raw, folder)
    except AppError:
        return None
    except Exception as error:  # noqa: BLE001  # this is what is looked for
        return error
    return None


@contextmanager
def watched(lines: set[tuple[str, int]]) -> Iterator[None]:
    """Note every line of the program that runs meanwhile."""

    def each(frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        lines.add((frame.f_code.co_filename, frame.f_lineno))
        return each

    before = sys.gettrace()
    sys.settrace(each)
    try:
        yield
    finally:
        sys.settrace(before)


def keep(reader: Reader, raw: bytes) -> Path:
    """Put an example into the corpus."""
    folder = CORPUS / reader.name.replace(" ", "-")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(raw).hexdigest()[:16]}.bin"
    path.write_bytes(raw)
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz; 1 when something escaped."""
    parser = argparse.ArgumentParser(prog="tools.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, metavar="N")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--only", metavar="DECODER")
    parser.add_argument("--keep", type=int, default=0, metavar="N")
    wanted = parser.parse_args(arguments)
    found = 0
    with tempfile.TemporaryDirectory(prefix="ansinh-fuzz-") as name:
        os.environ["ANSINH_STATE"] = f"{name}/state"
        every = (*READERS, *station_readers(Path(name)))
        readers = [one for one in every if wanted.only in (None, one.name)]
        share = wanted.seconds / max(len(readers), 1)
        for reader in readers:
            end = time.monotonic() + share
            fuzzing = Fuzzing(reader, wanted.seed, Path(name))
            fuzzing.go(more=lambda end=end: time.monotonic() < end)  # type: ignore[misc]  # a default
            kinds: dict[tuple[str, str, int | None], bytes] = {}
            for raw, error in fuzzing.escapes:
                place = traceback.extract_tb(error.__traceback__)[-1]
                kinds.setdefault((type(error).__name__, place.filename, place.lineno), raw)
            for kind, raw in kinds.items():
                print(f"  ESCAPE {kind}: {keep(reader, raw)}")
            for raw in [one for one in fuzzing.telling if len(one) < SMALL][: wanted.keep]:
                keep(reader, raw)
            found += len(kinds)
            print(f"{reader.name}: {fuzzing.tried} tried, {len(fuzzing.lines)} lines reached")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
