"""The command says what was lost, and how that ends."""

from __future__ import annotations

from typing import Any

import pytest

from tools import kill_test

GOOD = {"killed": 3, "saved": 20, "lost": [], "unheard": 1, "healthy": True}
TAKEN = {"killed": 3, "taken": 9, "refused": 0, "files": 9, "persons": 9, "answered": 4}
TAKEN |= {"backups": 2, "left": 0, "healthy": True}


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ({}, 0, "3 power cuts: 20 saves acknowledged, 0 lost"),
        ({"lost": ["x"]}, 1, "1 lost"),
        ({"healthy": False}, 1, "NOT whole"),
        ({"killed": 2}, 1, "2 power cuts"),
    ],
)
def test_what_was_lost_is_told(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    said: dict[str, Any],
    code: int,
    words: str,
) -> None:
    monkeypatch.setattr(kill_test, "cut", lambda folder, *, times, seed: {**GOOD, **said})
    monkeypatch.setattr(kill_test, "cut_office", lambda folder, *, times, seed: TAKEN)
    assert kill_test.main(["--times", "3"]) == code
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    "said", [{"refused": 1}, {"persons": 8}, {"left": 1}, {"healthy": False}, {"killed": 2}]
)
def test_an_office_that_lost_something_is_told(said: dict[str, Any]) -> None:
    assert kill_test.whole(TAKEN, 3)
    assert not kill_test.whole({**TAKEN, **said}, 3)
