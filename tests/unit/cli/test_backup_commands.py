"""``ansinh backup`` as scripts use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import run
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE, make

__all__ = ["cheap_stretching"]

Told = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("cheap_stretching")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cheap_stretching: None) -> Path:
    monkeypatch.setenv("ANSINH_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("ANSINH_DATA", str(tmp_path / "station"))
    services = make(tmp_path / "station").services
    services.households.add_village({"name": "Buôn Nui"})
    services.close()
    return tmp_path / "station"


def told(capsys: Told) -> Any:
    return json.loads(capsys.readouterr().out)


def test_made_listed_verified_put_back(folder: Path, capsys: Told) -> None:
    assert run(["backup", "make", "--json"]) == 0
    made = told(capsys)["backup"]
    assert run(["record", "list", "village", "--json"]) == 0
    before = told(capsys)
    assert run(["backup", "list", "--json"]) == 0
    assert [one["backup"] for one in told(capsys)] == [made]
    assert run(["backup", "verify", made, "--json"]) == 0
    assert told(capsys)["whole"] is True
    (folder / "ansinh.db").write_bytes(b"not a database")
    assert run(["backup", "restore", made, "--json"]) == 0
    assert Path(told(capsys)["set_aside"]).is_dir()
    assert run(["record", "list", "village", "--json"]) == 0
    assert told(capsys) == before


def test_what_is_no_backup_is_the_inputs_fault(folder: Path, tmp_path: Path, capsys: Told) -> None:
    (tmp_path / "empty").mkdir()
    assert run(["backup", "restore", str(tmp_path / "empty")]) == 3
    assert run(["backup", "verify", str(tmp_path / "nothing")]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_wrong_passphrase_changes_nothing(
    folder: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["backup", "make", "--json"])
    made = told(capsys)["backup"]
    before = (folder / "ansinh.db").read_bytes()
    monkeypatch.setenv("ANSINH_PASSPHRASE", "không phải câu này")
    assert run(["backup", "restore", made]) == 3
    assert (folder / "ansinh.db").read_bytes() == before
