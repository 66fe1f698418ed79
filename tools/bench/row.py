"""One line of the table, and timing two things in turn."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Row:
    """A measured piece of work: floor and ours in ``unit``, and the bound on their ratio."""

    id: str
    work: str
    floor: float
    ours: float
    unit: str
    bound: float
    limit: bool = False  # the bound is on ours itself, not on the ratio

    @property
    def ratio(self) -> float:
        """Ours over the floor."""
        return self.ours / self.floor if self.floor else 0.0

    @property
    def within(self) -> bool:
        """Whether the bound holds."""
        return (self.ours if self.limit else self.ratio) <= self.bound

    def line(self) -> str:
        """The printed line; what is over its bound says so."""
        ratio = "" if self.limit else f"{self.ratio:.2f}"
        mark = "" if self.within else "  over its bound"
        floor = "" if self.limit else f"{self.floor:.1f} {self.unit}"
        return (
            f"{self.id:<5}{self.work:<58}{floor:>12}{f'{self.ours:.1f} {self.unit}':>12}"
            f"{ratio:>8}{self.bound:>8g}{mark}"
        )


def in_turn(
    floor: Callable[[], object],
    ours: Callable[[], object],
    *,
    runs: int,
    warm: int = 1,
    before: Callable[[], object] = lambda: None,
) -> tuple[float, float]:
    """Median milliseconds of both, measured one after the other so that drift hits both.

    ``before`` is run, untimed, ahead of each of ours.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(runs + warm):
        before()
        for place, work in enumerate((floor, ours)):
            start = perf_counter()
            work()
            if number >= warm:
                times[place].append((perf_counter() - start) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])
