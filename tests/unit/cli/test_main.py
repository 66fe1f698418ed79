"""``ansinh``: what is understood, and what a fault of our own looks like."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import NoReturn

import pytest

from app.cli import main as module
from app.cli.main import build_parser, run
from app.core.errors import Environment
from app.version import VERSION

Told = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


class Topic:
    """A topic with one command that ends in ``work``."""

    def __init__(self, error: BaseException | None = None, code: int = 0) -> None:
        self.error, self.code = error, code

    def add(self, commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        commands.add_parser("try").set_defaults(run=self.work)

    def work(self, args: argparse.Namespace) -> int:
        if self.error:
            secret_name_of_a_person = self.error
            raise secret_name_of_a_person
        return self.code


def test_the_version(capsys: Told) -> None:
    with pytest.raises(SystemExit) as leaving:
        run(["--version"])
    assert leaving.value.code == 0
    assert capsys.readouterr().out == f"ansinh {VERSION}\n"


@pytest.mark.parametrize("words", [[], ["nothing"], ["init", "--role", "king"]])
def test_wrong_usage_is_2(words: list[str], capsys: Told) -> None:
    with pytest.raises(SystemExit) as leaving:
        run(words)
    assert leaving.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_every_command_has_help(capsys: Told) -> None:
    commands = next(
        action
        for action in build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    assert {"init", "doctor", "bundle", "enrol", "policy"} <= set(commands.choices)
    for name in commands.choices:
        with pytest.raises(SystemExit) as leaving:
            run([name, "--help"])
        assert leaving.value.code == 0
        assert name in capsys.readouterr().out


@pytest.mark.parametrize("code", [0, 3])
def test_a_command_answers_its_own_code(monkeypatch: Patch, code: int) -> None:
    monkeypatch.setattr(module, "TOPICS", (Topic(code=code),))
    assert run(["try"]) == code


def test_an_expected_failure_is_one_sentence(monkeypatch: Patch, capsys: Told) -> None:
    monkeypatch.setattr(module, "TOPICS", (Topic(Environment("full", "The disk is full.")),))
    assert run(["try"]) == 5
    assert capsys.readouterr().err == "ansinh: The disk is full.\n"


def test_stopping_by_the_keyboard(monkeypatch: Patch, capsys: Told) -> None:
    monkeypatch.setattr(module, "TOPICS", (Topic(KeyboardInterrupt()),))
    assert run(["try"]) == 6
    assert capsys.readouterr().err.count("\n") == 1


def test_a_fault_of_our_own_shows_where_and_nobodys_data(monkeypatch: Patch, capsys: Told) -> None:
    def stumble() -> NoReturn:
        raise LookupError("H’Bơ Niê, 067145004417")

    monkeypatch.setattr(module, "TOPICS", (Topic(),))
    monkeypatch.setattr(Topic, "work", lambda self, args: stumble())
    assert run(["try"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "LookupError" in told.err
    assert "cli/main.py" in told.err
    assert "stumble" in told.err
    assert "H’Bơ" not in told.err
    assert "0671" not in told.err


def left_alone(script: str, *, both: bool = False) -> subprocess.CompletedProcess[bytes]:
    """Run it with a reader that has gone before the first line, as ``| head`` does later."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return subprocess.run(
            [sys.executable, "-c", script],
            stdout=writing,
            stderr=writing if both else subprocess.PIPE,
            check=False,
            env=os.environ | {"PYTHONPATH": ":".join(sys.path)},
        )
    finally:
        os.close(writing)


LONG_OUTPUT = """
import sys
from types import SimpleNamespace
from app.cli import main, output
def work(args):
    for line in range({lines}):
        output.say("người được nhận " + str(line))
        output.note("dòng") if {both} else None
    return 0
def add(commands):
    commands.add_parser("try").set_defaults(run=work)
main.TOPICS = (SimpleNamespace(add=add),)
sys.exit(main.run(["{word}"]))
"""


@pytest.mark.parametrize(
    ("lines", "both"), [(1, False), (5_000, True)], ids=["at the end", "in the middle"]
)
def test_a_reader_who_has_gone_is_no_fault(lines: int, *, both: bool) -> None:
    done = left_alone(LONG_OUTPUT.format(lines=lines, both=both, word="try"), both=both)
    assert done.returncode == 141
    assert not done.stderr


def test_nobody_reads_the_help() -> None:
    done = left_alone(LONG_OUTPUT.format(lines=1, both=False, word="--help"))
    assert done.returncode in (0, 141)  # argparse may overlook it
    assert not done.stderr
