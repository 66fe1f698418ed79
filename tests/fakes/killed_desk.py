"""An officer whose computer loses power again and again, in a process of its own.

``python -m tests.fakes.killed_desk FOLDER OFFICER KEY ROUNDS SEED`` opens the workstation in a
child, lets it save persons, kills it at any moment and starts the next, which looks for
everything that was acknowledged. Prints what happened as JSON.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import select as choose

from app.core.clock import FixedClock
from app.models.records import person
from app.services.access import open_with_key
from app.services.container import Services

# Long enough to reach every part of opening and of a save, counted from an acknowledgement.
MOST_SECONDS = 0.06
MOST_SAVES = 20


def main(folder: Path, officer: UUID, key: bytes, *, rounds: int, seed: int) -> None:
    """All rounds, then the doctor."""
    chance = random.Random(seed)
    saved: set[UUID] = set()
    killed = 0
    for _ in range(rounds):
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(told)
            work(folder, officer, key, tell=tell, saved=saved)
        os.close(tell)
        saved |= acknowledged(told, child, saves=chance.randrange(MOST_SAVES), chance=chance)
        os.close(told)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        if not os.WIFSIGNALED(status):
            raise SystemExit(f"the child ended by itself: {os.waitstatus_to_exitcode(status)}")
    services = opened(folder, officer, key)
    report = services.upkeep.doctor()
    there = persons(services)
    services.close()
    print(
        json.dumps(
            {
                "killed": killed,
                "saved": len(saved),
                "lost": [str(one) for one in saved - there],
                "unheard": len(there - saved),
                "healthy": report.healthy,
                "operations": report.operations,
            }
        )
    )


def acknowledged(told: int, child: int, *, saves: int, chance: random.Random) -> set[UUID]:
    """Hear ``saves`` acknowledgements, kill the child at any moment after, hear the rest."""
    raw = b""
    while len(raw) < 16 * saves and (part := os.read(told, 16 * saves - len(raw))):
        raw += part
    select.select([told], [], [], chance.random() * MOST_SECONDS / (1 + saves))
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    while part := os.read(told, 4096):
        raw += part
    return {UUID(bytes=raw[at : at + 16]) for at in range(0, len(raw), 16)}


def work(folder: Path, officer: UUID, key: bytes, *, tell: int, saved: set[UUID]) -> None:
    """Open, look for what was acknowledged, save until killed; each save is told when durable."""
    try:
        services = opened(folder, officer, key)
        if services.station.restored or not saved <= persons(services):
            os._exit(3)
        while True:
            made = services.people.intake({"name": "Y Thim Byă", "birth": "1961"}).made
            assert made is not None
            os.write(tell, made.bytes)
    finally:
        os._exit(1)


def opened(folder: Path, officer: UUID, key: bytes) -> Services:
    """The workstation, as after signing in."""
    return open_with_key(folder, officer, key, FixedClock.on(date(2026, 8, 3)))


def persons(services: Services) -> set[UUID]:
    """Everybody on the register."""
    with services.people._store.read() as connection:
        return set(connection.execute(choose(person.c.id).where(person.c.alive)).scalars())


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        UUID(sys.argv[2]),
        bytes.fromhex(sys.argv[3]),
        rounds=int(sys.argv[4]),
        seed=int(sys.argv[5]),
    )
