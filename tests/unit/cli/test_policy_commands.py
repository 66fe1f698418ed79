"""``ansinh policy …``: one JSON document, exit codes, UTF-8."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import policy_commands

CASE = '[{"id": "ă", "date": "2025-03-01", "person": {"dob": "1990-01-01", "disability": "nang"}}]'


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    policy_commands.add(parser.add_subparsers())
    args = parser.parse_args(["policy", *arguments])
    return int(args.run(args))


def answers(capsysbinary: pytest.CaptureFixture[bytes]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(capsysbinary.readouterr().out.decode("utf-8"))
    return found


def file(folder: Path, text: str) -> str:
    path = folder / "facts.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_assess_prints_one_document(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("assess", "--facts", file(tmp_path, CASE), "--json") == 0
    out = capsysbinary.readouterr().out
    assert '"ă"'.encode() in out
    [answer] = json.loads(out)
    assert answer["total_vnd"] == 750_000
    assert "explanation" not in answer


def test_explain_adds_lines(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("assess", "--explain", "--facts", file(tmp_path, "\ufeff" + CASE)) == 0
    assert answers(capsysbinary)[0]["explanation"]


@pytest.mark.parametrize(
    ("command", "case", "key"),
    [
        ("emergency", {"type": "tao_viec_lam", "date": "2025-03-01", "facts": {}}, "minimum"),
        ("timing", {"question": "may suspend", "facts": {}}, "answer"),
        ("care", {"date": "2025-03-01", "facts": {"person": {"dob": "1990"}}}, "entitlements"),
    ],
)
def test_the_other_commands(
    command: str,
    case: dict[str, Any],
    key: str,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert run(command, "--facts", file(tmp_path, json.dumps([case]))) == 0
    assert key in answers(capsysbinary)[0]


def test_standard_input_and_a_lone_surrogate(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    told = CASE.replace("ă", "\\ud800").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(told), encoding="ascii"))
    assert run("assess", "--facts", "-") == 0
    assert answers(capsysbinary)[0]["id"] == "\ud800"


def test_a_failing_case_ends_with_3(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("assess", "--facts", file(tmp_path, CASE[:-1] + ", 1]")) == 3
    first, second = answers(capsysbinary)
    assert first["total_vnd"] == 750_000
    assert second["error"]["field"] == "case"


@pytest.mark.parametrize("text", ["[", '{"id": 1}', "[NaN]"])
def test_a_broken_document_ends_with_3_and_prints_nothing(
    text: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("assess", "--facts", file(tmp_path, text)) == 3
    captured = capsysbinary.readouterr()
    assert (captured.out, bool(captured.err)) == (b"", True)


def test_files_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("assess", "--facts", str(tmp_path / "none.json")) == 3
    assert run("assess", "--facts", str(tmp_path)) == 3
    (tmp_path / "latin").write_bytes(b"[\xff]")
    assert run("assess", "--facts", str(tmp_path / "latin")) == 3

    def locked(_path: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert run("assess", "--facts", "locked.json") == 5
    assert capsysbinary.readouterr().out == b""
