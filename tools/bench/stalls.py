"""How long the event loop was kept from turning, and during what; Qt only."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 2


class StallMeter(QObject):
    """Beats every other millisecond; a beat that comes late was a stall."""

    def __init__(self) -> None:
        super().__init__()
        self.phase = ""
        self.longest: dict[str, float] = {}
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self, phase: str) -> None:
        """From now on, lateness counts for ``phase``."""
        self.phase = phase
        self._last = perf_counter()
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        now = perf_counter()
        late = (now - self._last) * 1000 - BEAT_MS
        self._last = now
        self.longest[self.phase] = max(late, self.longest.get(self.phase, 0.0))
