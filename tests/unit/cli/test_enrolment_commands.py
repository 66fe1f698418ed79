"""Enrolment as scripts do it: files, digits, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import run
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.cli_stations import enrol, make

__all__ = ["cheap_stretching"]


@pytest.fixture
def folders(
    tmp_path: Path, cheap_stretching: None, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path]:
    return make(tmp_path, monkeypatch)


def test_three_steps(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = enrol(folders, tmp_path, capsys)
    commune, _ = folders
    capsys.readouterr()
    grant = tmp_path / "grant.tgxg"
    assert run(["enrol", "accept", str(grant), "--digits", root, "--data", str(commune)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == root


def test_digits_are_printed_for_people_too(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = folders
    request, grant = tmp_path / "r.tgxq", tmp_path / "g.tgxg"
    capsys.readouterr()
    assert run(["enrol", "request", "--out", str(request), "--data", str(commune)]) == 0
    digits = capsys.readouterr().out.strip()
    assert len(digits.replace(" ", "")) == 25
    asked = ["enrol", "grant", str(request), "--digits", digits, "--out", str(grant)]
    assert run([*asked, "--without-restricted", "--data", str(office)]) == 0
    assert len(capsys.readouterr().out.strip().split()) == 5


@pytest.mark.parametrize(("digits", "code"), [("1" * 25, 4), ("123", 3)])
def test_wrong_digits_write_no_grant(
    folders: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    digits: str,
    code: int,
) -> None:
    commune, office = folders
    request, grant = tmp_path / "r.tgxq", tmp_path / "g.tgxg"
    run(["enrol", "request", "--out", str(request), "--data", str(commune)])
    asked = ["enrol", "grant", str(request), "--digits", digits, "--out", str(grant)]
    assert run([*asked, "--data", str(office)]) == code
    assert not grant.exists()


def test_a_key_is_taken_out_with_the_passphrase(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, _ = folders
    key = tmp_path / "key.txt"
    capsys.readouterr()
    assert run(["key", "export", "--out", str(key), "--data", str(commune), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(key)}
    assert key.read_text().startswith("AGE-SECRET-KEY-1")
    assert run(["key", "export", "--out", str(key), "--data", str(commune)]) == 0
    assert "AGE-SECRET" not in capsys.readouterr().out


def test_the_letter_is_a_file_of_its_own(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = folders
    letter = tmp_path / "letter.pdf"
    assert run(["enrol", "letter", "--out", str(letter), "--data", str(office)]) == 0
    assert letter.read_bytes().startswith(b"%PDF")
    assert run(["enrol", "letter", "--out", str(letter), "--data", str(commune)]) == 3
    capsys.readouterr()
