"""B13: how sending and taking in grow with the work, against n log n.

The column of the floor says how many times longer n log n would take, ours how many times longer
it took. B3 and B5 are not measured so far.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import log
from pathlib import Path
from statistics import median

from tools.bench import receiving, sending
from tools.bench.communes import made, own_state
from tools.bench.row import Row

STEPS = (1, 4, 16)
RUNS = 5
SENT = 2_500  # changes at the first step of B9
PERSONS = 640  # of each commune of B10: one, four, sixteen of them


def rows(folder: Path) -> list[Row]:
    """Both works at every step, in turn, so that drift hits all steps."""
    found: list[Row] = []
    with sending.exports(folder, [SENT * step for step in STEPS]) as exports:
        found += _rows("B9", "export", SENT, exports)
    with own_state(folder):
        communes = made(folder, [PERSONS] * STEPS[-1])
        imports = [partial(receiving.first_bundles, communes, step) for step in STEPS]
        found += _rows("B10", "first bundles", PERSONS, imports)
    return found


def _rows(what: str, work: str, unit: int, steps: Sequence[Callable[[], float]]) -> list[Row]:
    times: list[list[float]] = [[] for _step in steps]
    for _run in range(RUNS):
        for place, step in enumerate(steps):
            times[place].append(step())
    first = median(times[0])
    return [
        Row(
            "B13",
            f"{what}: {work}, {step} times as much",
            step * log(step * unit) / log(unit),
            median(times[place]) / first,
            "×",
            1.15,
        )
        for place, step in enumerate(STEPS)
        if step > 1
    ]
