"""Hands for windows in tests: showing them, and reading what a screen reader would be told."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

# What the keyboard can act on must have a name.
CONTROLS = (
    QAccessible.Role.Button,
    QAccessible.Role.PushButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.List,
    QAccessible.Role.Table,
)


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


def nameless_controls(widget: QWidget) -> list[str]:
    """Controls inside ``widget`` that a screen reader could not name."""
    top = QAccessible.queryAccessibleInterface(widget)
    return [
        f"{one.role().name} {type(one.object()).__name__}"
        for one in _walk(top)
        if one.role() in CONTROLS
        and not one.state().invisible
        and not one.text(QAccessible.Text.Name).strip()
    ]


def _walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield from _walk(child)
