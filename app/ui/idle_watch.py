"""Notices that nobody has touched the window for a while, so that it can be locked.

It listens to the window as the system sees it, not to every widget: a filter on the whole program
would be called for each paint.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

DEFAULT_MINUTES = 5
MINUTE_MS = 60_000
LATER_MS = 20_000  # until the next look, when work was under way

_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Watches one window from :meth:`watch` on.

    Signals:
        idle: nobody has touched it for that many minutes.
    """

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self._minutes = DEFAULT_MINUTES

    @property
    def minutes(self) -> int:
        """After how many minutes it tells."""
        return self._minutes

    def watch(self, window: QWindow | None) -> None:
        """Begin with that window; again does nothing."""
        if window is not None and self._window is None:
            self._window = window
            window.installEventFilter(self)
            # Input methods swallow the keys; what they write moves the cursor.
            QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._touched)
            self._touched()

    def set_minutes(self, minutes: int) -> None:
        """Tell after another time, counted from now."""
        self._minutes = minutes
        if self._window is not None:
            self._touched()

    def look_later(self) -> None:
        """Work is under way: tell again in a moment."""
        self._timer.start(LATER_MS)

    def stop(self) -> None:
        """Never tell again."""
        self._timer.stop()
        if self._window is not None:
            self._window.removeEventFilter(self)
            QGuiApplication.inputMethod().cursorRectangleChanged.disconnect(self._touched)
            self._window = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHED:
            self._touched()
        return False

    def _touched(self) -> None:
        self._timer.start(self._minutes * MINUTE_MS)
