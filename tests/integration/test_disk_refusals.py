"""A disk that is truly full and a folder that truly refuses: one sentence, nothing lost.

Each case runs in a child of its own: one on a tiny disk of its own namespace, one without
the rights of root, to whom no folder is read-only.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN_DISKS = ["unshare", "--user", "--map-root-user", "--mount"]

_COMMON = """
import json, os, sys, tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID
from app.core.errors import Environment
from app.core.station import DATABASE_FILE, KEYS_FILE
from app.storage.anchor import AnchorPoint, read_anchor, write_anchor
from app.storage.atomic_file import replace_file
from app.storage.backup import back_up
from app.storage.database import close, create_engine_for, trouble
from app.storage.station_lock import StationLock

KEY = bytes(range(32))
AT = datetime(2026, 11, 22, tzinfo=timezone(timedelta(hours=7)))
said = {}

def ask(name, work):
    try:
        said[name] = ["done", work()]
    except Environment as refusal:
        said[name] = [refusal.code, refusal.exit_code]

def make(folder):
    (folder / KEYS_FILE).write_bytes(b"keys")
    engine = create_engine_for(folder / DATABASE_FILE, KEY, create=True)
    with engine.begin() as work:
        work.exec_driver_sql("CREATE TABLE note (n INTEGER PRIMARY KEY, words TEXT)")
    return engine

def save(engine):
    with engine.begin() as work:
        work.exec_driver_sql("INSERT INTO note (words) VALUES (?)", ("x" * 2000,))

def count(engine):
    with engine.begin() as work:
        return work.exec_driver_sql("SELECT count(*) FROM note").scalar_one()

def reopen(folder):
    engine = create_engine_for(folder / DATABASE_FILE, KEY)
    number = count(engine)
    close(engine)
    return number
"""

_FULL_DISK = """
folder = Path(sys.argv[1])
os.environ["ANSINH_STATE"] = str(folder)
assert os.system(f"mount -t tmpfs -o size=1m none '{folder}'") == 0
(folder / "photos").write_bytes(bytes(400_000))
engine = make(folder)
write_anchor(UUID(int=1), [AnchorPoint(UUID(int=2), 1, bytes(32))])
saved = 0
try:
    while True:
        save(engine)
        saved += 1
except Environment as refusal:
    said["save"] = [refusal.code, refusal.exit_code]
said["kept"] = [saved, count(engine)]
ballast = folder / "ballast"
with ballast.open("wb", buffering=0) as file:
    try:
        while True:
            file.write(bytes(512))
    except OSError:
        pass
ask("backup", lambda: str(back_up(folder, KEY, at=AT)))
said["no half backup"] = [item.name for item in (folder / "backups").glob("*")]
ask("keys", lambda: replace_file(folder / KEYS_FILE, b"n" * 9000))
said["old keys"] = (folder / KEYS_FILE).read_bytes().decode()
points = [AnchorPoint(UUID(int=n), 2, bytes(32)) for n in range(1, 99)]
ask("anchor", lambda: write_anchor(UUID(int=1), points))
said["old anchor"] = len(read_anchor(UUID(int=1)))
ask("close", lambda: close(engine))
ask("open while full", lambda: reopen(folder))
ballast.unlink()
(folder / "photos").unlink()
ask("open with room", lambda: reopen(folder))
engine = create_engine_for(folder / DATABASE_FILE, KEY)
said["trouble"] = trouble(engine)
close(engine)
print(json.dumps(said))
"""

_READ_ONLY = """
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
folder = Path(tempfile.mkdtemp())
engine = make(folder)
save(engine)
close(engine)
folder.chmod(0o500)
ask("lock", lambda: StationLock(folder).release())
ask("open", lambda: reopen(folder))
ask("backup", lambda: str(back_up(folder, KEY, at=AT)))
ask("keys", lambda: replace_file(folder / KEYS_FILE, b"new"))
os.environ["ANSINH_STATE"] = str(folder / "state")
ask("anchor", lambda: write_anchor(UUID(int=1), []))
(folder / DATABASE_FILE).chmod(0o000)
ask("unreadable", lambda: reopen(folder))
(folder / DATABASE_FILE).chmod(0o600)
folder.chmod(0o700)
ask("after", lambda: reopen(folder))
said["left"] = sorted(item.name for item in folder.iterdir())
for item in folder.iterdir():
    item.unlink()
folder.rmdir()
print(json.dumps(said))
"""


def run(script: str, *words: str, before: list[str] | None = None) -> dict[str, Any]:
    child = subprocess.run(
        [*(before or []), sys.executable, "-c", _COMMON + script, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    said: dict[str, Any] = json.loads(child.stdout)
    return said


def _own_disks_allowed() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*OWN_DISKS, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _own_disks_allowed(), reason="this system gives no small disk to tests")
def test_full_disk(tmp_path: Path) -> None:
    said = run(_FULL_DISK, str(tmp_path), before=OWN_DISKS)
    saved, kept = said.pop("kept")
    assert saved == kept > 20
    opened = said.pop("open while full")
    assert opened in (["done", kept], ["disk_full", 5])
    assert said == {
        "save": ["disk_full", 5],
        "backup": ["disk_full", 5],
        "no half backup": [],
        "keys": ["disk_full", 5],
        "old keys": "keys",
        "anchor": ["disk_full", 5],
        "old anchor": 1,
        "close": ["done", None],
        "open with room": ["done", kept],
        "trouble": [],
    }


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are POSIX's here")
def test_folder_that_may_not_be_written() -> None:
    said = run(_READ_ONLY)
    assert said == {
        "lock": ["read_only", 5],
        "open": ["read_only", 5],
        "backup": ["read_only", 5],
        "keys": ["read_only", 5],
        "anchor": ["read_only", 5],
        "unreadable": ["read_only", 5],
        "after": ["done", 1],
        "left": ["ansinh.db", "keys.tgxk"],
    }
