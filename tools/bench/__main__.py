"""``python -m tools.bench [B1 B8 …]``: the table of what, floor, ours, ratio, bound.

Floors are measured in the same run, in turn with ours; medians of at least five. Machines are
noisy, so only ratios count. A ratio over its bound is printed as such and fails nothing.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tools.bench import growth, memory, opening, receiving, saving, sending, starting
from tools.bench.row import Row

ROOT = Path(__file__).resolve().parents[2]
ROWS: dict[str, Callable[[Path], list[Row]]] = {
    "B1": starting.rows,
    "B2": opening.rows,
    "B8": saving.rows,
    "B9": sending.rows,
    "B10": receiving.rows,  # with B11
    "B12": memory.rows,
    "B13": growth.rows,
}


def main() -> int:
    """Measure what was asked for, all when nothing was; print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help="which of " + " ".join(ROWS))
    parser.add_argument(
        "--full", action="store_true", help="B10 to B12 in the size of their bounds"
    )
    args = parser.parse_args()
    ROWS["B10"] = partial(receiving.rows, full=args.full)
    ROWS["B12"] = partial(memory.rows, full=args.full)
    folder = ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{platform.machine()} · Python {platform.python_version()} · {sys.platform}")
    print(f"{'id':<5}{'work':<58}{'floor':>12}{'ours':>12}{'ratio':>8}{'bound':>8}")
    for name in args.rows or ROWS:
        for row in ROWS[name](folder):
            print(row.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
