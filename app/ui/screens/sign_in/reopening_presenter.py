"""Opening with the receiving office's help, without widgets: the request, then the answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from app.services import trust_files
from app.ui.before_sign_in import BeforeSignIn, Heavy, require_same

if TYPE_CHECKING:
    from uuid import UUID


class ReopeningPresenter(BeforeSignIn):
    """Asks and opens.

    Signals:
        judged: the new passphrase is good; now it can be asked where to save.
        asked: a request waits for its answer; an ``Asked``, or None when none was made yet.
        opened: the services of the open workstation.
    """

    judged = Signal()
    asked = Signal(object)
    opened = Signal(object)

    def __init__(self, folder: Path, heavy: Heavy) -> None:
        super().__init__(heavy)
        self._folder = folder

    def look(self) -> None:
        """Whether a request waits for its answer already."""
        self.do(lambda bootstrap: bootstrap.asked_office(self._folder), self.asked.emit)

    def judge(self, passphrase: str, again: str) -> None:
        """Whether the new passphrase, typed twice, will do."""

        def work(bootstrap: Any) -> None:
            require_same(passphrase, again)
            bootstrap.judge_new_passphrase(self._folder, passphrase)

        self.do(work, lambda _good: self.judged.emit())

    def ask(self, path: Path, officer: UUID, passphrase: str) -> None:
        """Write the request to ``path``; ``passphrase`` is the new one that was judged."""

        def work(bootstrap: Any) -> Any:
            made = bootstrap.ask_office(self._folder, officer, passphrase)
            trust_files.save(path, made.file)
            return made

        self.do(work, self.asked.emit)

    def accept(self, path: Path, passphrase: str) -> None:
        """Open with the office's answer and the new passphrase."""
        self.do(
            lambda bootstrap: bootstrap.accept_answer(
                self._folder, trust_files.load(path), passphrase
            ),
            self.opened.emit,
        )
