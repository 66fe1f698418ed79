from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pyrage
import pytest

from app.core.errors import Cancelled, Environment
from app.sync import file_writer, medium
from app.sync.file_writer import Written, bundle_name, require_still_there, write_verified
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
        monkeypatch.setattr(os, call, fail)  # os.open reads back, and opens the folder
    with pytest.raises(Environment) as failed:
        write_verified(tmp_path, NAME, fail if call == "fill" else fill)
    assert failed.value.code == code
    assert failed.value.exit_code == 5
    monkeypatch.undo()
    assert os.listdir(tmp_path) == []


def test_a_folder_that_cannot_be_made_durable_leaves_no_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(folder: Path) -> None:
        raise OSError(5, "pulled out")

    monkeypatch.setattr(medium, "sync_folder", gone)
    with pytest.raises(Environment, match="stick_gone"):
        write_verified(tmp_path, NAME, fill)
    assert os.listdir(tmp_path) == []


class _Full:
    """A file of a stick without room."""

    def __init__(self, number: int) -> None:
        self.number = number

    def write(self, data: bytes) -> int:
        raise OSError(self.number, "failing on purpose")

    def flush(self) -> None: ...


@pytest.mark.parametrize(("number", "code"), [(28, "disk_full"), (5, "stick_gone")])
def test_a_stick_that_fails_under_the_cipher_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    real = file_writer._Watched

    def watched(file: object, watch: file_writer.Watch) -> file_writer._Watched:
        return real(cast(Any, _Full(number)), watch)

    monkeypatch.setattr(file_writer, "_Watched", watched)
    key = pyrage.x25519.Identity.generate().to_public()
    with pytest.raises(Environment) as failed:
        write_verified(
            tmp_path, NAME, lambda out: pyrage.encrypt_io(io.BytesIO(CONTENT), out, [key])
        )
    assert failed.value.code == code
    assert os.listdir(tmp_path) == []


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    write_verified(tmp_path, NAME, fill, watch=lambda step, size: told.append((step, size)))
    assert told == [("written", 100), ("written", len(CONTENT)), ("checked", len(CONTENT))]


@pytest.mark.parametrize("step", ["written", "checked"])
def test_whoever_watches_may_stop_it(tmp_path: Path, step: str) -> None:
    def watch(now: str, size: int) -> None:
        if now == step:
            raise Cancelled

    key = pyrage.x25519.Identity.generate().to_public()
    with pytest.raises(Cancelled):
        write_verified(
            tmp_path,
            NAME,
            lambda out: pyrage.encrypt_io(io.BytesIO(CONTENT), out, [key]),
            watch=watch,
        )
    assert os.listdir(tmp_path) == []


def test_a_stick_that_holds_less_than_it_claims(tmp_path: Path) -> None:
    first = write_verified(tmp_path, NAME, fill)
    second = write_verified(tmp_path, NAME.replace("abcdef", "abcdeg"), fill)
    require_still_there([first, second])
    first.path.write_bytes(CONTENT[:-1] + b"?")  # the second went where the first had been
    with pytest.raises(Environment, match="stick_damaged"):
        require_still_there([first, second])
    assert os.listdir(tmp_path) == [second.path.name]
    second.path.unlink()
    with pytest.raises(Environment, match="stick_gone"):
        require_still_there([second])


def test_old_parts_are_cleared_and_nothing_else(tmp_path: Path) -> None:
    old, young = (tmp_path / f"{NAME[:-11]}{six}.tgxh.part" for six in ("aaaaaa", "bbbbbb"))
    others = [tmp_path / "photo.part", tmp_path / "TGXH.tgxh.part"]
    for path in (old, young, *others):
        path.write_bytes(b"part")
    for path in (old, *others):
        os.utime(path, (1_000_000, 1_000_000))
    write_verified(tmp_path, NAME, fill)
    assert not old.exists()
    assert {one.name for one in tmp_path.iterdir()} == {NAME, young.name, *(o.name for o in others)}


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
