"""Five hundred histories on the pure merge, and every one that ever failed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.histories.moves import KEPT, History, from_seed, keep, read_kept, shrink
from tests.histories.oracle import Ledger
from tests.histories.pure_play import play
from tests.histories.verdicts import tried

TOGETHER = 50


@pytest.mark.parametrize("first", range(0, 500, TOGETHER))
def test_whatever_happens_everybody_ends_up_with_the_same(first: int) -> None:
    fates: Counter[str] = Counter()
    for seed in range(first, first + TOGETHER):
        found = tried(play, from_seed(seed))
        assert isinstance(found, Ledger), f"run.py histories --pure 1 --from {seed}: {found}"
        fates += found.fates
    assert min(fates[name] for name in ("applied", "replaced", "denied", "gone with a disk")) > 0


@pytest.mark.parametrize("path", sorted(KEPT.glob("*.json")), ids=lambda path: path.stem)
def test_what_failed_once_stays_mended(path: Path) -> None:
    play(read_kept(path))


def test_a_history_is_cut_down_to_what_matters(tmp_path: Path) -> None:
    def fails(shorter: History) -> bool:
        return {"create", "carry"} <= {move.what for move in shorter.moves}

    short = shrink(from_seed(3), fails)
    assert sorted(move.what for move in short.moves) == ["carry", "create"]
    assert read_kept(keep(short, tmp_path)) == short
