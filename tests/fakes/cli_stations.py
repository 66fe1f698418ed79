"""A commune's and an office's workstation made and enrolled by commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import run

PASSPHRASE = "suối nếp trâu bến lụa"


def make(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The folders of the commune's and of the office's workstation."""
    monkeypatch.setenv("ANSINH_PASSPHRASE", PASSPHRASE)
    made = []
    for role, unit, officer in (
        ("commune", "24611", "Bế Thị Hạnh"),
        ("office", "68", "Đinh Thị Vân"),
    ):
        place = folder / role
        options = ["--role", role, "--unit", unit, "--officer", officer]
        assert run(["init", "--data", str(place), *options]) == 0
        made.append(place)
    return made[0], made[1]


def enrol(folders: tuple[Path, Path], bag: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """All three steps with ``--json``; answers the root's digits."""
    commune, office = folders
    request, grant = bag / "request.tgxq", bag / "grant.tgxg"
    capsys.readouterr()
    assert run(["enrol", "request", "--out", str(request), "--data", str(commune), "--json"]) == 0
    digits = json.loads(capsys.readouterr().out)["digits"]
    asked = ["enrol", "grant", str(request), "--digits", digits, "--out", str(grant)]
    assert run([*asked, "--data", str(office), "--json"]) == 0
    root: str = json.loads(capsys.readouterr().out)["root_digits"]
    taken = ["enrol", "accept", str(grant), "--digits", root, "--data", str(commune), "--json"]
    assert run(taken) == 0
    assert json.loads(capsys.readouterr().out)["root_digits"] == root
    return root
