"""The tour drives the real screens of a small demo and leaves a picture of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.services.demo.run import DemoOptions, run_demo
from app.ui.tour import COMMUNE, OFFICE, take_pictures


@pytest.mark.usefixtures("qapp")
def test_every_screen_leaves_a_picture(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    run_demo(DemoOptions(out, communes=1, persons=120), lambda words: None)
    names = take_pictures(out)
    assert len(names) >= 12
    for _key, picture in (*COMMUNE, *OFFICE):
        assert any(name.endswith(f"-{picture}.png") for name in names)
    for name in names:
        image = QImage(str(out / "pictures" / name))
        assert (image.width(), image.height()) == (1366, 768)
    assert json.loads((out / "report.json").read_text())["pictures"] == names
