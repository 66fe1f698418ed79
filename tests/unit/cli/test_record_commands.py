"""``ansinh record`` as scripts use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import run
from app.core.clock import SystemClock
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE, make

__all__ = ["cheap_stretching"]

Told = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("cheap_stretching")
GOOD = '{"kind": "person", "key": "p-1", "set": {"name": "Thị Mbơ̆ng", "birth": "1945"}}\n'


@pytest.fixture
def station(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANSINH_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("ANSINH_DATA", str(tmp_path / "station"))
    make(tmp_path / "station", clock=SystemClock()).services.close()
    return tmp_path


def apply(folder: Path, text: str, *words: str) -> int:
    path = folder / "records.jsonl"
    path.write_text(text, encoding="utf-8")
    return run(["record", "apply", str(path), *words])


def test_apply_list_and_apply_again(station: Path, capsys: Told) -> None:
    assert apply(station, GOOD, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert [one["result"] for one in answer] == ["new"]
    assert run(["record", "list", "person", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(one["id"], one["key"], one["name"]) for one in listed] == [
        (answer[0]["id"], "p-1", "Thị Mbơ̆ng")
    ]
    assert apply(station, GOOD) == 0
    out = capsys.readouterr().out
    assert [json.loads(line)["result"] for line in out.splitlines()] == ["same"]
    assert run(["record", "list", "person"]) == 0
    assert json.loads(capsys.readouterr().out)["birth"] == "1945"


def test_a_wrong_line_ends_with_3_and_names_it(station: Path, capsys: Told) -> None:
    wrong = GOOD.replace("p-1", "p-2").replace("1945", "31/2/1945")
    assert apply(station, GOOD + wrong, "--json") == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "2" in told.err
    assert "birth" in told.err
    run(["record", "list", "person", "--json"])
    assert json.loads(capsys.readouterr().out) == []


def test_the_schema_needs_no_workstation(capsys: Told) -> None:
    assert run(["record", "schema"]) == 0
    assert "oneOf" in json.loads(capsys.readouterr().out)
