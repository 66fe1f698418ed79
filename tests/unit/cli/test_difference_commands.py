"""Two entries of one field as scripts handle them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.main import run
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.cli_stations import (
    Folders,
    carry,
    command,
    folders,
    write,
)

__all__ = ["cheap_stretching", "folders"]


def test_two_entries_are_listed_and_settled(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = folders
    write(commune, "create", name="Bế Văn Chính", birth="1965")
    carry(capsys, commune, office, tmp_path / "1")
    write(commune, "edit", birth="1965-12-11")
    write(office, "edit", birth="1965-11-12")
    carry(capsys, office, commune, tmp_path / "2")
    assert run(["conflict", "list", "--data", str(commune)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    [found] = command(capsys, "conflict", "list", data=commune)
    assert (found["field"], found["base"], found["subject"]) == ("birth", "1965", "Bế Văn Chính")
    chosen = next(one for one in found["entries"] if one["value"] == "1965-12-11")
    assert (chosen["here"], chosen["who"]) == (True, "Bế Thị Hạnh")
    settle = ["conflict", "resolve", found["row"], "--field", "birth", "--reason", "đã xem thẻ"]
    assert command(capsys, *settle, "--choose", "9", data=commune, code=3) is None
    done = command(capsys, *settle, "--choose", str(chosen["number"]), data=commune)
    assert done["state"] == "settled"
    assert command(capsys, "conflict", "list", data=commune) == []
    assert command(capsys, *settle, "--choose", "1", data=commune, code=3) is None
    carry(capsys, commune, office, tmp_path / "3")
    assert command(capsys, "conflict", "list", data=office) == []


def test_fields_of_one_kind_are_settled_together(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = folders
    write(commune, "create", name="Bế Văn Chính", birth="1965")
    carry(capsys, commune, office, tmp_path / "1")
    write(commune, "edit", name="Bế Văn Chinh")
    write(office, "edit", name="Bế Văn Chín")
    carry(capsys, office, commune, tmp_path / "2")
    settle = ["conflict", "together", "--kind", "person", "--take", "office", "--reason", "vì"]
    command(capsys, *settle, "--field", "birth", data=commune, code=3)
    assert command(capsys, *settle, "--field", "name", data=commune)["settled"] == 1
    assert command(capsys, "conflict", "list", data=commune) == []
