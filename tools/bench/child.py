"""Running a part of the benchmark in a process of its own, which answers with a line of JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any


def ask(module: str, *words: str) -> dict[str, Any]:
    """What ``python -m tools.bench.<module> <words>`` told."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-m", f"tools.bench.{module}", *words],
        check=True,
        env=environment | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told
