from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from app.core.errors import Environment
from app.sync.file_writer import Written, bundle_name, write_verified
from app.sync.sink import Sink

NAME = "TGXH_224611_20261122-0800_abcdef.tgxh"
CONTENT = b"content " * 1000


def fill(out: Sink) -> None:
    out.write(CONTENT[:100])
    out.write(CONTENT[100:])


def test_name_holds_scope_time_and_letters_only() -> None:
    made = datetime(2026, 11, 22, 8, 5)  # noqa: DTZ001  # a name has no zone
    one = bundle_name(224611, made, b"a" * 16)
    assert re.fullmatch(r"TGXH_224611_20261122-0805_[a-z2-7]{6}\.tgxh", one)
    assert bundle_name(224611, made, b"b" * 16) != one


def test_written_means_read_back(tmp_path: Path) -> None:
    done = write_verified(tmp_path, NAME, fill)
    assert done == Written(tmp_path / NAME, hashlib.sha256(CONTENT).digest(), len(CONTENT))
    assert done.path.read_bytes() == CONTENT
    assert os.listdir(tmp_path) == [NAME]


def test_a_left_over_part_is_no_obstacle(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / f"{NAME}.part").symlink_to(outside)
    write_verified(stick, NAME, fill)
    assert outside.read_bytes() == b"mine"
    assert os.listdir(stick) == [NAME]


def test_a_stick_that_forgets_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def forget(number: int) -> None:
        real(number)
        with (tmp_path / f"{NAME}.part").open("r+b") as file:
            file.seek(500)
            file.write(b"\0")

    monkeypatch.setattr(os, "fsync", forget)
    with pytest.raises(Environment) as failed:
        write_verified(tmp_path, NAME, fill)
    assert failed.value.code == "stick_damaged"
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (28, "disk_full"),
        (122, "disk_full"),
        (30, "not_writable"),
        (13, "not_writable"),
        (5, "stick_gone"),
        (19, "stick_gone"),
    ],
)
@pytest.mark.parametrize("call", ["fill", "fsync", "replace", "open"])
def test_failures_leave_no_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, "failing on purpose")

    if call != "fill":
        monkeypatch.setattr(os, call, fail)  # os.open opens the folder, after the renaming
    with pytest.raises(Environment) as failed:
        write_verified(tmp_path, NAME, fail if call == "fill" else fill)
    assert failed.value.code == code
    assert failed.value.exit_code == 5
    monkeypatch.undo()
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(Environment) as failed:
        write_verified(tmp_path / "missing", NAME, fill)
    assert failed.value.code == "stick_gone"


def test_what_fill_refuses_passes_and_leaves_nothing(tmp_path: Path) -> None:
    def refuse(out: Sink) -> None:
        out.write(b"half")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        write_verified(tmp_path, NAME, refuse)
    assert os.listdir(tmp_path) == []


CHILD = """
import sys
from pathlib import Path
from app.core.errors import Environment
from app.sync.file_writer import write_verified
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    write_verified(Path(sys.argv[1]), "x.tgxh", lambda out: out.write(bytes(200_000)))
except Environment as failed:
    print(failed.code)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_medium_that_is_really_full(tmp_path: Path) -> None:
    """The system itself refuses to let the file grow over 64 KiB."""

    import resource

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))

    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=small,
        cwd=Path(__file__).parents[3],
        timeout=60,
    )
    assert done.stdout.split() == ["disk_full"]
    assert os.listdir(tmp_path) == []
