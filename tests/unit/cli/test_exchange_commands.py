"""Bundles as scripts handle them: lines or one JSON document, exit codes."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from app.cli.main import run
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.cli_stations import (
    Folders,
    carry,
    command,
    export,
    folders,
    opened,
    write,
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


@pytest.fixture
def gap(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[Path, Path, str]:
    """The second of a laptop's three changes never came; and the stream it is missing from."""
    commune, office = folders
    carry(capsys, commune, office, tmp_path / "first")
    for name in ("Nông Văn Lầu", "H’Lem Kbuôr"):
        write(commune, "create", name=name, birth="1971")
    [made] = export(capsys, commune, tmp_path / "late", "--from", "3")
    [taken] = command(capsys, "bundle", "import", made["path"], data=office)
    assert (taken["state"], taken["held"]) == ("held", 1)
    [part] = command(capsys, "bundle", "missing", data=office)
    assert (part["pv"], part["first"], part["last"]) == (224611, 2, 2)
    assert (part["waiting"], part["taken_up"]) == (1, 0)
    return commune, office, part["stream"]


def people(office: Path) -> list[str]:
    services = opened(office)
    with services.exchange._store.read() as connection:
        found = connection.exec_driver_sql("SELECT name FROM person ORDER BY name").scalars().all()
    services.close()
    return list(found)


def test_what_waits_behind_a_missing_part_is_taken_up(
    gap: tuple[Path, Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office, stream = gap
    assert people(office) == []
    told = command(capsys, "bundle", "take-up", "24611", "--stream", stream, data=office)
    assert told == {"unit": 224611, "taken_up": 1}
    assert people(office) == ["H’Lem Kbuôr"]
    [part] = command(capsys, "bundle", "missing", data=office)
    assert (part["first"], part["last"], part["waiting"], part["taken_up"]) == (2, 2, 0, 1)
    # Asked once more it changes nothing and says so.
    assert run(["bundle", "take-up", "24611", "--data", str(office)]) == 3
    said = capsys.readouterr()
    assert (said.out, "không còn" in said.err) == ("", True)
    assert people(office) == ["H’Lem Kbuôr"]
    # What was missing comes after all: nothing stands twice, and the gap is gone.
    export(capsys, commune, tmp_path / "all", "--everything")
    command(capsys, "bundle", "import", tmp_path / "all", data=office)
    assert people(office) == ["H’Lem Kbuôr", "Nông Văn Lầu"]
    assert command(capsys, "bundle", "missing", data=office) == []


def test_lines_about_a_missing_part(
    gap: tuple[Path, Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _commune, office, stream = gap
    assert run(["bundle", "missing", "--data", str(office)]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{stream}\t224611\tPhường Bắc Gia Nghĩa\t")
    assert run(["bundle", "take-up", "24611", "--data", str(office)]) == 0
    assert capsys.readouterr().out == "đã dùng phần đang chờ: 1 thay đổi\n"


def test_where_nothing_waits_nothing_is_taken_up(
    gap: tuple[Path, Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office, _stream = gap
    for place, asked in (
        (commune, ["missing"]),
        (commune, ["take-up", "24611"]),
        (office, ["take-up", "24615"]),
        (office, ["take-up", "nowhere"]),
        (office, ["take-up", "24611", "--stream", str(uuid4())]),
    ):
        assert command(capsys, "bundle", *asked, data=place, code=3) is None, asked
    assert people(office) == []
    [part] = command(capsys, "bundle", "missing", data=office)
    assert (part["waiting"], part["taken_up"]) == (1, 0)
