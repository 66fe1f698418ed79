"""Fifty histories on real workstations: encrypted files, signed bundles, the whole pipeline."""

from __future__ import annotations

import pytest

from tests.histories.file_play import play
from tests.histories.moves import from_seed
from tests.histories.oracle import Ledger
from tests.histories.verdicts import tried

TOGETHER = 5
FEW = 24  # moves; each costs a hundred times what it costs in memory


@pytest.mark.parametrize("first", range(0, 50, TOGETHER))
def test_real_stations_end_up_with_the_same(first: int) -> None:
    for seed in range(first, first + TOGETHER):
        found = tried(play, from_seed(seed, most=FEW))
        assert isinstance(found, Ledger), f"run.py histories --files 1 --from {seed}: {found}"
