"""Types and presses keys as a person does, with any letter of the highlands.

``qtbot.keyClicks`` ends the whole test run at the first letter outside Latin-1, so text comes in
as the input method of a Vietnamese keyboard hands it over: committed, letter by letter.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def type_text(widget: QWidget, text: str) -> None:
    """Commit ``text`` letter by letter into the widget."""
    for letter in text:
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(widget, event)


def press(
    widget: QWidget, key: Qt.Key, text: str = "", *, held: Qt.KeyboardModifier = NONE
) -> None:
    """Press and let go of one key."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, held, text))


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """Click with the left button, in the middle unless a place is named."""
    where = widget.rect().center() if place is None else place
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, where)


def give_focus(widget: QWidget) -> None:
    """Put the focus on a widget of a shown window."""
    widget.window().activateWindow()
    widget.setFocus(Qt.FocusReason.TabFocusReason)


def nameless_controls(widget: QWidget) -> list[str]:
    """The buttons, texts and choices below ``widget`` that a screen reader cannot name."""
    wanted = (
        QAccessible.Role.Button,
        QAccessible.Role.CheckBox,
        QAccessible.Role.ComboBox,
        QAccessible.Role.EditableText,
        QAccessible.Role.List,
        QAccessible.Role.RadioButton,
        QAccessible.Role.Table,
    )
    found = []
    for one in (widget, *widget.findChildren(QWidget)):
        interface = QAccessible.queryAccessibleInterface(one)
        if interface is None or interface.role() not in wanted or one.isHidden():
            continue
        if one.objectName().startswith("qt_") or one.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if not interface.text(QAccessible.Text.Name):
            found.append(f"{type(one).__name__} {interface.role().name}")
    return found
