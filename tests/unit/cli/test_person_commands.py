"""``ansinh person``: linking rows of one person, undoing it, moving away from the office."""

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


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A station with two rows of one person."""
    monkeypatch.setenv("ANSINH_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("ANSINH_DATA", str(tmp_path / "station"))
    services = make(tmp_path / "station", clock=SystemClock()).services
    pin = "067145004417"
    made = [services.people.intake({"name": f"Thị Mbơ̆ng {n}", "pin": pin}).made for n in "AB"]
    services.close()
    return str(made[0]), str(made[1])


def test_link_rows_unlink(two: tuple[str, str], capsys: Told) -> None:
    older, younger = two
    assert run(["person", "link", younger, older, "--reason", "cùng căn cước", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["id"], one["same_as"]) for one in told] == [(older, None), (younger, older)]
    assert run(["person", "rows", older]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert run(["person", "unlink", younger, "--reason", "nhầm"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_alike_and_apart(two: tuple[str, str], capsys: Told) -> None:
    older, younger = two
    assert run(["person", "alike", "--json"]) == 0
    [pair] = json.loads(capsys.readouterr().out)
    assert (pair["older"]["id"], pair["younger"]["id"]) == (older, younger)
    assert (pair["by_number"], pair["paid_twice_vnd"], pair["one_commune"]) == (True, 0, True)
    assert run(["person", "alike"]) == 0
    assert capsys.readouterr().out.count("\t") == 4
    assert run(["person", "apart", older, younger, "--reason", "hai chị em", "--json"]) == 0
    capsys.readouterr()
    assert run(["person", "alike", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_leave_and_stay(two: tuple[str, str], capsys: Told) -> None:
    older, _younger = two
    today = SystemClock().today().isoformat()
    assert run(["person", "leave", older, "--to", "24615", "--on", today, "--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert (told["person"], told["target"], told["carried"]) == (older, 224615, False)
    assert run(["person", "moves"]) == 0
    assert "→" in capsys.readouterr().out
    assert run(["person", "stay", older]) == 0
    assert run(["person", "moves", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_what_cannot_be_is_told_with_exit_3(two: tuple[str, str], capsys: Told) -> None:
    older, younger = two
    assert run(["person", "rows", "không phải số"]) == 3
    assert run(["person", "unlink", younger, "--reason", "x"]) == 3
    assert run(["person", "closed", older, "--from", "24640"]) == 3
    days = ["--from", "224640", "--to", "224611", "--on", "2026-08-01"]
    assert run(["person", "move", older, *days]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 4
