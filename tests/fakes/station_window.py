"""Shows windows in tests and takes them away again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


class Shown:
    """Shows widgets as active windows and closes them again."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._windows: list[QWidget] = []

    def __call__(self, widget: QWidget) -> None:
        """Show ``widget`` and wait until keys go to it."""
        self._windows.append(widget)
        widget.show()
        widget.activateWindow()
        self._qtbot.waitUntil(widget.isActiveWindow)

    def take_away(self) -> None:
        """Hide what was shown."""
        for widget in self._windows:
            widget.hide()
            widget.deleteLater()
