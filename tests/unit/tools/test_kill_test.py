"""The command says what was lost, and how that ends."""

from __future__ import annotations

from typing import Any

import pytest

from tools import kill_test

GOOD = {"killed": 3, "saved": 20, "lost": [], "unheard": 1, "healthy": True}


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
    assert kill_test.main(["--times", "3"]) == code
    assert words in capsys.readouterr().out
