"""Whoever carries bundles between workstations: loses, repeats, mixes up and damages them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from app.services.bundles import ExportedBundle
from app.services.outcomes import ImportOutcome
from tests.fakes.desks import Desk


class Courier:
    """Carries files from one desk to another; ``seed`` decides every mishap."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self._bags = 0

    def fetch(self, source: Desk, to: UUID | None = None) -> list[ExportedBundle]:
        """Let ``source`` write its bundles into a fresh bag."""
        return source.exchange.export(to, self.bag())

    def bag(self) -> Path:
        """An empty folder."""
        self._bags += 1
        bag = self.folder / f"bag-{self._bags}"
        bag.mkdir(parents=True)
        return bag

    def carry(self, source: Desk, target: Desk) -> list[ImportOutcome]:
        """Everything arrives as it was written."""
        return deliver(self.fetch(source, target.id), target)

    def carry_badly(self, source: Desk, target: Desk) -> list[ImportOutcome]:
        """Some files are lost, some come twice, and in any order."""
        paths = [one.path for one in self.fetch(source, target.id)]
        paths = [path for path in paths for _ in range(self.random.choice((0, 1, 1, 2)))]
        self.random.shuffle(paths)
        return target.exchange.import_files(paths)

    def damaged(self, bundle: Path) -> Path:
        """A copy with one bit turned, or cut short."""
        raw = bytearray(bundle.read_bytes())
        if self.random.random() < 0.7:
            at = self.random.randrange(len(raw))
            raw[at] ^= 1 << self.random.randrange(8)
        else:
            del raw[self.random.randrange(len(raw)) :]
        copy = self.folder / "damaged.tgxh"
        copy.write_bytes(raw)
        return copy

    def copy(self, bundle: Path, name: str) -> Path:
        """The same file under another name."""
        return Path(shutil.copyfile(bundle, self.folder / name))


def deliver(bundles: Sequence[ExportedBundle], target: Desk) -> list[ImportOutcome]:
    """Give the files to ``target``."""
    return target.exchange.import_files([one.path for one in bundles])
