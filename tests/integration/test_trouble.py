"""Trouble on the command line: one sentence that says what to do, its exit code, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.core.clock import SystemClock
from app.core.station import DATABASE_FILE, KEYS_FILE, LOCK_FILE
from app.storage.database import close, create_engine_for
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE, make
from tests.fakes.quick_cli import NOBODY

__all__ = ["cheap_stretching"]

ROOT = Path(__file__).resolve().parents[2]
OWN_DISKS = ["unshare", "--user", "--map-root-user", "--mount"]
CLI = [sys.executable, "-m", "tests.fakes.quick_cli"]

Spoil = Callable[[Path], None]


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "ANSINH_DATA": str(folder),
        "ANSINH_STATE": str(folder.parent / "state"),
        "ANSINH_PASSPHRASE": PASSPHRASE,
        "ANSINH_LANG": "en",
    }


def ansinh(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """One command on the workstation in ``folder``."""
    return subprocess.run(
        [*CLI, *words],
        cwd=ROOT,
        env=environment(folder) | more,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def one_sentence(done: subprocess.CompletedProcess[str], code: int, words: str) -> None:
    """Nothing on standard output, one line on standard error, the exit code that was agreed."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("ansinh: ")
    assert done.stderr.count("\n") == 1
    assert words in done.stderr
    assert not set(done.stderr) & set("<>{}")


def persons(folder: Path, count: int) -> Path:
    """A file with that many invented persons."""
    path = folder / "persons.jsonl"
    lines = [
        {"kind": "person", "key": f"p{number}", "set": {"name": "Y Thim Byă", "note": "x" * 400}}
        for number in range(count)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def register(folder: Path) -> int:
    """How many persons the doctor counts; it must find the data whole."""
    done = ansinh(folder, "doctor", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return int(json.loads(done.stdout)["records"]["person"])


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that anybody may enter, unlike the tests' own."""
    path = Path(tempfile.mkdtemp(prefix="ansinh-trouble-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def station(place: Path, cheap_stretching: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed workstation with two persons."""
    monkeypatch.setenv("ANSINH_STATE", str(place / "state"))
    services = make(place / "station", clock=SystemClock()).services
    for name in ("H’Bơ Niê", "Y Thim Byă"):
        services.people.intake({"name": name, "birth": "1950"})
    (place / "key").write_bytes(services.station._key)
    services.close()
    return place / "station"


def test_a_wrong_passphrase(station: Path) -> None:
    before = {path.name: path.read_bytes() for path in station.iterdir()}
    done = ansinh(station, "doctor", ANSINH_PASSPHRASE="bốn con suối lớn")
    one_sentence(done, 3, "passphrase is not right")
    assert {path.name: path.read_bytes() for path in station.iterdir()} == before


def garble_first_page(station: Path) -> None:
    with (station / DATABASE_FILE).open("r+b") as file:
        file.seek(700)
        file.write(b"\x00" * 64)


def cut_to_nothing(station: Path) -> None:
    (station / DATABASE_FILE).write_bytes(b"")


def take_database_away(station: Path) -> None:
    (station / DATABASE_FILE).unlink()


def put_a_plain_one(station: Path) -> None:
    (station / DATABASE_FILE).write_bytes(b"SQLite format 3\0" + bytes(4080))


def cut_keys(station: Path) -> None:
    raw = (station / KEYS_FILE).read_bytes()
    (station / KEYS_FILE).write_bytes(raw[: len(raw) // 2])


def take_keys_away(station: Path) -> None:
    (station / KEYS_FILE).unlink()


def keys_of_a_newer_program(station: Path) -> None:
    document: dict[str, Any] = json.loads((station / KEYS_FILE).read_text(encoding="utf-8"))
    (station / KEYS_FILE).write_text(json.dumps(document | {"format": 2}), encoding="utf-8")


def tables_of_a_newer_program(station: Path) -> None:
    engine = create_engine_for(station / DATABASE_FILE, (station.parent / "key").read_bytes())
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    close(engine)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (garble_first_page, "Put back the latest backup"),
        (cut_to_nothing, "Put back the latest backup"),
        (take_database_away, "Put back ansinh.db"),
        (put_a_plain_one, "not encrypted"),
        (cut_keys, "Put back keys.tgxk"),
        (take_keys_away, "Put back keys.tgxk"),
        (keys_of_a_newer_program, "Install the newer program"),
        (tables_of_a_newer_program, "Install the newer program"),
    ],
)
def test_a_file_that_cannot_be_opened(station: Path, spoil: Spoil, words: str) -> None:
    spoil(station)
    spoiled = {path.name: path.read_bytes() for path in station.iterdir() if path.name != LOCK_FILE}
    one_sentence(ansinh(station, "doctor"), 5, words)
    kept = {path.name: path.read_bytes() for path in station.iterdir() if path.name != LOCK_FILE}
    assert kept == spoiled, "what is broken is left for whoever can mend it"


def test_a_page_damaged_in_the_middle_is_found(station: Path) -> None:
    with (station / DATABASE_FILE).open("r+b") as file:
        file.seek(-2000, os.SEEK_END)
        file.write(b"\x00" * 64)
    done = ansinh(station, "doctor", "--json")
    if done.returncode == 3:
        said = json.loads(done.stdout)
        assert said["healthy"] is False
        assert said["file"]
        assert said["state_hash"] == []
    else:
        one_sentence(done, 5, "Put back the latest backup")


def test_a_wrong_line_writes_nothing(station: Path, place: Path) -> None:
    file = persons(place, 3)
    with file.open("a", encoding="utf-8") as lines:
        lines.write('{"kind": "person", "key": "p4", "set": {"name": "A", "birth": "31/2/1950"}}\n')
    done = ansinh(station, "record", "apply", str(file))
    one_sentence(done, 3, "")
    assert register(station) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are POSIX's here")
def test_a_folder_that_may_not_be_written(station: Path, place: Path) -> None:
    file = persons(place, 3)
    if os.geteuid() == 0:
        for path in (place, station, *station.iterdir()):
            os.chown(path, NOBODY, NOBODY)
    station.chmod(0o500)
    try:
        for words in (["doctor"], ["record", "apply", str(file)]):
            done = ansinh(station, "--nobody", *words)
            one_sentence(done, 5, "cannot be written to. Ask for permission")
    finally:
        station.chmod(0o700)
    assert register(station) == 2


FULL_DISK = """
import json, os, subprocess, sys
from pathlib import Path

disk, file, cli = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
assert os.system(f"mount -t tmpfs -o size=3m none '{disk}'") == 0
said = []

def ansinh(*words):
    done = subprocess.run([*cli, *words], capture_output=True, text=True, encoding="utf-8")
    said.append([done.returncode, done.stdout, done.stderr])

def fill(left):
    ballast = disk / "photos"
    with ballast.open("wb", buffering=0) as photos:
        try:
            while True:
                photos.write(bytes(4096))
        except OSError:
            pass
    if left:
        os.truncate(ballast, ballast.stat().st_size - left)

ansinh("init", "--role", "commune", "--unit", "24640@2026-08-03", "--officer", "Lê Thị Hoa")
for left in (0, 20_480, 204_800):
    fill(left)
    ansinh("record", "apply", file)
(disk / "photos").unlink()
ansinh("doctor", "--json")
ansinh("record", "apply", file)
ansinh("doctor", "--json")
print(json.dumps(said))
"""


def own_disks_allowed() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*OWN_DISKS, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not own_disks_allowed(), reason="this system gives no small disk to tests")
def test_a_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    file = persons(tmp_path, 150)
    done = subprocess.run(
        [*OWN_DISKS, sys.executable, "-c", FULL_DISK, str(disk), str(file), json.dumps(CLI)],
        cwd=ROOT,
        env=environment(disk / "station"),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    init, *refused, doctor, applied, again = (
        subprocess.CompletedProcess([], *answer) for answer in json.loads(done.stdout)
    )
    assert init.returncode == 0, init.stderr
    for answer in refused:
        one_sentence(answer, 5, "The disk is full and nothing was changed.")
    assert json.loads(doctor.stdout)["healthy"]
    assert "person" not in json.loads(doctor.stdout)["records"]
    assert applied.returncode == 0, applied.stderr
    assert json.loads(again.stdout)["records"]["person"] == 150
