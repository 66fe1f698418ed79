"""Litter of a stick is passed over; bundles that a virus has hidden are found."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from app.sync import found_files
from app.sync.found_files import bundles_in
from app.sync.limits import MAX_FILE

VECTOR = Path(__file__).parents[3] / "docs" / "formats" / "vectors" / "bundle-1.tgxh"


def put(*path: str | Path) -> Path:
    target = Path(*path)
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(VECTOR, target))


def names(folder: Path) -> list[str]:
    return [one.name for one in bundles_in(folder)]


def test_only_files_that_begin_as_bundles_count(tmp_path: Path) -> None:
    put(tmp_path, "B.TGXH")
    put(tmp_path, "a.tgxh")
    for name in ("a.tgxh.exe", "a.tgxh.lnk", "autorun.inf", "ảnh.jpg.scr"):
        put(tmp_path, name)
    (tmp_path / "._a.tgxh").write_bytes(b"\0\5\x16\7 what another system leaves")
    (tmp_path / "virus.tgxh").write_bytes(b"MZ\x90\0 a program")
    (tmp_path / "empty.tgxh").touch()
    (tmp_path / "c.tgxh").mkdir()
    assert names(tmp_path) == ["B.TGXH", "a.tgxh"]


def test_what_was_hidden_in_a_folder_is_found_and_no_deeper(tmp_path: Path) -> None:
    hidden = put(tmp_path, "\u00a0", "a.tgxh")
    put(tmp_path, "one", "two", "b.tgxh")
    (tmp_path / "USB 8GB.lnk").write_bytes(b"L\0\0\0")
    assert bundles_in(tmp_path) == [hidden]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_no_link_is_followed_and_no_pipe_waited_for(tmp_path: Path) -> None:
    put(tmp_path, "outside", "a.tgxh")
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "file.tgxh").symlink_to(tmp_path / "outside" / "a.tgxh")
    (stick / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
    (stick / "round").symlink_to(stick, target_is_directory=True)
    os.mkfifo(stick / "pipe.tgxh")
    assert names(stick) == []


def test_a_file_too_large_for_any_bundle_is_passed_over(tmp_path: Path) -> None:
    os.truncate(put(tmp_path, "a.tgxh"), MAX_FILE + 1)
    assert names(tmp_path) == []


def test_a_stick_full_of_litter_is_not_searched_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        put(tmp_path, f"{number}", "a.tgxh")
    monkeypatch.setattr(found_files, "MOST_FOLDERS", 4)
    assert len(names(tmp_path)) == 4
    monkeypatch.setattr(found_files, "MOST_ENTRIES", 3)
    assert len(names(tmp_path)) == 3


def test_a_file_or_folder_that_cannot_be_read_keeps_nobody_from_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.tgxh")
    put(tmp_path, "damaged", "b.tgxh")
    put(tmp_path, "c.tgxh")
    real_scan, real_open = os.scandir, os.open

    def scan(folder: Path) -> object:
        if Path(folder).name == "damaged":
            raise OSError(5, "failing on purpose")
        return real_scan(folder)

    def look(path: Path, flags: int) -> int:
        if Path(path).name == "c.tgxh":
            raise OSError(5, "failing on purpose")
        return real_open(path, flags)

    monkeypatch.setattr(os, "scandir", scan)
    monkeypatch.setattr(os, "open", look)
    assert names(tmp_path) == ["a.tgxh"]


def test_a_stick_that_was_pulled_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="pulled"):
        bundles_in(tmp_path / "pulled")
