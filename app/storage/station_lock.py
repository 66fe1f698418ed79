"""One program at a time on a workstation's folder.

The operating system holds the lock for as long as the process lives and lets go when it is
killed, so that no stale lock ever has to be cleared by hand.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from types import TracebackType

from app.core.errors import Environment
from app.core.i18n import N_
from app.core.station import LOCK_FILE
from app.storage.failures import translate_errors

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TAKEN = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})


class StationLock:
    """The right to write in a folder; a context manager, or released by :meth:`release`."""

    def __init__(self, folder: Path) -> None:
        """Take the lock of ``folder``, or say at once that somebody has it.

        Raises:
            Environment: ``in_use``: another window or command works on this folder;
                or the folder cannot be written to.
        """
        with translate_errors():
            self._descriptor: int | None = os.open(
                folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600
            )
        try:
            with translate_errors():
                _take(self._descriptor)
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let go; doing it twice does no harm. The file stays, its presence means nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> StationLock:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _take(descriptor: int) -> None:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as reason:
        if reason.errno not in _TAKEN:
            raise
        raise Environment(
            "in_use",
            N_("AnSinh is already open on these data. Use the open window, or close it first."),
        ) from reason
