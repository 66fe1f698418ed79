"""Sign-in without widgets: what is known before the passphrase, and opening the workstation."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.core.errors import AppError
from app.core.station import StationCard, read_card
from app.ui.before_sign_in import BeforeSignIn, Heavy

if TYPE_CHECKING:
    from uuid import UUID


class SignInPresenter(BeforeSignIn):
    """Opens the workstation in a folder; a wrong passphrase is refused at its field.

    Signals:
        opened: the services of the open workstation.
        unit_known: the unit's name, for a sentence.
    """

    opened = Signal(object)
    unit_known = Signal(str)

    def __init__(self, folder: Path, loader: Heavy) -> None:
        super().__init__(loader)
        self.folder = folder
        self.card: StationCard | None = None
        self.trouble: AppError | None = None
        self.look()

    def look(self) -> None:
        """Read what a workstation tells before anybody has signed in."""
        try:
            self.card, self.trouble = read_card(self.folder), None
        except AppError as error:
            self.card, self.trouble = None, error

    def open(self, officer: UUID, passphrase: str) -> None:
        """Open for an officer; answers by a signal."""
        self.do(
            lambda bootstrap: bootstrap.open_station(self.folder, officer, passphrase),
            self.opened.emit,
        )

    def recover(self, officer: UUID, words: str, new_passphrase: str) -> None:
        """Open by the printed recovery words; answers by a signal."""
        self.do(
            lambda bootstrap: bootstrap.recover_station(
                self.folder, words, new_passphrase, officer
            ),
            self.opened.emit,
        )

    def learn_unit(self) -> None:
        """Find the unit's name on a thread; answers by a signal, and nobody waits for it."""
        if (card := self.card) is not None:
            threading.Thread(
                target=lambda: self.unit_known.emit(self.heavy.wait().unit_name(card.unit)),
                name="unit",
                daemon=True,
            ).start()
