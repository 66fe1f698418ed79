"""Garbage in cycles is looked for on the window's thread only, between two keys.

Python looks for it in whichever thread happens to make objects. A screen that was let go hangs in
cycles; found by a worker, its widgets would be taken down beside the thread that paints them,
which now and then ended the program. So Python's own search is off while there are windows, and a
timer looks instead. All that lives is looked through only while nothing is being done: that takes
tens of milliseconds, in which no thread goes on.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 100
YOUNG = 700  # objects made since the last look, from when on looking pays; as Python's own
OLDER = 10  # looks before one generation further is looked through; as Python's own
CALM = 100  # objects; fewer made since the last look: nothing is being done
PATIENCE = 600  # looks (a minute) that the whole waits for such a moment


class Collector(QObject):
    """Looks for garbage when there may be some; lives on the main thread as long as Qt."""

    def __init__(self, parent: QObject) -> None:
        """Python looks no more; nobody does until :meth:`begin`."""
        super().__init__(parent)
        gc.disable()
        self._waited = 0
        self._made = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look from now on; what the program loaded until now stays and is never looked at."""
        if not self._timer.isActive():
            gc.freeze()
            self._timer.start()

    def look(self) -> None:
        """Collect what is due: the young at any time, everything in a calm moment."""
        young, middle, old = gc.get_count()
        calm, self._made = young - self._made < CALM, young
        if old > OLDER and (calm or self._waited >= PATIENCE):
            self._collect(2)
        elif middle > OLDER:
            self._collect(1)
        elif young > YOUNG:
            self._collect(0)
        self._waited = self._waited + 1 if old > OLDER else 0

    def _collect(self, generation: int) -> None:
        gc.collect(generation)
        self._made = gc.get_count()[0]
