"""``ansinh init`` and ``ansinh doctor`` as scripts use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from app.cli.main import run
from app.core.clock import SystemClock
from app.core.station import DATABASE_FILE, read_card
from app.core.wordlist import bytes_from_words
from app.services import access
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import CU_JUT, NAME, PASSPHRASE

__all__ = ["cheap_stretching"]

Told = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("cheap_stretching")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the workstation is going to be; the environment knows folder and passphrase."""
    monkeypatch.setenv("ANSINH_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("ANSINH_DATA", str(tmp_path / "station"))
    return tmp_path / "station"


def init(*words: str, unit: str = "24640@2026-08-03", role: str = "commune") -> int:
    return run(["init", "--role", role, "--unit", unit, "--officer", NAME, *words])


def document(told: Told) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told.readouterr().out)
    return found


def test_a_workstation_is_made(folder: Path, capsys: Told) -> None:
    assert init("--json", "--title", "Công chức") == 0
    said = document(capsys)
    assert said["unit"]["scope"] == CU_JUT
    assert said["role"] == "commune"
    card = read_card(folder)
    assert card is not None
    assert [entry.id for entry in card.officers] == [UUID(said["officer"])]
    assert len(bytes_from_words(" ".join(said["recovery_words"]), size=16)) == 16


def test_for_people_the_recovery_words_come_last(folder: Path, capsys: Told) -> None:
    assert init() == 0
    told = capsys.readouterr()
    assert "Cư Jút" in told.out.splitlines()[0]
    assert len(bytes_from_words(told.out.splitlines()[-1], size=16)) == 16
    assert PASSPHRASE not in told.out + told.err


@pytest.mark.parametrize(
    ("unit", "role", "code"),
    [("99999", "commune", 3), ("24640@2026-08-03", "office", 3), ("68@2026-08-03", "office", 0)],
)
def test_unit_and_role_must_fit(
    folder: Path, capsys: Told, unit: str, role: str, code: int
) -> None:
    assert init("--json", unit=unit, role=role) == code
    assert folder.exists() == (code == 0)
    if code:
        assert capsys.readouterr().err.startswith("ansinh: unit: ")


def test_nothing_is_made_over_what_is_there(folder: Path, capsys: Told) -> None:
    assert init() == 0
    before = (folder / DATABASE_FILE).read_bytes()
    assert init() == 5
    assert (folder / DATABASE_FILE).read_bytes() == before


def test_the_doctor_finds_nothing(folder: Path, capsys: Told) -> None:
    init()
    capsys.readouterr()
    assert run(["doctor", "--json"]) == 0
    said = document(capsys)
    assert said["healthy"] is True
    assert said["operations"] == 1
    assert [one["pv"] for one in said["state_hash"]] == [CU_JUT] * len(said["state_hash"])
    assert run(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for one in said["state_hash"]:
        assert f"state_hash {one['pv']} {one['channel']} {one['sha256']}" in lines


def test_the_doctor_finds_what_was_changed_behind_the_log(folder: Path, capsys: Told) -> None:
    init()
    card = read_card(folder)
    assert card is not None
    services = access.open_station(folder, card.officers[0].id, PASSPHRASE, SystemClock())
    with services.people._store.write(card.officers[0].id) as work:
        work.connection.execute(text("DROP TRIGGER officer_only_folded"))
        work.connection.execute(text("UPDATE officer SET name = 'X'"))
        work.commit()
    services.close()
    capsys.readouterr()
    assert run(["doctor", "--json"]) == 3
    said = document(capsys)
    assert (said["healthy"], said["found"], said["state_hash"]) == (False, 1, [])
    assert run(["doctor"]) == 3
    told = capsys.readouterr().out
    assert said["findings"][0]["what"] in told
    assert "state_hash" not in told


def test_the_minutes_until_the_lock(folder: Path, capsys: Told) -> None:
    init()
    capsys.readouterr()
    assert run(["lock-after", "--json"]) == 0
    assert document(capsys) == {"minutes": 5}
    assert run(["lock-after", "10"]) == 0
    assert "10 phút" in capsys.readouterr().out
    assert run(["lock-after", "99"]) == 3
