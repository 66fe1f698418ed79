"""Does anything notice? Plants one bug after the other and runs the tests that have to see it.

``python3 run.py bugs`` plants all, ``--only NAME …`` some. Each bug is a small change of text in
one module, made in memory in a process of its own; no file is touched. A bug that survives, or
whose text is no longer there, ends with 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.planted_bug import Bug
from tools.seeded_bug_list import BUGS

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 120  # nothing here takes a quarter of it on an old machine
FAILED = 1  # pytest's own word for: tests ran, and some failed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one bug; ``by`` is the first test that saw it."""

    bug: Bug
    caught: bool
    by: str
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a bug survives."""
    parser = argparse.ArgumentParser(prog="tools.seeded_bugs", description=__doc__)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--at-once", type=int, default=1, metavar="N")
    wanted = parser.parse_args(arguments)
    bugs = [bug for bug in BUGS if not wanted.only or bug.name in wanted.only]
    survived = 0
    with ThreadPoolExecutor(wanted.at_once) as pool:
        for outcome in pool.map(plant, bugs):
            survived += not outcome.caught
            word = "caught" if outcome.caught else "SURVIVED"
            print(
                f"{outcome.bug.name:<24} {word:<9} {outcome.seconds:4.1f} s  "
                f"{outcome.bug.says}\n{'':<24} {outcome.by}",
                flush=True,
            )
    print(f"{len(bugs)} bugs, {len(bugs) - survived} caught, {survived} survived")
    return int(survived > 0 or not bugs)


def plant(bug: Bug) -> Outcome:
    """Run the tests named for it against a program that has this bug."""
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", "tools.broken_program", bug.name, *bug.seen_by],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    told = [line for line in ended.stdout.splitlines() if line.startswith("FAILED ")]
    caught = ended.returncode == FAILED and bool(told)
    last = (ended.stdout + ended.stderr).strip().splitlines()[-1:] or [""]
    by = told[0].removeprefix("FAILED ") if caught else last[0]
    return Outcome(bug, caught, by[:150], time.monotonic() - begun)


if __name__ == "__main__":
    sys.exit(main())
