"""``python -m tools.bench.taking_in DIR OFFICER BUNDLES``: how memory grows while taking in."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from time import perf_counter
from uuid import UUID

from app.core.clock import SystemClock
from app.services import access
from tools.bench.at_the_desk import memory
from tools.bench.stations import PASSPHRASE


def main(folder: Path, officer: UUID, bundles: Path) -> None:
    """Open the office and take everything in; KiB above what it had before, and ms."""
    services = access.open_station(folder, officer, PASSPHRASE, SystemClock())
    gc.collect()
    gc.freeze()
    before = memory()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the highest mark
    begun = perf_counter()
    files = sorted(bundles.iterdir(), key=lambda one: one.stat().st_mtime_ns)  # as they were sent
    outcomes = services.exchange.import_files(files)
    took = (perf_counter() - begun) * 1000
    grown = memory("VmHWM") - before
    services.close()
    if any(one.state != "new" for one in outcomes):
        raise SystemExit("a bundle was not taken in")
    print(json.dumps({"grown": grown, "took": took}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), UUID(sys.argv[2]), Path(sys.argv[3]))
