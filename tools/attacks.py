"""Gives damaged bundles to stations: ``python -m tools.attacks --times 500``.

Flips, cuts, splices, additions, other versions on the outside, files passed on and files that come
again, from a seed each. None may change what a station holds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.fakes.byte_attacks import Scene, attack, scene


def main(arguments: Sequence[str] | None = None) -> int:
    """Attack; 1 when something was taken in."""
    parser = argparse.ArgumentParser(prog="tools.attacks", description=__doc__)
    parser.add_argument("--times", type=int, default=500, metavar="N")
    parser.add_argument("--from", type=int, default=0, metavar="SEED", dest="first")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ansinh-attacks-") as name:
        stations, counts = scene(Path(name)), Counter[str]()
        seeds = range(wanted.first, wanted.first + wanted.times)
        failed = list(taken_in(stations, seeds, counts))
    for line in failed:
        print(line)
    for kind, count in sorted(counts.items()):
        print(f"{kind}: {count}")
    return int(bool(failed))


def taken_in(stations: Scene, seeds: Sequence[int], counts: Counter[str]) -> Iterator[str]:
    """The attacks that were not turned away whole."""
    before = stations.states()
    for seed in seeds:
        how, outcome = attack(stations, seed)
        counts[f"{how.split(' of ')[0]}, {outcome.state}, {outcome.code or ''}"] += 1
        expected = "known" if how.startswith("replay") else "refused"
        if outcome.state != expected or stations.states() != before:
            yield f"seed {seed}: {how} was {outcome.state}"


if __name__ == "__main__":
    sys.exit(main())
