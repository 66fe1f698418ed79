"""What a window does before anybody has signed in: one thing at a time, on a thread of its own.

The heavy half of the program (database, papers) is loaded meanwhile; every job waits for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from app.core.errors import AppError, Correctable
from app.core.i18n import N_


class Heavy(Protocol):
    """Where the heavy half of the program comes from, once it is loaded."""

    def wait(self) -> Any:
        """``app.bootstrap``; for worker threads."""
        ...


class BeforeSignIn(QObject):
    """Does one job at a time; what is asked meanwhile is not done.

    Signals:
        begun: a job has begun.
        refused: an AppError to show.
        broken: a bug.
    """

    begun = Signal()
    refused = Signal(object)
    broken = Signal(object)

    def __init__(self, heavy: Heavy) -> None:
        super().__init__()
        self.heavy = heavy
        self.busy = False

    def do(self, work: Callable[[Any], Any], told: Callable[[Any], None]) -> None:
        """Hand ``app.bootstrap`` to ``work``; ``told`` gets the answer, a signal an error."""
        if self.busy:
            return
        self.busy = True
        self.begun.emit()
        threading.Thread(target=self._work, args=(work, told), name="door", daemon=True).start()

    def _work(self, work: Callable[[Any], Any], told: Callable[[Any], None]) -> None:
        try:
            answer = work(self.heavy.wait())
        except AppError as error:
            self.busy = False
            self.refused.emit(error)
        except BaseException as error:  # noqa: BLE001  # told on the main thread as a bug
            self.busy = False
            self.broken.emit(error)
        else:
            self.busy = False
            told(answer)


def require_same(passphrase: str, again: str) -> None:
    """A new passphrase is typed twice; raises Correctable at the second field."""
    if passphrase != again:
        raise Correctable(
            "passphrases_differ", N_("The two passphrases differ. Type them again."), field="again"
        )
