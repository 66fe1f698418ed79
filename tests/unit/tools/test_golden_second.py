"""What was made once is never made again in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import golden_second


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "second" / "kept"
    kept.parent.mkdir()
    kept.write_bytes(b"of an earlier version")
    assert golden_second.main(["--story", str(tmp_path)]) == 1
    assert [one.name for one in kept.parent.iterdir()] == ["kept"]
    assert "is kept" in capsys.readouterr().err
