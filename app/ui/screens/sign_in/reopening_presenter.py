"""Opening with the receiving office's help, without widgets: the request, then the answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.core.errors import AppError, Correctable
from app.core.i18n import N_
from app.services import trust_files
from app.ui.screens.sign_in.presenter import Heavy

if TYPE_CHECKING:
    from uuid import UUID


class ReopeningPresenter(QObject):
    """Asks and opens on a thread; one thing at a time.

    Signals:
        asked: a request waits for its answer; an ``Asked``, or None when none was made yet.
        opened: the services of the open workstation.
        refused: an AppError to show.
        broken: a bug.
    """

    asked = Signal(object)
    opened = Signal(object)
    refused = Signal(object)
    broken = Signal(object)

    def __init__(self, folder: Path, heavy: Heavy) -> None:
        super().__init__()
        self._folder = folder
        self._heavy = heavy
        self.busy = False

    def look(self) -> None:
        """Whether a request waits for its answer already."""
        self._run(lambda bootstrap: bootstrap.asked_office(self._folder), self.asked)

    def ask(self, path: Path, officer: UUID, passphrase: str, again: str) -> None:
        """Write the request to ``path``; ``passphrase`` is the new one, typed twice."""

        def work(bootstrap: Any) -> Any:
            if passphrase != again:
                raise Correctable(
                    "passphrases_differ",
                    N_("The two passphrases differ. Type them again."),
                    field="again",
                )
            made = bootstrap.ask_office(self._folder, officer, passphrase)
            trust_files.save(path, made.file)
            return made

        self._run(work, self.asked)

    def accept(self, path: Path, passphrase: str) -> None:
        """Open with the office's answer and the new passphrase."""
        self._run(
            lambda bootstrap: bootstrap.accept_answer(
                self._folder, trust_files.load(path), passphrase
            ),
            self.opened,
        )

    def _run(self, work: Callable[[Any], Any], told: SignalInstance) -> None:
        if self.busy:
            return
        self.busy = True
        threading.Thread(
            target=self._work, args=(work, told), name="reopening", daemon=True
        ).start()

    def _work(self, work: Callable[[Any], Any], told: SignalInstance) -> None:
        try:
            answer = work(self._heavy.wait())
        except AppError as error:
            self.busy = False
            self.refused.emit(error)
        except BaseException as error:  # noqa: BLE001  # told on the main thread as a bug
            self.busy = False
            self.broken.emit(error)
        else:
            self.busy = False
            told.emit(answer)
