"""To come."""

from pathlib import Path

from tools.bench.row import Row


def rows(folder: Path) -> list[Row]:
    return []
