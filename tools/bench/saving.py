"""B8: one edited person saved (operation, row, search index, anchor), against one commit."""

from __future__ import annotations

from pathlib import Path
from time import time_ns

from app.storage.database import connect
from tools.bench.row import Row, in_turn
from tools.bench.stations import opened, station

RUNS = 200


def rows(folder: Path) -> list[Row]:
    """On a register of 2,000 persons; the floor commits one small row to the same file."""
    place, key = station(folder, 2_000)
    services = opened(folder, 2_000)
    bare = connect(place / "ansinh.db", key)
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
        low, high = in_turn(floor, ours, runs=RUNS, warm=20)
    finally:
        bare.close()
        services.close()
    return [Row("B8", "one edited person saved, durable", low, high, "ms", 4)]
