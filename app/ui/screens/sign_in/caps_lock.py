"""Whether Caps Lock is on, told by what the keys type: Qt has no word for it.

A letter that comes large without Shift, or small with it, gives Caps Lock away; a letter that
comes as expected clears it. Pressing Caps Lock itself turns the answer round.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class CapsLockWatch(QObject):
    """Watches the keys of one editor.

    Signals:
        changed: Caps Lock went on (True) or off.
    """

    changed = Signal(bool)

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor)
        self.on = False
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every key pressed; none is swallowed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look(event)
        return False

    def _look(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._tell(on=not self.on)
        elif len(typed) == 1 and typed.upper() != typed.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(on=typed.isupper() != shifted)

    def _tell(self, *, on: bool) -> None:
        if on != self.on:
            self.on = on
            self.changed.emit(on)
