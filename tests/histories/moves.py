"""What may happen in a history: random moves from a seed, and the shortest that still fails.

A move holds plain numbers; whoever plays it takes them modulo what there is to choose from. So
any part of a history is a history again, and shrinking is leaving moves out.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

WEIGHTS = {
    "create": 6,
    "edit": 16,
    "resolve": 5,
    "delete": 2,
    "restore": 2,
    "link": 2,
    "transfer": 2,
    "carry": 20,
    "late": 4,
    "clock": 2,
    "backup": 3,
    "anchored": 2,
    "bare": 2,
    "upgrade": 2,
    "take_up": 2,
    "burn": 1,
    "back": 1,
    "withdraw": 1,
    "vouch": 1,
    "take_back": 1,
}
HOSTILE = {"forge": 3}
ABOUT_IT = ("back", "withdraw", "vouch", "take_back")
"""Moves about a laptop that is not there."""
COPIED = ("create", "backup", "edit", "carry", "bare", "create", "edit", "carry", "burn", "take_up")
"""How a laptop comes to tell two histories, and is lost."""
KEPT = Path(__file__).parent / "kept"


class Move(NamedTuple):
    """One thing that happens; ``who`` and the numbers choose among what there is."""

    what: str
    who: int
    a: int
    b: int
    c: int


@dataclass(frozen=True, slots=True)
class Shape:
    """Who takes part: laptops of each commune, which of them are cleared, who has a new program."""

    communes: tuple[int, ...]
    cleared: int  # bits by laptop
    newer: int  # bits by station
    hostile: bool


@dataclass(frozen=True, slots=True)
class History:
    """A shape, what happens, and the seed it came from."""

    seed: int
    shape: Shape
    moves: tuple[Move, ...]


def from_seed(seed: int, *, most: int = 100) -> History:
    """The history of that seed, of up to ``most`` moves."""
    chance = random.Random(seed)
    communes = chance.choice(((1,), (2,), (2,), (1, 1), (2, 1), (2, 2), (3, 2)))
    hostile = chance.random() < 0.2
    shape = Shape(communes, chance.getrandbits(5), chance.getrandbits(6), hostile)
    weights = {**WEIGHTS, **(HOSTILE if hostile else {})}
    names, heavy = list(weights), list(weights.values())
    moves = [
        _move(chance, what)
        for what in chance.choices(names, heavy, k=chance.randint(most // 4, most))
    ]
    if seed % 3 == 2:
        _copy(chance, moves)
    return History(seed, shape, tuple(moves))


def _move(chance: random.Random, what: str) -> Move:
    return Move(what, *(chance.randrange(1 << 16) for _ in range(4)))


def _copy(chance: random.Random, moves: list[Move]) -> None:
    """Let one laptop go through :data:`COPIED` meanwhile, or through most of it."""
    who = chance.randrange(1 << 16)
    places = sorted(chance.randrange(len(moves) + 1) for _ in COPIED)
    for place, what in reversed(list(zip(places, COPIED, strict=True))):
        if chance.random() < 0.9:
            moves.insert(place, _move(chance, what)._replace(who=who))


def shrink(history: History, fails: Callable[[History], bool]) -> History:
    """The shortest part found that still fails."""
    moves, size = list(history.moves), max(len(history.moves) // 2, 1)
    while size:
        at = 0
        while at < len(moves):
            fewer = moves[:at] + moves[at + size :]
            if fails(History(history.seed, history.shape, tuple(fewer))):
                moves = fewer
            else:
                at += size
        size //= 2
    return History(history.seed, history.shape, tuple(moves))


def keep(history: History, folder: Path = KEPT) -> Path:
    """Write a history down, to be played for ever."""
    path = folder / f"{history.seed}.json"
    shape = json.dumps(asdict(history.shape))
    lines = ",\n  ".join(json.dumps(list(move)) for move in history.moves)
    path.write_text(
        f'{{"seed": {history.seed},\n "shape": {shape},\n "moves": [\n  {lines}\n ]}}\n'
    )
    return path


def read_kept(path: Path) -> History:
    """A history that was written down."""
    found = json.loads(path.read_text())
    shape = found["shape"]
    shape["communes"] = tuple(shape["communes"])
    moves: Sequence[Sequence[object]] = found["moves"]
    return History(found["seed"], Shape(**shape), tuple(Move(*one) for one in moves))  # type: ignore[arg-type]  # as keep wrote them
