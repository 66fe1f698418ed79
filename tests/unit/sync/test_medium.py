"""Reading what a stick holds, whatever its file system can do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.sync import medium
from app.sync.limits import MIB
from app.sync.medium import read_from_medium, sync_folder

SIZES = (0, 1, 4095, 4096, 4097, MIB, MIB + 4096, 2 * MIB + 5)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("direct", [True, False])
def test_everything_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, direct: bool
) -> None:
    if not direct:
        monkeypatch.setattr(medium, "_DIRECT", 0)
    path = tmp_path / "file"
    content = bytes(at % 251 for at in range(size))
    path.write_bytes(content)
    assert b"".join(read_from_medium(path)) == content


def test_a_file_system_without_direct_reading_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"content")
    real = os.open

    def refuse(name: Path, flags: int) -> int:
        if flags & medium._DIRECT:
            raise OSError(errno.EINVAL, "not here")
        return real(name, flags)

    monkeypatch.setattr(medium, "_DIRECT", getattr(os, "O_DIRECT", 0x4000))
    monkeypatch.setattr(os, "open", refuse)
    assert b"".join(read_from_medium(path)) == b"content"


def test_a_stick_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(read_from_medium(tmp_path / "missing"))


@pytest.mark.skipif(os.name == "nt", reason="Windows opens no folders")
@pytest.mark.parametrize(("number", "told"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_folder_is_made_durable_or_the_whole_system_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: bool
) -> None:
    asked: list[str] = []

    def fail(_folder: int) -> None:
        raise OSError(number, "failing on purpose")

    sync_folder(tmp_path)
    monkeypatch.setattr(os, "fsync", fail)
    monkeypatch.setattr(os, "sync", lambda: asked.append("everything"))
    if told:
        with pytest.raises(OSError, match="on purpose"):
            sync_folder(tmp_path)
    else:
        sync_folder(tmp_path)
    assert asked == ([] if told else ["everything"])
