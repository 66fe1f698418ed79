"""``python -m tools.bench.first_paint bare|ours DIR``: the first window, left when painted."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def bare() -> None:
    """The floor: Qt's own empty window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: object) -> None:  # noqa: N802  # Qt's name
            os._exit(0)

    app = QApplication([])
    window = Window()
    window.resize(1366, 768)
    window.show()
    app.exec()


def ours(folder: str) -> None:
    """The sign-in window of the workstation in ``folder``."""
    from app.__main__ import load_window

    start = load_window()

    # The key bar is the last part of the window to be painted.
    from app.ui.widgets.key_bar import KeyBar

    paint = KeyBar.paintEvent

    def painted(self: KeyBar, event: object) -> None:
        paint(self, event)  # type: ignore[arg-type]  # a QPaintEvent
        os._exit(0)

    KeyBar.paintEvent = painted  # type: ignore[assignment,method-assign]  # only here
    start.run_window(["--data", folder])


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else ours(sys.argv[2])
