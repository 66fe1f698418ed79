"""Each house rule finds its breach in a small broken program, and nothing in a tidy one."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import check_house

# Written in two halves, so that this file does not break the rule itself.
HOST = "py" + "pi.org"
WAIT = "time." + "sleep(1)"
NOW = "datetime." + "now(UTC)"

TIDY = {
    "requirements.txt": "reportlab==5.1.0 --hash=sha256:00\n",
    "requirements-dev.txt": "pytest==9.0.0 --hash=sha256:00\n",
    "app/__init__.py": "",
    "app/version.py": 'VERSION = "1"\n',
    "app/core/clock.py": f"def now():\n    return {NOW}\n",
    "app/storage/unit_of_work.py": "def save(connection):\n    connection.commit()\n",
    "tests/unit/core/test_clock.py": "",
    "tests/unit/storage/test_unit_of_work.py": "",
    "resources/icon.png": "\x00\x01",
}


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """A tidy program in a repository of its own; the function adds a file to it."""
    monkeypatch.setattr(check_house, "ROOT", tmp_path)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)

    def add(name: str, text: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    for name, text in TIDY.items():
        add(name, text)
    return add


@pytest.mark.usefixtures("write")
def test_a_tidy_program_has_no_breach(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_house.main() == 0
    assert capsys.readouterr().out == "house rules: 0 breaches\n"


@pytest.mark.parametrize(
    ("check", "name", "text", "told"),
    [
        (check_house.module_sizes, "app/core/long.py", "x = 1\n" * 601, "601 lines"),
        (check_house.mirrored_tests, "app/core/money.py", "def f():\n    pass\n", "no test at"),
        (check_house.mirrored_tests, "app/ui/rail.py", "class Rail:\n    pass\n", "no test at"),
        (check_house.registry_hosts, "docs/a.md", f"https://{HOST}/x\n", "registry"),
        (check_house.registry_hosts, "requirements.txt", "-i https://a.example\n", "an address"),
        (check_house.fixed_waits, "tests/unit/test_a.py", f"{WAIT}\n", ":1: a fixed wait"),
        (check_house.fixed_waits, "app/ui/a.py", f"import time\n\n{WAIT}\n", ":3: a fixed wait"),
        (check_house.one_clock, "app/core/a.py", f"x = {NOW}\n", ":1: asks the time"),
        (check_house.one_commit, "app/a.py", "session.commit()\n", ":1: commits"),
    ],
)
def test_a_breach_is_found(
    write: Callable[[str, str], None],
    capsys: pytest.CaptureFixture[str],
    check: Callable[[], Iterator[str]],
    name: str,
    text: str,
    told: str,
) -> None:
    assert list(check()) == []
    write(name, text)
    breaches = list(check())
    assert len(breaches) == 1
    assert breaches[0].startswith(name)
    assert told in breaches[0]
    assert check_house.main() == 1
    assert breaches[0] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # A mirror of a window's module may stand below tests/ui.
        ("tests/ui/test_rail.py", ""),
        # What holds only constants needs no test of its own.
        ("app/core/wordlist.py", "WORDS = ('núi', 'suối')\n"),
        # A reason beside it allows what looks like a wait.
        ("tests/unit/test_a.py", f"{WAIT}  # waits: for a test of the watchdog\n"),
        ("app/storage/migrations/versions/20261122_0001_a.py", "def upgrade():\n    pass\n" * 400),
        # Files that git ignores are nobody's business.
        ("build/app/core/a.py", f"x = {NOW}\n"),
    ],
)
def test_what_is_allowed(write: Callable[[str, str], None], name: str, text: str) -> None:
    write(".gitignore", "/build/\n")
    write("app/ui/rail.py", "RAIL = 1\n")
    write(name, text)
    assert check_house.main() == 0


def test_a_deleted_file_is_not_looked_at(write: Callable[[str, str], None], tmp_path: Path) -> None:
    write("app/core/gone.py", "def f():\n    pass\n")
    subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)
    (tmp_path / "app/core/gone.py").unlink()
    assert list(check_house.mirrored_tests()) == []
