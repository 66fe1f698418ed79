"""The planted bugs still have their place, and what plants them can tell caught from survived."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tools.planted_bug import Bug
from tools.seeded_bug_list import BUGS
from tools.seeded_bugs import main, plant

BY_NAME = {bug.name: bug for bug in BUGS}


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_every_bug_finds_its_place(bug: Bug) -> None:
    text = bug.path.read_text(encoding="utf-8")
    assert bug.applied(text) != text
    compile(bug.applied(text), str(bug.path), "exec")


def test_there_are_enough_of_them() -> None:
    assert len(BY_NAME) == len(BUGS) >= 40


@pytest.mark.parametrize("name", ["superseded-stands", "chain-forgets"])
def test_a_planted_bug_is_caught(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", name]) == 0
    assert "1 bugs, 1 caught, 0 survived" in capsys.readouterr().out


def test_a_bug_that_nobody_looks_for_survives() -> None:
    elsewhere = replace(
        BY_NAME["chain-forgets"], seen_by=("tests/unit/oplog/test_hybrid_clock.py",)
    )
    assert not plant(elsewhere).caught


def test_what_cannot_run_is_not_called_caught() -> None:
    assert not plant(replace(BY_NAME["chain-forgets"], name="no-such-bug")).caught
