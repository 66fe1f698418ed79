"""Bundles as scripts handle them: lines or one JSON document, exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.main import run
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.cli_stations import (
    Folders,
    command,
    export,
    folders,
    opened,
)

__all__ = ["cheap_stretching", "folders"]


def test_export_verify_import_twice(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = folders
    [made] = export(capsys, commune, tmp_path / "usb")
    assert (made["operations"], made["verified"], made["channel"]) == (1, True, "base")
    assert len(made["check_words"]) == 6
    header = command(capsys, "bundle", "inspect", made["path"], data=None)
    assert header["size"] == made["size"]
    report = command(capsys, "bundle", "verify", made["path"], data=office)
    assert report["check_words"] == made["check_words"]
    [first] = command(capsys, "bundle", "import", tmp_path / "usb", data=office)
    assert (first["state"], first["made"], first["changed"]) == ("new", 1, 0)
    [again] = command(capsys, "bundle", "import", made["path"], data=office)
    assert again["state"] == "known"


def test_lines_for_people(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = folders
    assert run(["bundle", "export", "--out", str(tmp_path), "--data", str(commune)]) == 0
    [line] = capsys.readouterr().out.splitlines()
    name = line.split("\t")[0]
    for words in (["bundle", "inspect"], ["bundle", "verify"], ["bundle", "import"]):
        place = [] if "inspect" in words else ["--data", str(office)]
        assert run([*words, str(tmp_path / name), *place]) == 0
        assert capsys.readouterr().out.startswith(name)


def test_a_refused_bundle_is_exit_code_4(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = folders
    [made] = export(capsys, commune, tmp_path / "usb")
    path = Path(made["path"])
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    [refused] = command(capsys, "bundle", "import", path, data=office, code=4)
    assert (refused["state"], refused["code"]) == ("refused", "damaged")
    assert refused["reason"]
    assert command(capsys, "bundle", "verify", path, data=office, code=4) is None
    path.write_bytes(b"something else")
    assert command(capsys, "bundle", "inspect", path, data=None, code=4) is None


def test_for_whom(folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, office = folders
    services = opened(office)
    [there] = services.exchange.destinations()
    services.close()
    for to in ("24611", str(there.device)):
        [made] = export(capsys, office, tmp_path / "down", "--to", to)
        assert made["to"] == "Phường Bắc Gia Nghĩa"
    out = ["--out", str(tmp_path), "--data", str(office)]
    assert run(["bundle", "export", "--to", "24615", *out]) == 3
    assert run(["bundle", "export", "--to", "nowhere", *out]) == 3


def test_totals_tell_whether_both_hold_the_same(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = folders
    assert command(capsys, "bundle", "totals", data=commune) == []
    export(capsys, commune, tmp_path / "up")
    command(capsys, "bundle", "import", tmp_path / "up", data=office)
    export(capsys, office, tmp_path / "down")
    command(capsys, "bundle", "import", tmp_path / "down", data=commune)
    [found] = command(capsys, "bundle", "totals", data=commune)
    assert (found["agrees"], found["channel"], found["records"]) == (True, "base", [])
    assert run(["bundle", "totals", "--data", str(commune)]) == 0
    assert "Tỉnh Lâm Đồng" in capsys.readouterr().out


def test_everything_is_sent_again_when_asked(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = folders
    [first] = export(capsys, commune, tmp_path / "up")
    command(capsys, "bundle", "import", tmp_path / "up", data=office)
    export(capsys, office, tmp_path / "down")
    command(capsys, "bundle", "import", tmp_path / "down", data=commune)
    counts = [
        export(capsys, commune, tmp_path / "again", *more)[0]["operations"]
        for more in ((), ("--everything",), ("--from", "1"), ("--from", "9"))
    ]
    everything = first["operations"] + 1  # and what the office had written
    assert counts == [0, everything, everything, 0]
    command(capsys, "bundle", "export", "--from", "0", "--out", tmp_path, data=commune, code=3)


def test_where_every_change_about_a_person_stands(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, _ = folders
    services = opened(commune)
    person = services.people.intake({"name": "Thị Mbỡng", "birth": "1945"}).made
    services.close()
    found = command(capsys, "bundle", "trace", str(person), data=commune)
    [change] = found["changes"]
    assert (found["waiting"], change["standing"], change["confirmed"]) == (0, "in_use", False)
    assert run(["bundle", "trace", str(person), "--data", str(commune)]) == 0
    assert "Chờ gửi" in capsys.readouterr().out
    command(capsys, "bundle", "trace", "nobody", data=commune, code=3)


def test_the_slip_for_a_file(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = folders
    [made] = export(capsys, commune, tmp_path / "up")
    slip = ["bundle", "receipt", made["name"], "--out", tmp_path / "slip.pdf"]
    command(capsys, *slip, data=office, code=3)
    command(capsys, "bundle", "import", tmp_path / "up", data=office)
    command(capsys, *slip, data=office)
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")


def test_what_waits_behind_a_missing_part_is_taken_up(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = folders
    assert command(capsys, "bundle", "missing", data=office) == []
    command(capsys, "bundle", "missing", data=commune, code=3)
    command(capsys, "bundle", "take-up", "24615", data=office, code=3)
