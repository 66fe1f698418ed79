"""Sign-in without widgets: what is known before the passphrase, and opening the workstation.

The heavy half of the program (database, papers) is loaded on a thread of its own while the
officer types; opening waits for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from app.core.errors import AppError
from app.core.station import StationCard, read_card

if TYPE_CHECKING:
    from uuid import UUID


class Heavy(Protocol):
    """Where the heavy half of the program comes from, once it is loaded."""

    def wait(self) -> Any:
        """``app.bootstrap``; for worker threads."""
        ...


class SignInPresenter(QObject):
    """Opens the workstation in a folder.

    Signals:
        begun: a passphrase or the recovery words are being tried.
        opened: the services of the open workstation.
        unit_known: the unit's name, for a sentence.
        refused: an AppError to show; a wrong passphrase belongs at the field.
        broken: a bug.
    """

    begun = Signal()
    opened = Signal(object)
    unit_known = Signal(str)
    refused = Signal(object)
    broken = Signal(object)

    def __init__(self, folder: Path, loader: Heavy) -> None:
        super().__init__()
        self.folder = folder
        self._loader = loader
        self.card: StationCard | None = None
        self.trouble: AppError | None = None
        self.busy = False
        self.look()

    def look(self) -> None:
        """Read what a workstation tells before anybody has signed in."""
        try:
            self.card, self.trouble = read_card(self.folder), None
        except AppError as error:
            self.card, self.trouble = None, error

    def open(self, officer: UUID, passphrase: str) -> None:
        """Open for an officer; answers by a signal."""
        self._run(lambda bootstrap: bootstrap.open_station(self.folder, officer, passphrase))

    def recover(self, officer: UUID, words: str, new_passphrase: str) -> None:
        """Open by the printed recovery words; answers by a signal."""
        self._run(
            lambda bootstrap: bootstrap.recover_station(self.folder, words, new_passphrase, officer)
        )

    def learn_unit(self) -> None:
        """Find the unit's name on a thread; answers by a signal, and nobody waits for it."""
        if (card := self.card) is not None:
            threading.Thread(
                target=lambda: self.unit_known.emit(self._loader.wait().unit_name(card.unit)),
                name="unit",
                daemon=True,
            ).start()

    def _run(self, work: Callable[[Any], Any]) -> None:
        if self.busy:
            return
        self.busy = True
        self.begun.emit()
        threading.Thread(target=self._work, args=(work,), name="sign-in", daemon=True).start()

    def _work(self, work: Callable[[Any], Any]) -> None:
        try:
            services = work(self._loader.wait())
        except AppError as error:
            self.busy = False
            self.refused.emit(error)
        except BaseException as error:  # noqa: BLE001  # told on the main thread as a bug
            self.busy = False
            self.broken.emit(error)
        else:
            self.busy = False
            self.opened.emit(services)
