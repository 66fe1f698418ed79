"""Power cuts in the middle of work: what was acknowledged stays, and the data stay whole."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools.kill_test import cut, cut_office, whole

ROUNDS = 50
ROUNDS_OFFICE = 12


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")
def test_fifty_power_cuts_lose_no_acknowledged_save(tmp_path: Path) -> None:
    said = cut(tmp_path, times=ROUNDS, seed=20261122)
    assert said["lost"] == []
    assert said["healthy"]
    assert said["killed"] == ROUNDS
    # Every round but a few had work to lose; one save each may be durable and still unheard of.
    assert said["saved"] > 5 * ROUNDS
    assert said["unheard"] <= ROUNDS
    assert said["operations"] == 1 + said["saved"] + said["unheard"]


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")
def test_power_cuts_while_an_office_takes_in_answers_and_backs_up(tmp_path: Path) -> None:
    said = cut_office(tmp_path, times=ROUNDS_OFFICE, seed=20261122)
    assert whole(said, ROUNDS_OFFICE), said
    assert said["taken"] > 5
    assert said["answered"] > 2
