"""The old file or the new one, never half of either."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Environment
from app.storage.atomic_file import replace_file, sync_file, sync_folder


@pytest.mark.parametrize("durable", [True, False])
def test_content_is_replaced_whole(tmp_path: Path, durable: bool) -> None:
    path = tmp_path / "a"
    for content in (b"long content", b"short", b""):
        replace_file(path, content, durable=durable)
        assert path.read_bytes() == content
    assert [item.name for item in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a word of POSIX")
def test_only_the_owner_may_read(tmp_path: Path) -> None:
    replace_file(tmp_path / "a", b"x")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


@pytest.mark.parametrize("call", ["open", "fsync", "fdopen"])
def test_refusal_of_the_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "a"
    replace_file(path, b"old")

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(Environment) as refusal:
            replace_file(path, b"new")
    assert refusal.value.code == "disk_full"
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["a"]


def test_left_over_draft_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "a.part").write_bytes(b"from a crash, longer than the next")
    replace_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_durable_means_waiting_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[int] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        waits.append(descriptor)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(tmp_path / "a", b"x", durable=False)
    assert waits == []
    replace_file(tmp_path / "a", b"x")
    expected = 1 if sys.platform == "win32" else 2
    assert len(waits) == expected
    sync_file(tmp_path / "a")
    sync_folder(tmp_path)
    assert len(waits) == 2 * expected
