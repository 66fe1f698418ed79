"""One signal for everything that was saved, so that other screens read again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class ChangesBus(QObject):
    """``changed`` carries a ``services.changes.Changes`` and who made it (a screen, or None).

    Signals:
        changed: something was saved.
    """

    changed = Signal(object, object)

    def announce(self, changes: object, by: object = None) -> None:
        """Tell every screen what was saved."""
        self.changed.emit(changes, by)
