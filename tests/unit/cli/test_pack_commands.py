"""Figures made at the office and taken from a file at the commune, as scripts do it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import run
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.cli_stations import enrol, make
from tests.fakes.packs import own_figures, raised_level

__all__ = ["cheap_stretching", "own_figures"]

pytestmark = pytest.mark.usefixtures("cheap_stretching", "own_figures")


@pytest.fixture
def folders(
    tmp_path: Path,
    cheap_stretching: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> tuple[Path, Path]:
    made = make(tmp_path, monkeypatch)
    enrol(made, tmp_path, capsys)
    return made


def test_from_the_office_to_the_commune(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = (["--data", str(folder)] for folder in folders)
    tables, file = str(raised_level(tmp_path / "new")), str(tmp_path / "pack")
    pack = ["policy", "pack"]
    assert run([*pack, "show", *commune]) == 0
    assert run([*pack, "write", "--out", file, *office]) == 3
    capsys.readouterr()
    assert run([*pack, "make", tables, "--note", "Nâng mức", *office, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["version"], made["note"], made["usable"]) == (1, "Nâng mức", True)
    assert run([*pack, "write", "--out", file, *office]) == 0
    assert run([*pack, "take", file, *commune]) == 0
    assert "650.000" in capsys.readouterr().out
    assert run([*pack, "take", file, *commune]) == 3
    assert run([*pack, "show", *commune]) == 0
    assert run([*pack, "make", tables, *commune]) == 3
    assert run([*pack, "take", __file__, *commune]) == 4


def test_tables_to_edit_and_to_look_at(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = ["--data", str(folders[1])]
    tables = tmp_path / "tables"
    assert run(["policy", "pack", "tables", "--out", str(tables), *office]) == 0
    assert "holidays.toml" in capsys.readouterr().out.splitlines()
    levels = tables / "levels.toml"
    text = levels.read_text(encoding="utf-8")
    levels.write_text(text.replace("vnd = 540000", "vnd = 560000"), encoding="utf-8")
    assert run(["policy", "pack", "look", str(tables), *office, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["changes"]
    assert all("560.000" in words for words in found["changes"])
    assert run(["policy", "pack", "show", *office]) == 0
    assert "560.000" not in capsys.readouterr().out
