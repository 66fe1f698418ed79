"""The tour's questions are answered by files of one folder."""

from __future__ import annotations

from pathlib import Path

from app.ui.tour_asker import TourAsker


def test_everything_stays_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "up").mkdir()
    bundle = tmp_path / "up" / "a.tgxh"
    bundle.touch()
    (tmp_path / "b.txt").touch()
    asker = TourAsker(tmp_path)
    assert asker.files_to_open("", "") == [bundle]
    assert asker.folder("") == tmp_path
    assert asker.file_to_save("", "x.pdf") == tmp_path / "x.pdf"
    assert asker.confirm("", "") is True
