from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import run
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.cli_stations import PASSPHRASE, make

__all__ = ["cheap_stretching"]

SECOND = "rẫy cà phê mùa khô"
OWN = ["--officer", "B. T. H."]


@pytest.fixture
def station(tmp_path: Path, cheap_stretching: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return ["--data", str(make(tmp_path, monkeypatch)[0])]


@pytest.fixture
def second(tmp_path: Path) -> list[str]:
    path = tmp_path / "second.txt"
    path.write_text(SECOND + "\n", encoding="utf-8")
    return ["--new-passphrase-file", str(path)]


def lines(station: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run(["officer", "list", *station, *OWN, "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_an_officer_comes_changes_and_leaves(
    station: list[str],
    second: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert run(["officer", "add", "--name", "Y Briu Êban", *second, *station]) == 0
    assert "Y Briu Êban" in capsys.readouterr().out
    edit = ["officer", "edit", "Y. B. Ê.", *station, *OWN]
    assert run([*edit, "--title", "Kế toán", "--confidential"]) == 0
    _own, other = lines(station, capsys)
    assert (other["name"], other["title"], other["cleared"]) == ("Y Briu Êban", "Kế toán", True)
    assert run([*edit, "--no-confidential"]) == 0
    assert run(["officer", "list", *station, *OWN]) == 0
    assert "Kế toán" in capsys.readouterr().out
    before = (Path(station[1]) / "keys.tgxk").read_bytes()
    assert run(["officer", "remove", "Y. B. Ê.", *station, *OWN]) == 0
    assert len(lines(station, capsys)) == 1
    # What the officer who left may have kept opens the database no more.
    (Path(station[1]) / "keys.tgxk").write_bytes(before)
    monkeypatch.setenv("ANSINH_PASSPHRASE", SECOND)
    assert run(["doctor", *station, "--officer", "Y. B. Ê."]) == 5


def test_ones_own_passphrase(
    station: list[str], second: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["officer", "passphrase", *second, *station]) == 0
    assert run(["doctor", *station]) == 3
    monkeypatch.setenv("ANSINH_PASSPHRASE", SECOND)
    assert run(["doctor", *station]) == 0
    weak = Path(station[1]).parent / "weak.txt"
    weak.write_text("123456\n", encoding="utf-8")
    assert run(["officer", "passphrase", "--new-passphrase-file", str(weak), *station]) == 3


def test_a_colleague_forgot(
    station: list[str], second: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["officer", "add", "--name", "Y Briu Êban", *second, *station]) == 0
    third = tmp_path / "third.txt"
    third.write_text("thác nước đầu nguồn\n", encoding="utf-8")
    renew = ["officer", "renew", "Y. B. Ê.", "--new-passphrase-file", str(third)]
    assert run([*renew, *station, *OWN]) == 0
    monkeypatch.setenv("ANSINH_PASSPHRASE", "thác nước đầu nguồn")
    assert run(["doctor", *station, "--officer", "Y. B. Ê."]) == 0


def test_nobody_takes_oneself_out(station: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["officer", "remove", "B. T. H.", *station]) == 3
    assert run(["officer", "edit", "B. T. H.", "--no-confidential", *station]) == 3
    assert lines(station, capsys)[0]["cleared"] is True
    assert PASSPHRASE not in capsys.readouterr().out
