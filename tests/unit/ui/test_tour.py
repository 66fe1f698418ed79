"""The tour drives the real screens of a small demo and leaves a picture of each."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.services.demo.run import DemoOptions, run_demo
from app.ui.tour import COMMUNE, OFFICE, take_pictures


class Windows(QObject):
    """Notes every window that opens."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.add(type(watched).__name__)
        return False


def test_every_screen_leaves_a_picture(tmp_path: Path, qapp: QApplication) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    out = tmp_path / "demo"
    run_demo(DemoOptions(out, communes=1, persons=120), lambda words: None)
    names = take_pictures(out)
    assert len(names) >= 12
    for _key, picture in (*COMMUNE, *OFFICE):
        assert any(name.endswith(f"-{picture}.png") for name in names)
    for name in names:
        image = QImage(str(out / "pictures" / name))
        assert (image.width(), image.height()) == (1366, 768)
    qapp.removeEventFilter(windows)
    # Never a window over a window: a control shown before it has a parent would be one.
    assert windows.opened == {"Frame", "_FirstWindow"}
    assert json.loads((out / "report.json").read_text())["pictures"] == names
