"""Results on standard output, messages on standard error, UTF-8 and one line end everywhere."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from app.cli.output import note, print_json, report, say
from app.core.errors import AppError, Cancelled, Correctable, Environment, Untrusted

Told = pytest.CaptureFixture[str]


def test_one_document_readable_by_people(capsys: Told) -> None:
    print_json({"tên": "H’Bơ", "tiền": 540_000})
    told = capsys.readouterr()
    assert json.loads(told.out) == {"tên": "H’Bơ", "tiền": 540_000}
    assert "H’Bơ" in told.out
    assert told.out.endswith("}\n")
    assert told.err == ""


def test_results_and_messages_do_not_mix(capsys: Told) -> None:
    say("kết quả")
    note("đang làm")
    assert capsys.readouterr() == ("kết quả\n", "đang làm\n")


def test_a_name_commands_no_terminal(capsys: Told) -> None:
    name = "Y\x1b[2J\x9b\u202eBlô\r"
    say(name)
    note(name)
    assert capsys.readouterr() == ("Y\\u001b[2J\\u009b\\u202eBlô\\u000d\n",) * 2
    print_json({"tên": name})
    told = capsys.readouterr().out
    assert not set(told) & set("\x1b\x9b\u202e\r")
    assert json.loads(told) == {"tên": name}


@pytest.mark.parametrize(
    ("error", "line", "code"),
    [
        (Correctable("a", "Type a day.", field="birth"), "ansinh: birth: Type a day.\n", 3),
        (Correctable("a", "Type a day."), "ansinh: Type a day.\n", 3),
        (Untrusted("a", "Refused whole."), "ansinh: Refused whole.\n", 4),
        (Environment("a", "Free {mega} MB.", mega=3), "ansinh: Free 3 MB.\n", 5),
    ],
)
def test_a_refusal_is_one_sentence(capsys: Told, error: AppError, line: str, code: int) -> None:
    assert report(error) == code
    assert capsys.readouterr() == ("", line)


def test_stopping_has_its_own_code(capsys: Told) -> None:
    assert report(Cancelled()) == 6
    assert capsys.readouterr().err.count("\n") == 1


def test_the_systems_locale_does_not_matter() -> None:
    script = "from app.cli.output import *; use_utf8(); say('Bến trâu ơ̆'); note('suối')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path), "LC_ALL": "C"},
    )
    assert done.stdout == "Bến trâu ơ̆\n".encode()
    assert done.stderr == "suối\n".encode()
