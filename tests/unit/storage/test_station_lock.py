"""The second window is told that the first is open; a killed one leaves nothing to clean."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Environment
from app.core.station import LOCK_FILE
from app.storage.station_lock import StationLock

_HOLDS = """
import sys
from pathlib import Path
from app.storage.station_lock import StationLock
lock = StationLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_one_at_a_time_in_this_process(tmp_path: Path) -> None:
    with StationLock(tmp_path):
        with pytest.raises(Environment) as refusal:
            StationLock(tmp_path)
        assert (refusal.value.code, refusal.value.exit_code) == ("in_use", 5)
    with StationLock(tmp_path) as again:
        again.release()
        again.release()


def test_words_say_that_the_window_is_open(tmp_path: Path) -> None:
    with StationLock(tmp_path), pytest.raises(Environment) as refusal:
        StationLock(tmp_path)
    assert "already open" in refusal.value.message


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a word of POSIX")
def test_other_process_is_refused_until_the_first_is_killed(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == "held\n"
    with pytest.raises(Environment) as refusal:
        StationLock(tmp_path)
    assert refusal.value.code == "in_use"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdin.close()
    child.stdout.close()
    assert (tmp_path / LOCK_FILE).exists()
    StationLock(tmp_path).release()


@pytest.mark.skipif(sys.platform == "win32", reason="fcntl is a module of POSIX")
def test_disk_that_cannot_lock_is_no_second_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("app.storage.station_lock.fcntl.flock", refuse)
    with pytest.raises(Environment) as refusal:
        StationLock(tmp_path)
    assert refusal.value.code == "disk_trouble"


def test_lock_file_holds_nothing(tmp_path: Path) -> None:
    with StationLock(tmp_path):
        assert (tmp_path / LOCK_FILE).read_bytes() == b""
