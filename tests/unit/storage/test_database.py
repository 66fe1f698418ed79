"""The locked box: opened with the right key alone, proved, and honest about every refusal."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from app.core.errors import Environment
from app.storage import database
from app.storage.database import close, connect, create_engine_for, reader, rehearse, trouble
from app.storage.failures import failure

KEY = bytes(range(32))
OTHER = bytes(32)
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ansinh.db"


@pytest.fixture
def engine(path: Path) -> Iterator[sa.Engine]:
    engine = create_engine_for(path, KEY, create=True)
    with engine.begin() as work:
        work.exec_driver_sql("CREATE TABLE note (n INTEGER PRIMARY KEY, words TEXT)")
    yield engine
    engine.dispose()


def write(engine: sa.Engine, words: str, *, times: int = 1) -> None:
    with engine.begin() as work:
        for _ in range(times):
            work.exec_driver_sql("INSERT INTO note (words) VALUES (?)", (words,))


def count(engine: sa.Engine) -> int:
    with reader(engine).begin() as view:
        return int(view.exec_driver_sql("SELECT count(*) FROM note").scalar_one())


def refused(path: Path, key: bytes = KEY) -> str:
    with pytest.raises(Environment) as refusal:
        create_engine_for(path, key)
    assert refusal.value.exit_code == 5
    return refusal.value.code


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("cache_size", -8192),
        ("busy_timeout", 30000),
    ],
)
def test_every_connection_carries_the_settings(
    engine: sa.Engine, pragma: str, value: int | str
) -> None:
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            driver = connection.connection.dbapi_connection
            assert driver is not None
            cursor = driver.cursor()
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone() == (value,)
            cursor.close()


def test_work_survives_closing(engine: sa.Engine, path: Path) -> None:
    write(engine, "một")
    close(engine)
    assert sorted(item.name for item in path.parent.iterdir()) == ["ansinh.db"]
    again = create_engine_for(path, KEY)
    assert count(again) == 1
    close(again)


def test_leaving_by_an_error_changes_nothing(engine: sa.Engine) -> None:
    def interrupted() -> None:
        with engine.begin() as work:
            work.exec_driver_sql("INSERT INTO note (words) VALUES ('x')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert count(engine) == 0


def test_other_key_is_refused(engine: sa.Engine, path: Path) -> None:
    close(engine)
    assert refused(path, OTHER) == "damaged"


def test_short_key_is_a_bug(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(path, b"short")


def test_missing_file_is_never_made_by_opening(path: Path) -> None:
    assert refused(path) == "missing"
    assert not path.exists()


def test_existing_file_is_never_made_anew(engine: sa.Engine, path: Path) -> None:
    with pytest.raises(ValueError, match="already"):
        create_engine_for(path, KEY, create=True)


def test_plain_file_in_its_place_is_refused(path: Path) -> None:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE note (n INTEGER)")
    plain.commit()
    plain.close()
    assert refused(path) == "not_encrypted"


def test_driver_without_a_cipher_is_refused(
    engine: sa.Engine, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(engine)
    path.write_bytes(b"\0" * PAGE)
    monkeypatch.setattr("app.storage.database.dbapi2.connect", lambda *_, **__: _Plain())
    assert refused(path) == "not_encrypted"


class _Plain:
    """The standard library's driver: takes the key without a word, has no cipher."""

    def __init__(self) -> None:
        self._inner = sqlite3.connect(":memory:")

    def execute(self, sql: str) -> sqlite3.Cursor:
        return self._inner.execute(sql)

    def close(self) -> None:
        self._inner.close()


def test_file_cut_to_nothing_is_not_taken_for_a_new_one(engine: sa.Engine, path: Path) -> None:
    close(engine)
    path.write_bytes(b"")
    assert refused(path) == "damaged"


def test_one_flipped_bit_on_any_page_is_found(engine: sa.Engine, path: Path) -> None:
    write(engine, "chữ " * 200, times=40)
    close(engine)
    whole = path.read_bytes()
    assert len(whole) >= 8 * PAGE
    for page in range(len(whole) // PAGE):
        broken = bytearray(whole)
        broken[page * PAGE + 1234] ^= 1
        path.write_bytes(broken)
        if page == 0:
            assert refused(path) == "damaged"
            continue
        again = create_engine_for(path, KEY)
        assert trouble(again, thorough=False)
        again.dispose()
    path.write_bytes(whole)
    again = create_engine_for(path, KEY)
    assert trouble(again) == []
    again.dispose()


def test_reading_a_damaged_page_says_what_to_do(engine: sa.Engine, path: Path) -> None:
    write(engine, "chữ " * 200, times=40)
    close(engine)
    broken = bytearray(path.read_bytes())
    for page in range(2, len(broken) // PAGE):
        broken[page * PAGE + 99] ^= 1
    path.write_bytes(broken)
    again = create_engine_for(path, KEY)
    with pytest.raises(Environment) as refusal, reader(again).begin() as view:
        view.exec_driver_sql("SELECT sum(length(words)) FROM note").scalar_one()
    assert refusal.value.code == "damaged"
    again.dispose()


def test_full_disk_is_said_and_nothing_is_half_done(engine: sa.Engine) -> None:
    write(engine, "trước")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 12")
        connection.rollback()
        with pytest.raises(Environment) as refusal, connection.begin():
            connection.exec_driver_sql("INSERT INTO note (words) VALUES (?)", [("x" * 3000,)] * 100)
        assert refusal.value.code == "disk_full"
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert count(engine) == 1
    write(engine, "sau")
    assert count(engine) == 2


@pytest.mark.parametrize(("free", "code"), [(20_000, "disk_full"), (2_000_000, "disk_trouble")])
def test_no_room_to_open_is_told_from_a_broken_disk(
    engine: sa.Engine, path: Path, monkeypatch: pytest.MonkeyPatch, free: int, code: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure("disk_trouble")

    close(engine)
    monkeypatch.setattr(database, "_prepare", fail)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    with pytest.raises(Environment) as error:
        connect(path, KEY)
    assert error.value.code == code


def test_second_writer_waits_then_is_told(engine: sa.Engine) -> None:
    with engine.begin() as first:
        first.exec_driver_sql("INSERT INTO note (words) VALUES ('a')")
        second = engine.connect()
        driver = second.connection.dbapi_connection
        assert driver is not None
        driver.cursor().execute("PRAGMA busy_timeout = 1")
        with pytest.raises(Environment) as refusal:
            second.begin()
        second.invalidate()
        second.close()
    assert refusal.value.code == "busy"
    assert count(engine) == 1


def test_reader_sees_a_steady_picture_beside_a_writer(engine: sa.Engine) -> None:
    write(engine, "a")
    with reader(engine).begin() as view:
        assert view.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 1
        write(engine, "b")
        assert view.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 1
    assert count(engine) == 2


def test_reader_cannot_write_and_its_connection_can_again(engine: sa.Engine) -> None:
    with pytest.raises(Environment) as refusal, reader(engine).begin() as view:
        view.exec_driver_sql("INSERT INTO note (words) VALUES ('x')")
    assert refusal.value.code == "read_only"
    write(engine, "x")
    assert count(engine) == 1


def test_many_threads_write_and_read(engine: sa.Engine) -> None:
    def work(name: str) -> None:
        for _ in range(10):
            write(engine, name)
            count(engine)

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(engine) == 40


def test_constraint_of_the_schema_is_a_bug_and_passes_through(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as work:
        work.exec_driver_sql("INSERT INTO note (n) VALUES (1), (1)")


def test_copy_is_read_without_a_trace(engine: sa.Engine, path: Path, tmp_path: Path) -> None:
    write(engine, "a")
    folder = tmp_path / "copy"
    folder.mkdir()
    bare = connect(path, KEY)
    bare.execute("VACUUM INTO ?", (str(folder / "a.db"),))
    bare.close()
    copy = connect(folder / "a.db", KEY, unchanged=True)
    assert copy.execute("SELECT words FROM note").fetchall() == [("a",)]
    copy.close()
    assert [item.name for item in folder.iterdir()] == ["a.db"]


def test_nothing_readable_reaches_the_disk(engine: sa.Engine, path: Path) -> None:
    canary = "CanaryYĐôn8391"
    write(engine, canary, times=50)
    files = [item for item in path.parent.iterdir() if item.is_file()]
    assert {item.name for item in files} >= {"ansinh.db", "ansinh.db-wal"}
    for item in files:
        content = item.read_bytes()
        for text in (canary.encode(), canary.encode("utf-16-le"), b"CREATE TABLE", KEY):
            assert text not in content


def test_name_with_marks_and_signs_opens(tmp_path: Path) -> None:
    folder = tmp_path / "Thôn Đắk ? 100% #1"
    folder.mkdir()
    close(create_engine_for(folder / "ansinh.db", KEY, create=True))
    close(create_engine_for(folder / "ansinh.db", KEY))


_SAVES = """
import sys
from pathlib import Path
from app.storage.database import create_engine_for
engine = create_engine_for(Path(sys.argv[1]), bytes(range(32)))
while True:
    with engine.begin() as work:
        work.exec_driver_sql("INSERT INTO note (words) VALUES ('x')")
        n = work.exec_driver_sql("SELECT max(n) FROM note").scalar_one()
    print(n, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a word of POSIX")
def test_killed_while_saving_loses_no_acknowledged_save(engine: sa.Engine, path: Path) -> None:
    close(engine)
    for saves in (1, 7, 20):
        child = subprocess.Popen(
            [sys.executable, "-c", _SAVES, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        for _ in range(saves):
            acknowledged = int(child.stdout.readline())
        os.kill(child.pid, signal.SIGKILL)
        rest = child.stdout.read().split()
        child.stdout.close()
        child.wait()
        acknowledged = max([acknowledged, *map(int, rest)])
        again = create_engine_for(path, KEY)
        assert trouble(again) == []
        assert count(again) in (acknowledged, acknowledged + 1)
        close(again)


def test_a_rehearsal_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rehearse()
    rehearse()
    assert list(tmp_path.iterdir()) == []


def test_the_connection_that_proved_the_key_is_used(
    path: Path, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def counted(path: Path, key: bytes, **more: bool) -> object:
        made.append(path)
        return connect(path, key, **more)

    monkeypatch.setattr(database, "connect", counted)
    again = create_engine_for(path, KEY)
    assert made == [path]
    with reader(again).connect(), reader(again).connect():
        assert made == [path, path]
    close(again)
