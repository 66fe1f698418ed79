"""A backup is proved before it gets its name, and the old ones thin out slowly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.core.errors import Environment
from app.core.station import DATABASE_FILE, KEYS_FILE
from app.storage import backup as backup_module
from app.storage.backup import back_up, backups, check_backup, free_name, thin_out
from app.storage.database import close, create_engine_for

KEY = bytes(range(32))
AT = datetime(2026, 11, 22, 8, 15, tzinfo=timezone(timedelta(hours=7)))
PAGE = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "station"
    folder.mkdir()
    (folder / KEYS_FILE).write_bytes(b"keys as they are")
    return folder


@pytest.fixture
def engine(folder: Path) -> Iterator[sa.Engine]:
    engine = create_engine_for(folder / DATABASE_FILE, KEY, create=True)
    with engine.begin() as work:
        work.exec_driver_sql("CREATE TABLE note (words TEXT)")
        work.exec_driver_sql("INSERT INTO note VALUES (?)", [("CanaryYĐôn " * 300,)] * 20)
    yield engine
    engine.dispose()


def test_backup_is_a_workstation_folder_that_opens(folder: Path, engine: sa.Engine) -> None:
    made = back_up(folder, KEY, at=AT)
    assert made == folder / "backups" / "20261122-081500"
    assert sorted(item.name for item in made.iterdir()) == [DATABASE_FILE, KEYS_FILE]
    assert (made / KEYS_FILE).read_bytes() == b"keys as they are"
    copy = create_engine_for(made / DATABASE_FILE, KEY)
    with copy.begin() as view:
        assert view.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 20
    close(copy)


def test_backup_is_as_encrypted_as_the_original(folder: Path, engine: sa.Engine) -> None:
    content = (back_up(folder, KEY, at=AT) / DATABASE_FILE).read_bytes()
    assert "CanaryYĐôn".encode() not in content
    assert b"CREATE TABLE" not in content


def test_backup_beside_an_unfinished_writer_has_what_was_committed(
    folder: Path, engine: sa.Engine, tmp_path: Path
) -> None:
    with engine.begin() as work:
        work.exec_driver_sql("INSERT INTO note VALUES ('not yet')")
        made = back_up(folder, KEY, at=AT, to=tmp_path / "stick")
        work.exec_driver_sql("INSERT INTO note VALUES ('not yet')")
    assert made.parent == tmp_path / "stick"
    copy = create_engine_for(made / DATABASE_FILE, KEY)
    with copy.begin() as view:
        assert view.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 20
    close(copy)


def test_two_in_one_second_do_not_meet(folder: Path, engine: sa.Engine) -> None:
    first, second = back_up(folder, KEY, at=AT), back_up(folder, KEY, at=AT)
    assert backups(folder / "backups") == [first, second]
    assert free_name(folder / "backups", AT).name == "20261122-081502"


def test_copy_that_fails_the_check_leaves_nothing(
    folder: Path, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup_module._copy

    def bad_disk(source: Path, draft: Path, key: bytes) -> None:
        real(source, draft, key)
        content = bytearray((draft / DATABASE_FILE).read_bytes())
        content[3 * PAGE + 5] ^= 1
        (draft / DATABASE_FILE).write_bytes(content)

    monkeypatch.setattr(backup_module, "_copy", bad_disk)
    with pytest.raises(Environment) as refusal:
        back_up(folder, KEY, at=AT)
    assert refusal.value.code == "damaged"
    assert list((folder / "backups").iterdir()) == []


def test_missing_key_file_is_no_backup(folder: Path, engine: sa.Engine) -> None:
    (folder / KEYS_FILE).unlink()
    with pytest.raises(Environment):
        back_up(folder, KEY, at=AT)
    assert backups(folder / "backups") == []


def test_check_refuses_a_wrong_key_and_a_broken_page(folder: Path, engine: sa.Engine) -> None:
    made = back_up(folder, KEY, at=AT)
    check_backup(made, KEY)
    with pytest.raises(Environment):
        check_backup(made, bytes(32))
    content = bytearray((made / DATABASE_FILE).read_bytes())
    content[-1] ^= 1
    (made / DATABASE_FILE).write_bytes(content)
    with pytest.raises(Environment):
        check_backup(made, KEY)
    assert sorted(item.name for item in made.iterdir()) == [DATABASE_FILE, KEYS_FILE]


def test_thinning_keeps_seven_days_four_weeks_six_months(tmp_path: Path) -> None:
    for day in range(400):
        for hour in (1, 9):
            moment = AT.replace(hour=hour) - timedelta(days=day)
            (tmp_path / moment.strftime("%Y%m%d-%H%M%S")).mkdir()
    for other in ("20261122-081500.part", "photos"):
        (tmp_path / other).mkdir()
    gone = thin_out(tmp_path)
    left = [item.name for item in backups(tmp_path)]
    assert len(gone) + len(left) == 800
    assert [name[:8] for name in left] == [
        *("20260630", "20260731", "20260831", "20260930", "20261031"),
        *("20261101", "20261108", "20261115"),
        *(f"202611{day}" for day in range(16, 23)),
    ]
    assert all(name.endswith("-091500") for name in left)
    assert (tmp_path / "photos").exists()
    assert thin_out(tmp_path) == []


def test_long_pause_loses_nothing(tmp_path: Path) -> None:
    for name in ("20240101-080000", "20240102-080000", "20261122-080000"):
        (tmp_path / name).mkdir()
    assert thin_out(tmp_path) == []
    assert thin_out(tmp_path / "nowhere") == []
