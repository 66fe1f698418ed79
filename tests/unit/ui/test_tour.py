"""The tour drives the real screens of a small demo and leaves a picture of each."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from app.ui.tour import COMMUNE, OFFICE


def test_every_screen_leaves_a_picture(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    # A process of its own, as the demo has: other tests' widgets are none of the tour's business.
    child = subprocess.run(
        [sys.executable, "-m", "tests.fakes.tour_child", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    told = json.loads(child.stdout.splitlines()[-1])
    names = told["names"]
    assert len(names) >= 12
    for picture in (*(picture for _key, picture in (*COMMUNE, *OFFICE)), "differences"):
        assert any(name.endswith(f"-{picture}.png") for name in names)
    for name in names:
        image = QImage(str(out / "pictures" / name))
        assert (image.width(), image.height()) == (1366, 768)
    # Never a window over a window: a control shown before it has a parent would be one.
    assert told["opened"] == ["Frame", "_FirstWindow"]
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["pictures"] == names
