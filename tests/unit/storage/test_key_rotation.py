"""An officer who left cannot open the box; a cut at any step leaves it openable for the others."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.core.errors import Correctable, Environment
from app.core.station import DATABASE_FILE, KEYS_FILE
from app.storage import key_rotation
from app.storage.database import close, connect, create_engine_for
from app.storage.key_rotation import remove_officer, settle
from app.storage.key_store import (
    NewOfficer,
    Unlocked,
    add_officer,
    create_keys,
    unlock_officer,
    unlock_recovery,
)
from tests.fakes.cheap_stretching import cheap_stretching

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")

KEY = bytes(range(32))
CODE = bytes(range(16))
DATABASE = UUID("01939f2c-0000-7000-8000-000000000001")
HOA = NewOfficer(UUID("01939f2c-0000-7000-8000-000000000002"), "Lê Thị Hoa", "mưa rơi trên nương")
BRIU = NewOfficer(UUID("01939f2c-0000-7000-8000-000000000003"), "Y Briu", "ba con bò ở ao")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "station"
    folder.mkdir()
    create_keys(
        folder, database=DATABASE, unit=224611, role="commune", key=KEY, officer=HOA, code=CODE
    )
    add_officer(folder, KEY, officer=BRIU)
    engine = create_engine_for(folder / DATABASE_FILE, KEY, create=True)
    with engine.begin() as work:
        work.exec_driver_sql("CREATE TABLE note (words TEXT)")
        work.exec_driver_sql("INSERT INTO note VALUES (?)", [("chữ " * 300,)] * 50)
    close(engine)
    return folder


def rows(folder: Path, key: bytes) -> int:
    connection = connect(folder / DATABASE_FILE, key)
    number = connection.execute("SELECT count(*) FROM note").fetchone()[0]
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    connection.close()
    return int(number)


def test_who_left_is_out_and_the_rest_sign_in_as_before(folder: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(folder, before)
    key = remove_officer(folder, KEY, BRIU.id)
    assert key != KEY
    assert rows(folder, key) == 50
    assert unlock_officer(folder, HOA.id, HOA.passphrase) == Unlocked(key)
    assert unlock_recovery(folder, CODE) == Unlocked(key)
    with pytest.raises(Correctable):
        unlock_officer(folder, BRIU.id, BRIU.passphrase)
    # The slot file he kept gives a key that no longer fits.
    shutil.copy(before / KEYS_FILE, folder / KEYS_FILE)
    kept = unlock_officer(folder, BRIU.id, BRIU.passphrase)
    with pytest.raises(Environment):
        connect(folder / DATABASE_FILE, kept.key)


def test_last_officer_and_strangers_stay(folder: Path) -> None:
    key = remove_officer(folder, KEY, BRIU.id)
    for officer in (HOA.id, BRIU.id):
        with pytest.raises(Correctable) as refusal:
            remove_officer(folder, key, officer)
        assert refusal.value.code == "last_officer"
    assert unlock_officer(folder, HOA.id, HOA.passphrase) == Unlocked(key)


class Cut(Exception):
    """The power went off."""


def _cut(*_: Any, **__: Any) -> Any:
    raise Cut


@pytest.mark.parametrize("step", ["before rekey", "after rekey"])
def test_cut_short_is_finished_at_the_next_sign_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(
            key_rotation, {"before rekey": "_rekey", "after rekey": "write_keys"}[step], _cut
        )
        with pytest.raises(Cut):
            remove_officer(folder, KEY, BRIU.id)
    unlocked = unlock_officer(folder, HOA.id, HOA.passphrase)
    assert unlocked.key == KEY
    assert unlocked.coming is not None
    with pytest.raises(Environment) as refusal:
        add_officer(folder, KEY, officer=BRIU)
    assert refusal.value.code == "keys_in_exchange"
    key = settle(folder, unlocked)
    assert key == unlocked.coming
    assert rows(folder, key) == 50
    assert unlock_officer(folder, HOA.id, HOA.passphrase) == Unlocked(key)
    assert settle(folder, Unlocked(key)) == key


def test_database_that_fits_neither_key_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(key_rotation, "_rekey", _cut)
        with pytest.raises(Cut):
            remove_officer(folder, KEY, BRIU.id)
    (folder / DATABASE_FILE).unlink()
    with pytest.raises(Environment) as refusal:
        settle(folder, unlock_officer(folder, HOA.id, HOA.passphrase))
    assert refusal.value.code == "missing"
    close(create_engine_for(folder / DATABASE_FILE, bytes(32), create=True))
    with pytest.raises(Environment) as refusal:
        settle(folder, unlock_officer(folder, HOA.id, HOA.passphrase))
    assert refusal.value.code == "damaged"
    assert unlock_recovery(folder, CODE).coming is not None


_KILLED_WHILE_WRITING = """
import resource, signal, sys
from pathlib import Path
from uuid import UUID
from app.storage.key_rotation import remove_officer
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
most = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
remove_officer(Path(sys.argv[1]), bytes(range(32)), UUID(sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are POSIX's")
@pytest.mark.parametrize("percent", [5, 50, 95, 100])
def test_killed_at_any_byte_of_the_exchange(folder: Path, percent: int) -> None:
    """The system kills the child at the write that would pass the limit."""
    most = max((folder / DATABASE_FILE).stat().st_size * percent // 100, 8000)
    child = subprocess.run(
        [sys.executable, "-c", _KILLED_WHILE_WRITING, str(folder), str(BRIU.id), str(most)],
        check=False,
    )
    assert child.returncode < 0
    unlocked = unlock_officer(folder, HOA.id, HOA.passphrase)
    key = settle(folder, unlocked)
    assert rows(folder, key) == 50
    assert unlock_officer(folder, HOA.id, HOA.passphrase) == Unlocked(key)
    with pytest.raises(Correctable):
        unlock_officer(folder, BRIU.id, BRIU.passphrase)
