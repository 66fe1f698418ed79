"""An office whose computer loses power while it takes in, answers and backs up, in its own process.

``python -m tests.fakes.killed_office FOLDER OFFICER KEY ROUNDS SEED`` takes in the files of
``FOLDER/../bag`` one by one in a child, answers and makes backups in between, and is killed at any
moment. What was acknowledged has to be there for the next child; whatever has the name of a bundle
or of a backup has to be whole. Prints what happened as JSON.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from uuid import UUID

from app.services.container import Services
from app.storage.backup import backups, check_backup
from tests.fakes.killed_desk import acknowledged, opened, persons

MOST_STEPS = 6


def main(folder: Path, officer: UUID, key: bytes, *, rounds: int, seed: int) -> None:
    """All rounds, then the doctor."""
    chance, killed, done = random.Random(seed), 0, set[UUID]()
    out = folder.parent / "out"
    out.mkdir()
    for turn in range(rounds):
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(told)
            work(folder, officer, key, turn=turn, tell=tell, done=done)
        os.close(tell)
        done |= acknowledged(told, child, saves=chance.randrange(MOST_STEPS), chance=chance)
        os.close(told)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        if not os.WIFSIGNALED(status):
            raise SystemExit(f"the child ended by itself: {os.waitstatus_to_exitcode(status)}")
    services = opened(folder, officer, key)
    made = backups(folder / "backups")
    for one in made:
        check_backup(one, key)
    files = files_of(folder)
    again = [one.state for one in services.exchange.import_files(files)]
    report = services.upkeep.doctor()
    there = len(persons(services))
    spool = list((folder / "spool").iterdir())
    services.close()
    print(
        json.dumps(
            {
                "killed": killed,
                "taken": len(done),
                "refused": sum(state not in ("new", "known") for state in again),
                "files": len(files),
                "persons": there,
                "answers": sorted(str(one) for one in out.glob("*.tgxh")),
                "backups": len(made),
                "left": len(spool),
                "healthy": report.healthy,
            }
        )
    )


def files_of(folder: Path) -> list[Path]:
    """What the commune sent, in the order it was made: each holds one person more."""
    return sorted((folder.parent / "bag").glob("*/*.tgxh"), key=lambda path: path.parent.name)


def work(folder: Path, officer: UUID, key: bytes, *, turn: int, tell: int, done: set[UUID]) -> None:
    """Open, look for what was acknowledged, then take in, answer and back up until killed.

    A file is told by its place, counted from 1: so many persons have to be there.
    """
    try:
        services = opened(folder, officer, key)
        newest = max((one.int for one in done), default=0)
        if services.station.restored or len(persons(services)) < newest:
            os._exit(3)
        files = files_of(folder)
        while True:
            for number, path in enumerate(files[newest:], newest):
                step(services, folder, number + turn)
                [outcome] = services.exchange.import_files([path])
                if outcome.state not in ("new", "known"):
                    os._exit(4)
                os.write(tell, UUID(int=number + 1).bytes)
            newest = 0
    finally:
        os._exit(1)


def step(services: Services, folder: Path, number: int) -> None:
    """What else goes on: an answer each third time, a backup each seventh."""
    if number % 3 == 0:
        [peer] = [one.device for one in services.exchange.destinations()]
        services.exchange.export(peer, folder.parent / "out")
    if number % 7 == 0:
        services.backups.make()


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        UUID(sys.argv[2]),
        bytes.fromhex(sys.argv[3]),
        rounds=int(sys.argv[4]),
        seed=int(sys.argv[5]),
    )
