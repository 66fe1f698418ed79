"""A backup takes the place of a damaged file; what lay there is kept aside."""

from __future__ import annotations

import errno
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Environment
from app.core.station import DATABASE_FILE, KEYS_FILE
from app.storage import restore
from app.storage.backup import back_up
from app.storage.database import close, connect, create_engine_for
from app.storage.restore import put_back

KEY = bytes(range(32))
AT = datetime(2026, 11, 22, 8, 15, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "station"
    folder.mkdir()
    (folder / KEYS_FILE).write_bytes(b"keys of then")
    engine = create_engine_for(folder / DATABASE_FILE, KEY, create=True)
    with engine.begin() as work:
        work.exec_driver_sql("CREATE TABLE note (words TEXT)")
        work.exec_driver_sql("INSERT INTO note VALUES ('then')")
    close(engine)
    return folder


@pytest.fixture
def backup(folder: Path, tmp_path: Path) -> Path:
    return back_up(folder, KEY, at=AT, to=tmp_path / "stick")


def words(folder: Path) -> list[str]:
    connection = connect(folder / DATABASE_FILE, KEY)
    found = [row[0] for row in connection.execute("SELECT words FROM note")]
    connection.close()
    return found


def test_damaged_file_makes_room_and_is_kept(folder: Path, backup: Path) -> None:
    (folder / DATABASE_FILE).write_bytes(b"rubbish")
    (folder / KEYS_FILE).write_bytes(b"keys of now")
    aside = put_back(backup, folder, KEY, at=AT)
    assert words(folder) == words(backup) == ["then"]
    assert (folder / KEYS_FILE).read_bytes() == b"keys of then"
    assert (aside / DATABASE_FILE).read_bytes() == b"rubbish"
    assert (aside / KEYS_FILE).read_bytes() == b"keys of now"


def test_log_of_the_later_file_is_not_played_into_the_earlier(folder: Path, backup: Path) -> None:
    engine = create_engine_for(folder / DATABASE_FILE, KEY)
    with engine.begin() as work:
        work.exec_driver_sql("INSERT INTO note VALUES ('now')")
    log = folder / f"{DATABASE_FILE}-wal"
    content = log.read_bytes()
    assert content
    engine.dispose()
    log.write_bytes(content)  # as after a crash
    put_back(backup, folder, KEY, at=AT)
    assert words(folder) == ["then"]


def test_empty_folder_gets_the_workstation_back(tmp_path: Path, backup: Path) -> None:
    put_back(backup, tmp_path / "new computer", KEY, at=AT)
    assert words(tmp_path / "new computer") == ["then"]


def test_damaged_backup_touches_nothing(folder: Path, backup: Path) -> None:
    (backup / DATABASE_FILE).write_bytes((backup / DATABASE_FILE).read_bytes()[:-1])
    with pytest.raises(Environment):
        put_back(backup, folder, bytes(32), at=AT)
    assert sorted(item.name for item in folder.iterdir()) == [DATABASE_FILE, KEYS_FILE]


def test_full_disk_touches_nothing(
    folder: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(restore, "sync_file", full)
    with pytest.raises(Environment) as refusal:
        put_back(backup, folder, KEY, at=AT)
    assert refusal.value.code == "disk_full"
    assert sorted(item.name for item in folder.iterdir()) == [DATABASE_FILE, KEYS_FILE]
    assert words(folder) == ["then"]


def test_cut_short_is_done_again(
    folder: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(restore, "sync_folder", cut)
        with pytest.raises(KeyboardInterrupt):
            put_back(backup, folder, KEY, at=AT)
    (folder / DATABASE_FILE).write_bytes(b"written between")
    second = put_back(backup, folder, KEY, at=AT)
    assert words(folder) == words(folder / "replaced" / "20261122-081500") == ["then"]
    assert (second / DATABASE_FILE).read_bytes() == b"written between"


def test_a_disk_without_second_names_gets_a_copy(
    folder: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    before = (folder / DATABASE_FILE).read_bytes()
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    aside = put_back(backup, folder, KEY, at=AT)
    assert (aside / DATABASE_FILE).read_bytes() == before
    assert (folder / KEYS_FILE).exists()
