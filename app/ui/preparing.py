"""Puts the register's window together, empty, behind the sign-in.

Nothing secret is needed for that: the role stands in the public part of ``keys.tgxk``. What is
prepared belongs to one sign-in; when another role turns out to be true, or the language changes,
it is thrown away unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.ui.loader import Loader
from app.ui.theme import dress

if TYPE_CHECKING:
    from app.core.station import Role


class Preparing(QObject):
    """Makes one frame ahead, in steps that come between the keys of the passphrase."""

    _come = Signal()  # brings what the loader's thread tells to the main thread

    def __init__(self, loader: Loader) -> None:
        super().__init__()
        self._loader = loader
        self._role: Role | None = None
        self._frame: Any = None  # an app.ui.frame.Frame, which is loaded later
        self._come.connect(self._begin)
        loader.ready.connect(self._come)

    def prepare(self, role: Role) -> None:
        """Begin with a frame for that role, as soon as it is loaded."""
        self.drop()
        self._role = role
        self._begin()

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
            self._frame.tasks.spare(self._frame.build_screens())

    def _made(self, role: Role) -> Any:
        frame = self._loader.windows.make_frame(role)
        dress(frame)
        return frame
