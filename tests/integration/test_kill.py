"""Power cuts in the middle of work: what was acknowledged stays, and the data stay whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import make

__all__ = ["cheap_stretching"]

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 50


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")
@pytest.mark.usefixtures("cheap_stretching")
def test_fifty_power_cuts_lose_no_acknowledged_save(tmp_path: Path) -> None:
    created = make(tmp_path / "station")
    officer, key = created.services.session.officer, created.services.station._key
    created.services.close()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.fakes.killed_desk", str(tmp_path / "station")),
            *(str(officer), key.hex(), str(ROUNDS), "20261122"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    assert said["lost"] == []
    assert said["healthy"]
    assert said["killed"] == ROUNDS
    # Every round but a few had work to lose; one save each may be durable and still unheard of.
    assert said["saved"] > 5 * ROUNDS
    assert said["unheard"] <= ROUNDS
    assert said["operations"] == 1 + said["saved"] + said["unheard"]
