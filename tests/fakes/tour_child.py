"""Takes the tour in a process of its own, as the demo does; prints what happened as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.services.demo.run import DemoOptions, run_demo
from app.ui.start import make_application
from app.ui.tour import take_pictures


class Windows(QObject):
    """Notes every window that opens."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.add(type(watched).__name__)
        return False


def main(out: Path) -> None:
    """Play a small demo into ``out`` and drive its screens."""
    windows, app = Windows(), make_application()
    app.installEventFilter(windows)
    run_demo(DemoOptions(out, communes=1, persons=120), lambda words: None)
    names = take_pictures(out)
    app.removeEventFilter(windows)
    print(json.dumps({"names": names, "opened": sorted(windows.opened)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
