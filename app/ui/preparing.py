"""Puts the register's window together, empty, behind the sign-in.

Nothing secret is needed for that: the role stands in the public part of ``keys.tgxk``. What is
prepared belongs to one sign-in; when another role turns out to be true, or the language changes,
it is thrown away unseen. Once a passphrase is being tried, only the screens that are opened first
are still put together: opening the database must not wait for the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from app.ui.loader import Loader
from app.ui.theme import dress

if TYPE_CHECKING:
    from app.core.station import Role


FIRST = 2  # screens: the first of the rail, and the people
PAUSE_MS = 10  # in which a passphrase that was just typed gets to the stretching of its key


class Preparing(QObject):
    """Makes one frame ahead, in steps that come between the keys of the passphrase."""

    def __init__(self, loader: Loader) -> None:
        super().__init__()
        self._loader = loader
        self._role: Role | None = None
        self._hurried = False
        self._frame: Any = None  # an app.ui.frame.Frame, which is loaded later
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        loader.ready.connect(self._pause.start)

    def prepare(self, role: Role) -> None:
        """Begin with a frame for that role, as soon as it is loaded."""
        self.drop()
        self._role, self._hurried = role, False
        self._pause.start()

    def hurry(self) -> None:
        """A passphrase is being tried."""
        self._hurried = True
        if self._pause.isActive():
            self._pause.start()

    def go_on(self) -> None:
        """It was not the right one: there is time again."""
        self._hurried = False
        if self._frame is not None:
            self._frame.tasks.spare(self._steps(self._frame))

    def take(self, role: Role) -> Any:
        """The frame that was prepared, or a new one; it belongs to the caller."""
        if self._frame is None or self._role != role:
            self.drop()
            return self._made(role)
        frame, self._frame, self._role = self._frame, None, None
        return frame

    def drop(self) -> None:
        """Throw away what was prepared."""
        frame, self._frame, self._role = self._frame, None, None
        if frame is not None:
            frame.tasks.stop()
            frame.deleteLater()

    def _begin(self) -> None:
        if self._role is not None and self._frame is None and self._loader.windows is not None:
            self._frame = self._made(self._role)
            self._frame.tasks.spare(self._steps(self._frame))

    def _steps(self, frame: Any) -> Iterator[None]:
        for _step in frame.build_screens():
            yield
            if self._hurried and frame.screens_ready >= FIRST:
                return

    def _made(self, role: Role) -> Any:
        frame = self._loader.windows.make_frame(role)
        dress(frame)
        return frame
