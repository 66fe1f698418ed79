"""B1: process start to the painted sign-in window, against Qt's own empty window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.bench.row import Row, in_turn
from tools.bench.stations import station

RUNS = 9


def rows(folder: Path) -> list[Row]:
    """Whole processes, in turn."""
    place, _key = station(folder, 100)
    floor, ours = in_turn(lambda: _start("bare"), lambda: _start("ours", str(place)), runs=RUNS)
    return [Row("B1", "process start to painted sign-in window", floor, ours, "ms", 1.25)]


def _start(*words: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, "-m", "tools.bench.first_paint", *words],
        check=True,
        env=environment | {"QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.DEVNULL,
    )
