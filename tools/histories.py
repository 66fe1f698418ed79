"""Random histories of many workstations, as many as wanted: ``python3 run.py histories``.

``--pure 20000`` plays them on the merge alone, ``--files 500`` on real workstations with their
encrypted files. One that fails is cut down to what matters and kept beside the tests, where the
suite plays it for ever.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence

from tests.histories.file_play import play as play_on_files
from tests.histories.moves import History, from_seed, keep
from tests.histories.oracle import Ledger
from tests.histories.pure_play import play as play_pure
from tests.histories.verdicts import shortest, tried

FEW = 24  # moves on files: each costs a hundred times what it costs in memory


def main(arguments: Sequence[str] | None = None) -> int:
    """Play them; 1 when one fails."""
    parser = argparse.ArgumentParser(prog="tools.histories", description=__doc__)
    parser.add_argument("--pure", type=int, default=0, metavar="N")
    parser.add_argument("--files", type=int, default=0, metavar="N")
    parser.add_argument("--from", type=int, default=0, metavar="SEED", dest="first")
    wanted = parser.parse_args(arguments)
    pure = 2_000 if not wanted.pure and not wanted.files else wanted.pure
    seeds = range(wanted.first, wanted.first + pure)
    failed = _run("pure", play_pure, [from_seed(seed) for seed in seeds])
    seeds = range(wanted.first, wanted.first + wanted.files)
    failed += _run("files", play_on_files, [from_seed(seed, most=FEW) for seed in seeds])
    return int(failed > 0)


def _run(name: str, play: Callable[[History], Ledger], histories: Sequence[History]) -> int:
    if not histories:
        return 0
    begun, fates, happened, failed = time.monotonic(), Counter[str](), Counter[str](), 0
    for history in histories:
        happened.update(move.what for move in history.moves)
        found = tried(play, history)
        if isinstance(found, Ledger):
            fates += found.fates
            continue
        failed += 1
        path = keep(shortest(play, history))
        print(f"{name} {history.seed}: {found}\n  kept as {path}", flush=True)
    print(f"{name}: {len(histories):,} histories in {time.monotonic() - begun:,.0f} s")
    for title, counted in (("moves", happened), ("entries", fates)):
        if counted:
            told = ", ".join(f"{count:,} {what}" for what, count in counted.most_common())
            print(f"  {sum(counted.values()):,} {title}: {told}")
    print(f"  {failed} failed")
    return failed


if __name__ == "__main__":
    sys.exit(main())
