"""Power cuts in the middle of work, as many as wanted: ``python -m tools.kill_test --times 200``.

A workstation is made, opened in a child that saves persons, killed at any moment and opened again,
over and over; then an office that takes files in, answers and makes backups. Everything that was
acknowledged has to be there, the data have to be whole, and so has every file with a name.
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
from uuid import UUID

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
        said = cut(Path(name) / "saving", times=wanted.times, seed=wanted.seed)
        taking = cut_office(Path(name) / "taking", times=wanted.times, seed=wanted.seed)
    print(
        f"{said['killed']} power cuts: {said['saved']} saves acknowledged, "
        f"{len(said['lost'])} lost, {said['unheard']} durable but unheard of, "
        f"{'whole' if said['healthy'] else 'NOT whole'}"
    )
    print(
        f"{taking['killed']} power cuts while taking in: {taking['taken']} files acknowledged, "
        f"{taking['persons']} of {taking['files']} there, {taking['answered']} answers and "
        f"{taking['backups']} backups whole, {'whole' if taking['healthy'] else 'NOT whole'}"
    )
    bad = bool(said["lost"]) or not said["healthy"] or said["killed"] != wanted.times
    return int(bad or not whole(taking, wanted.times))


def whole(taking: dict[str, Any], times: int) -> bool:
    """Whether nothing that was taken in, answered or backed up is missing or half."""
    return bool(
        taking["killed"] == times
        and taking["healthy"]
        and taking["persons"] == taking["files"]
        and not taking["refused"]
        and not taking["left"]
    )


def cut(folder: Path, *, times: int, seed: int) -> dict[str, Any]:
    """A workstation in ``folder``, cut off ``times`` times; what became of it."""
    state = {**os.environ, "ANSINH_STATE": str(folder / "state")}
    folder.mkdir(parents=True, exist_ok=True)
    with patch.object(key_slots, "hash_secret_raw", digest), patch.dict(os.environ, state):
        created = make(folder / "station")
        officer, key = created.services.session.officer, created.services.station._key
        created.services.close()
    return _played("tests.fakes.killed_desk", folder / "station", officer, key, times, seed, state)


def cut_office(folder: Path, *, times: int, seed: int) -> dict[str, Any]:
    """An office in ``folder`` that takes in a commune's files, cut off ``times`` times."""
    state = {**os.environ, "ANSINH_STATE": str(folder / "state")}
    folder.mkdir(parents=True, exist_ok=True)
    with patch.object(key_slots, "hash_secret_raw", digest), patch.dict(os.environ, state):
        commune = make(folder / "commune").services
        office = make(folder / "station", "office").services
        asked = commune.trust.request()
        granted = office.trust.grant(asked.file, asked.digits, restricted=True)
        commune.trust.accept(granted.file, granted.root_digits)
        officer, key = office.session.officer, office.station._key
        office.close()
        for number in range(2 * times):  # nothing is confirmed: each file holds those before
            commune.people.intake({"name": "Y Thim Byă", "birth": "1961"})
            bag = folder / "bag" / f"{number:05}"
            bag.mkdir(parents=True)
            commune.exchange.export(None, bag)
        module = "tests.fakes.killed_office"
        said = _played(module, folder / "station", officer, key, times, seed, state)
        answers = [Path(one) for one in said["answers"]]
        states = [one.state for one in commune.exchange.import_files(answers)]
        said["answered"] = len(answers)
        said["refused"] += sum(one not in ("new", "known") for one in states)
        commune.close()
    return said


def _played(
    module: str,
    folder: Path,
    officer: UUID,
    key: bytes,
    times: int,
    seed: int,
    state: dict[str, str],
) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", module, folder, str(officer), key.hex(), str(times), str(seed)],
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
