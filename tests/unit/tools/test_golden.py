"""What was made once is never made again in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import golden


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kept").write_bytes(b"of an earlier version")
    assert golden.main(["--to", str(tmp_path)]) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["kept"]
    assert "is kept" in capsys.readouterr().err


def test_they_lie_under_their_version() -> None:
    assert golden.PLACE.parts[-3:] == ("tests", "fixtures", "golden")
