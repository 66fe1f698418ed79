"""Power cuts in the middle of saving, as many as wanted: ``python -m tools.kill_test --times 200``.

A workstation is made, opened in a child that saves persons, killed at any moment and opened again,
over and over. Everything that was acknowledged has to be there, and the data have to be whole.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.storage import key_slots
from tests.fakes.cheap_stretching import digest
from tests.fakes.made_stations import make

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Cut the power; 1 when something was lost or is not whole."""
    parser = argparse.ArgumentParser(prog="tools.kill_test", description=__doc__)
    parser.add_argument("--times", type=int, default=200, metavar="N")
    parser.add_argument("--seed", type=int, default=20261122)
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ansinh-kill-") as name:
        said = cut(Path(name), times=wanted.times, seed=wanted.seed)
    print(
        f"{said['killed']} power cuts: {said['saved']} saves acknowledged, "
        f"{len(said['lost'])} lost, {said['unheard']} durable but unheard of, "
        f"{'whole' if said['healthy'] else 'NOT whole'}"
    )
    return int(bool(said["lost"]) or not said["healthy"] or said["killed"] != wanted.times)


def cut(folder: Path, *, times: int, seed: int) -> dict[str, Any]:
    """A workstation in ``folder``, cut off ``times`` times; what became of it."""
    state = {**os.environ, "ANSINH_STATE": str(folder / "state")}
    with patch.object(key_slots, "hash_secret_raw", digest), patch.dict(os.environ, state):
        created = make(folder / "station")
        officer, key = created.services.session.officer, created.services.station._key
        created.services.close()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.fakes.killed_desk", str(folder / "station")),
            *(str(officer), key.hex(), str(times), str(seed)),
        ],
        cwd=ROOT,
        env=state,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


if __name__ == "__main__":
    sys.exit(main())
