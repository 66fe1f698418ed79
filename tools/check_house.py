"""House rules that no linter knows: sizes, mirrored tests, hosts, waits, who asks the time.

``python -m tools.check_house`` prints every breach and exits 1 when there is one.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES = 600
# Steps of the schema are written once and read as a whole; their SQL is long.
LONG_BY_NATURE = ("app/storage/migrations/versions/",)
# Packages without code of their own, and the two doors of the program.
WITHOUT_MIRROR = ("__init__.py", "__main__.py", "env.py")
HOSTS = re.compile(r"p[y]pi\.org|python[h]osted|n[p]mjs\.|deb\.deb[i]an\.org")

Breach = str


def main() -> int:
    """Run every check; 1 when something was found."""
    breaches = [breach for check in CHECKS for breach in check()]
    for breach in breaches:
        print(breach)
    print(f"house rules: {len(breaches)} breaches")
    return 1 if breaches else 0


def module_sizes() -> Iterator[Breach]:
    """No module of more than 600 lines."""
    for path in tracked("*.py"):
        if path.as_posix().startswith(LONG_BY_NATURE):
            continue
        lines = (ROOT / path).read_text(encoding="utf-8").count("\n")
        if lines > MOST_LINES:
            yield f"{path}: {lines} lines; split it by topic"


def mirrored_tests() -> Iterator[Breach]:
    """Every module with code has its test at the same place below tests/unit or tests/ui."""
    for path in tracked("app/*.py"):
        parts = path.parts[1:]
        if path.name in WITHOUT_MIRROR or "versions" in parts or not has_code(path):
            continue
        name = f"test_{path.name}"
        places = [ROOT / "tests" / "unit" / Path(*parts[:-1]) / name]
        if parts[0] == "ui":
            places.append(ROOT / "tests" / "ui" / Path(*parts[1:-1]) / name)
        if not any(place.exists() for place in places):
            yield f"{path}: no test at {places[0].relative_to(ROOT)}"


def registry_hosts() -> Iterator[Breach]:
    """Requirement files and everything else name no registry's host."""
    for path in tracked("*"):
        text = read_text(path)
        if text is not None and HOSTS.search(text):
            yield f"{path}: names a registry's host"
    for name in ("requirements.txt", "requirements-dev.txt"):
        if "://" in (ROOT / name).read_text(encoding="utf-8"):
            yield f"{name}: holds an address"


def fixed_waits() -> Iterator[Breach]:
    """Tests wait for a condition, never for a time; the window never sleeps."""
    pattern = re.compile(r"time\.sleep\(|qtbot\.wait\(|QTest\.qWait\(|processEvents\(")
    for path in tracked("*.py"):
        if path.parts[0] in ("app", "tests"):
            for number, line in enumerate(lines_of(path), start=1):
                if pattern.search(line) and "# waits:" not in line:
                    yield f"{path}:{number}: a fixed wait"


def one_clock() -> Iterator[Breach]:
    """Only core/clock.py asks the computer what time it is."""
    pattern = re.compile(r"\b(?:datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
    for path in tracked("app/*.py"):
        if path.as_posix() == "app/core/clock.py":
            continue
        for number, line in enumerate(lines_of(path), start=1):
            if pattern.search(line):
                yield f"{path}:{number}: asks the time; take a Clock"


def one_commit() -> Iterator[Breach]:
    """Only the unit of work commits, and the schema's own steps."""
    allowed = ("app/storage/unit_of_work.py", "app/storage/upgrade.py")
    for path in tracked("app/*.py"):
        if path.as_posix() in allowed:
            continue
        for number, line in enumerate(lines_of(path), start=1):
            if re.search(r"(?:session|connection|transaction)\.commit\(", line):
                yield f"{path}:{number}: commits; use a unit of work"


def tracked(pattern: str) -> list[Path]:
    """Files that git tracks or would track, below the project."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return sorted({Path(line) for line in listing.splitlines() if (ROOT / line).is_file()})


def has_code(path: Path) -> bool:
    """Whether a module holds a function or class at all."""
    return any(re.match(r"\s*(?:def|class|async def) ", line) for line in lines_of(path))


def lines_of(path: Path) -> list[str]:
    """The lines of a text file."""
    return (ROOT / path).read_text(encoding="utf-8").splitlines()


def read_text(path: Path) -> str | None:
    """The text of a file; None when it is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


CHECKS: tuple[Callable[[], Iterator[Breach]], ...] = (
    module_sizes,
    mirrored_tests,
    registry_hosts,
    fixed_waits,
    one_clock,
    one_commit,
)

if __name__ == "__main__":
    sys.exit(main())
