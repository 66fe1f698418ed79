"""``ansinh demo`` tells whether both ends agree and ends with the right code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app import bootstrap
from app.cli.main import run


@pytest.mark.parametrize(("equal", "code"), [(True, 0), (False, 1)])
def test_the_exit_code_follows_the_comparison(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], equal: bool, code: int
) -> None:
    asked: dict[str, Any] = {}

    def play(out: Path, **options: Any) -> dict[str, Any]:
        asked.update(options, out=out)
        return {"equal": equal, "seconds": 1.5}

    monkeypatch.setattr(bootstrap, "run_demo", play)
    words = ["demo", "--out", "x", "--communes", "3", "--persons", "900", "--seed", "5", "--json"]
    assert run(words) == code
    assert json.loads(capsys.readouterr().out)["equal"] is equal
    assert (asked["out"], asked["communes"], asked["persons"], asked["seed"]) == (
        Path("x"),
        3,
        900,
        5,
    )
