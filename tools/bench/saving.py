"""B8: one edited person saved (operation, row, search index, anchor), against one commit.

The floor commits to a copy of the file: two writers of one file throw away what the other has in
its cache, and the program is the only writer of its own. Both are measured once their write-ahead
logs have come to their full length: until then every commit also lengthens a file.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from time import time_ns

from app.storage.database import connect
from tools.bench.row import Row, in_turn
from tools.bench.stations import opened, station

RUNS = 200
FULL_LENGTH = 1_000  # pages of the log, after which it is begun again


def rows(folder: Path) -> list[Row]:
    """On a register of 2,000 persons; the floor commits one small row to a copy of it."""
    place, key = station(folder, 2_000)
    copy = folder / "floor.db"
    shutil.copyfile(place / "ansinh.db", copy)
    bare = connect(copy, key)
    services = opened(folder, 2_000)
    people = services.people.lines(services.people.numbers())
    # Numbers that no run before has used, so that every save changes something.
    turn = iter(range(time_ns() // 1_000_000 % 10**9, 10**10))

    def floor() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(
            "INSERT OR REPLACE INTO setting (name, value) VALUES ('bench', ?)", (str(next(turn)),)
        )
        bare.execute("COMMIT")

    def ours() -> None:
        number = next(turn)
        services.people.edit(people[number % 2_000].id, {"phone": f"0{number % 10**9:09d}"})

    try:
        for _commit in range(FULL_LENGTH):
            floor()
        for _save in range(FULL_LENGTH // 6):  # each writes nine pages or more
            ours()
        low, high = in_turn(floor, ours, runs=RUNS, warm=20)
    finally:
        bare.close()
        copy.unlink()
        services.close()
    return [Row("B8", "one edited person saved, durable", low, high, "ms", 4)]
