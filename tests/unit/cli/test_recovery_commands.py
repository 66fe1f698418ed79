"""A forgotten passphrase as scripts and people at a keyboard mend it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import run
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.cli_stations import PASSPHRASE, enrol, make

__all__ = ["cheap_stretching"]

NEW, SECOND = "thác nước đầu nguồn", "rẫy cà phê mùa khô"


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


def file(folder: Path, words: str) -> str:
    path = folder / f"{len(words)}.txt"
    path.write_text(words + "\n", encoding="utf-8")
    return str(path)


def told(capsys: pytest.CaptureFixture[str], words: list[str]) -> dict[str, str]:
    capsys.readouterr()
    assert run([*words, "--json"]) == 0
    found: dict[str, str] = json.loads(capsys.readouterr().out)
    return found


def colleague(office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    words = ["officer", "add", "--name", "Y Briu Êban", "--data", office]
    return told(capsys, [*words, "--new-passphrase-file", file(tmp_path, SECOND)])["officer"]


def test_request_grant_accept(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = map(str, folders)
    second = colleague(office, tmp_path, capsys)
    request, answer = str(tmp_path / "q.tgxo"), str(tmp_path / "a.tgxa")
    new = ["--passphrase-file", file(tmp_path, NEW), "--data", commune]
    asked = told(capsys, ["key", "recover", "request", "--out", request, *new])
    grant = ["key", "recover", "grant", request, "--digits", asked["digits"], "--out", answer]
    grant += ["--second", second, "--second-passphrase-file", file(tmp_path, SECOND)]
    grant += ["--officer", "Đ. T. V.", "--data", office]
    answered = told(capsys, grant)
    assert (answered["unit"], answered["initials"]) == ("Phường Bắc Gia Nghĩa", "B. T. H.")
    told(capsys, ["key", "recover", "accept", answer, *new])
    assert run(["doctor", *new]) == 0
    assert run(["doctor", "--data", commune]) == 3  # the old passphrase
    assert "Mật khẩu chưa đúng" in capsys.readouterr().err


def test_people_are_told_what_to_do(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = map(str, folders)
    second = colleague(office, tmp_path, capsys)
    request, answer = str(tmp_path / "q.tgxo"), str(tmp_path / "a.tgxa")
    capsys.readouterr()
    assert run(["key", "recover", "request", "--out", request, "--data", commune]) == 0
    digits = capsys.readouterr().out.strip()
    grant = ["key", "recover", "grant", request, "--digits", digits, "--out", answer]
    grant += ["--second", second, "--officer", "Đ. T. V.", "--data", office]
    assert run(grant) == 3  # nobody at the keyboard to type the other passphrase
    assert not Path(answer).exists()
    assert run([*grant, "--second-passphrase-file", file(tmp_path, SECOND)]) == 0
    assert "B. T. H." in capsys.readouterr().out
    assert run(["key", "recover", "accept", answer, "--data", commune]) == 0
    assert "mới" in capsys.readouterr().out


def test_wrong_digits_write_no_answer(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = map(str, folders)
    second = colleague(office, tmp_path, capsys)
    request, answer = str(tmp_path / "q.tgxo"), tmp_path / "a.tgxa"
    run(["key", "recover", "request", "--out", request, "--data", commune])
    grant = ["key", "recover", "grant", request, "--digits", "1" * 25, "--out", str(answer)]
    grant += ["--second", second, "--second-passphrase-file", file(tmp_path, SECOND)]
    assert run([*grant, "--officer", "Đ. T. V.", "--data", office]) == 4
    assert not answer.exists()


def test_a_file_that_is_no_answer_opens_nothing(folders: tuple[Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"something else")
    commune = str(folders[0])
    assert run(["key", "recover", "accept", str(other), "--data", commune]) == 3
    run(["key", "recover", "request", "--out", str(tmp_path / "q"), "--data", commune])
    assert run(["key", "recover", "accept", str(other), "--data", commune]) == 4
    assert PASSPHRASE not in other.read_text()
