"""Nothing about anybody lies readable on the disk: while working, and after a power cut."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.names import fold
from tests.fakes.watched_desk import MARKS

ROOT = Path(__file__).resolve().parents[2]
# What would give people away without the words that were typed: a plain database, a key.
SIGNS = (b"SQLite format 3", b"CREATE TABLE", b"INSERT INTO", b"AGE-SECRET-KEY")
# The start of a packed file; too short to be looked for anywhere else.
PACKED = b"\x28\xb5\x2f\xfd"


def needles() -> Iterator[bytes]:
    """Every mark in the spellings and encodings it could be stored in."""
    for mark in MARKS:
        spellings = {mark, fold(mark), mark.upper(), mark.replace(" ", "")}
        spellings |= {unicodedata.normalize("NFD", one) for one in spellings}
        for spelling in spellings:
            for encoding in ("utf-8", "utf-16-le"):
                yield spelling.encode(encoding)
    yield from SIGNS


NEEDLES = sorted(set(needles()))


def readable(content: bytes) -> list[bytes]:
    """The marks that can be read in some bytes."""
    packed = [PACKED] if content.startswith(PACKED) else []
    return packed + [needle for needle in NEEDLES if needle in content]


def search(folder: Path) -> dict[str, list[bytes]]:
    """Files below a folder in which something can be read."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and (marks := readable(path.read_bytes())):
            found[path.relative_to(folder).as_posix()] = marks
    return found


def opened_by(process: int) -> dict[str, bytes]:
    """Regular files that a process holds open, also those without a name by now."""
    found = {}
    for link in Path(f"/proc/{process}/fd").glob("*"):
        target = str(link.readlink())
        if target.startswith("/") and not target.startswith(("/dev/", "/proc/", "/sys/")):
            found[target] = link.read_bytes()
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process at work whose every folder lies below ``tmp_path``."""
    for name in ("home", "temp", "state"):
        (tmp_path / name).mkdir()
    environment = os.environ | {
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "temp"),
        "SQLITE_TMPDIR": str(tmp_path / "temp"),
        "ANSINH_STATE": str(tmp_path / "state"),
    }
    with (tmp_path / "messages.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.fakes.watched_desk", str(tmp_path)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    with process:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            process.kill()
            raise AssertionError((tmp_path / "messages.log").read_text(encoding="utf-8"))
        yield process
        process.kill()


def test_the_search_finds_what_is_readable(tmp_path: Path) -> None:
    for number, needle in enumerate(NEEDLES):
        (tmp_path / str(number)).write_bytes(b"\x00\x01" + needle + b"\xff")
    (tmp_path / "spool").write_bytes(PACKED + b"...")
    assert len(search(tmp_path)) == len(NEEDLES) + 1 > 30


@pytest.mark.skipif(sys.platform == "win32", reason="open files are shared here")
def test_nothing_about_anybody_is_readable(desk: subprocess.Popen[str], tmp_path: Path) -> None:
    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert {"ansinh.db", "ansinh.db-wal", "keys.tgxk", "lock"} <= names
    assert any(name.endswith(".tgxh") for name in names)
    assert (tmp_path / "commune" / "ansinh.db-wal").stat().st_size > 1_000_000
    assert search(tmp_path) == {}
    if sys.platform == "linux":
        held = opened_by(desk.pid)
        assert any(name.endswith("ansinh.db") for name in held)
        ours = {name: content for name, content in held.items() if str(tmp_path) in name}
        assert {name: marks for name, data in ours.items() if (marks := readable(data))} == {}

    desk.kill()
    desk.wait()
    assert (tmp_path / "commune" / "ansinh.db-wal").stat().st_size > 1_000_000
    assert search(tmp_path) == {}
