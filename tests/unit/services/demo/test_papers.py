"""The demo's papers are PDF files with the week's people on them."""

from __future__ import annotations

from pathlib import Path

from app.services.demo.papers import write_papers
from tests.unit.services.demo.conftest import Played


def test_filled_and_blank_papers_are_written(played: Played, tmp_path: Path) -> None:
    station = played.round.communes[0]
    names = write_papers(station.services, played.round.weeks[0], tmp_path)
    assert len(names) >= 6
    for name in names:
        assert (tmp_path / name).read_bytes().startswith(b"%PDF-")
