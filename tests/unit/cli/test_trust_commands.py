"""Withdrawing, vouching and renewing as scripts do it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import run
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.cli_stations import enrol, make

__all__ = ["cheap_stretching"]


class Office:
    """Runs commands at the office and reads their answers."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def json(self, *words: str) -> Any:
        assert self.run(*words, "--json") == 0
        return json.loads(self._capsys.readouterr().out)

    def run(self, *words: str) -> int:
        self._capsys.readouterr()
        return run([*words, "--data", str(self.folder)])

    def said(self, *words: str) -> str:
        assert self.run(*words) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def office(
    tmp_path: Path,
    cheap_stretching: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Office:
    folders = make(tmp_path, monkeypatch)
    enrol(folders, tmp_path, capsys)
    return Office(folders[1], capsys)


def test_withdrawn_and_taken_back(office: Office) -> None:
    [machine] = office.json("trust", "list")
    assert (machine["state"], machine["withheld"]) == ("good", 0)
    device = machine["device"]
    assert device in office.said("trust", "list")
    change = office.json("trust", "revoke", device, "--reason", "máy bị mất")
    assert change == {"version": 2, "in_force": True, "draft": None, "rows": 0}
    assert office.json("trust", "list")[0]["state"] == "revoked"
    assert office.run("trust", "vouch", device) == 3
    assert office.run("trust", "renew", device) == 3
    assert office.json("trust", "restore", device)["version"] == 3
    assert office.json("trust", "list")[0]["state"] == "good"


def test_renewed(office: Office) -> None:
    [machine] = office.json("trust", "list")
    assert office.json("trust", "renew", machine["device"])["taken"] == []
    assert office.said("trust", "renew", "own")


@pytest.mark.parametrize(
    "words",
    [
        ("revoke", "not-an-id", "--reason", "mất"),
        ("revoke", "{device}", "--reason", " "),
        ("revoke", "{device}", "--reason", "mất", "--since", "yesterday"),
        ("restore", "{device}"),
        ("renew", "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_what_has_to_be_mended(office: Office, words: tuple[str, ...]) -> None:
    [machine] = office.json("trust", "list")
    filled = [word.format(device=machine["device"]) for word in words]
    assert office.run("trust", *filled) == 3
