"""Notes the anchor beside the work: the newest points, written soon and at the end for sure.

Writing the note costs more than the save it follows, so saves hand their points over and go on.
A kill may leave a note that is some saves old; an older note never accuses a good database.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from app.core.errors import Environment
from app.storage.anchor import AnchorPoint, write_anchor

PAUSE = 0.2  # seconds in which saves are gathered into one note


class AnchorKeeper:
    """Writes the anchor of one database on a thread of its own."""

    def __init__(self, database: UUID) -> None:
        self._database = database
        self._points: Sequence[AnchorPoint] | None = None
        self._wanted = threading.Event()
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None

    def note(self, points: Sequence[AnchorPoint]) -> None:
        """Remember where the streams stand; it is written within moments."""
        self._points = points
        self._wanted.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="anchor", daemon=True)
            self._thread.start()

    def close(self, points: Sequence[AnchorPoint]) -> None:
        """Write the last word durably; a disk that refuses harms no saved data."""
        self._ending.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join()
        with suppress(Environment):
            write_anchor(self._database, points, durable=True)

    def _run(self) -> None:
        while not self._ending.is_set():
            self._wanted.wait()
            self._wanted.clear()
            points = self._points
            if points is not None and not self._ending.is_set():
                with suppress(Environment):
                    write_anchor(self._database, points)
            self._ending.wait(PAUSE)
