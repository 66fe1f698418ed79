"""The office's own keys without a widget: what holds, the next document, drafts, drawer keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import Correctable, Untrusted
from app.services import root_care, trust_files
from app.services.changes import Changes
from app.services.root_care import DraftView, RootPlan
from app.services.trust_care import RootChange

if TYPE_CHECKING:
    from app.ui.screen import Context

Drafted = tuple[bytes, DraftView]


class RootKeys(QObject):
    """What the sheet of the office's keys shows and does.

    Signals:
        loaded: what holds now; a ``RootView``.
        drafted: a new draft, its bytes and ``DraftView``; nothing holds yet.
        opened: a draft from a file, or one that was signed; bytes and ``DraftView``.
        saved: a file was written; its path.
        published: a document holds from now on; the ``RootChange``.
        made: a key for a drawer was written; its public half as text.
        taken_out: the station's key lies in a file now.
        refused: something has to be mended; the error.
    """

    loaded = Signal(object)
    drafted = Signal(object)
    opened = Signal(object)
    saved = Signal(object)
    published = Signal(object)
    made = Signal(str)
    taken_out = Signal()
    refused = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._care = context.services.root_care

    def load(self) -> None:
        """Ask what holds."""
        self._read(self._care.view, self.loaded.emit)

    def draft(self, plan: RootPlan) -> None:
        """Make the next document as a draft, signed with the keys that lie here."""
        self._write(lambda: self._care.draft(plan), self.drafted.emit)

    def save(self, path: Path, raw: bytes) -> None:
        """Write a draft for those who sign next."""
        self._write(lambda: trust_files.save(path, raw), lambda _done: self.saved.emit(path))

    def open_draft(self, path: Path) -> None:
        """Read a draft that came from a colleague."""

        def work() -> Drafted:
            raw = trust_files.load(path)
            return raw, root_care.look(raw)

        self._read(work, self.opened.emit)

    def sign(self, raw: bytes, key: Path, passphrase: str) -> None:
        """Sign a draft with a key from a drawer."""
        self._read(lambda: root_care.sign(raw, trust_files.load(key), passphrase), self.opened.emit)

    def publish(self, raw: bytes) -> None:
        """Let a draft that enough have signed hold from now on."""

        def done(change: RootChange) -> None:
            self._context.bus.announce(Changes(frozenset({"trust"})), self)
            self.published.emit(change)
            self.load()

        self._write(lambda: self._care.publish(raw), done)

    def make_key(self, path: Path, passphrase: str) -> None:
        """Make a key for a colleague's drawer."""

        def work() -> str:
            raw, public = root_care.make_key(passphrase)
            trust_files.save(path, raw)
            return public

        self._read(work, self.made.emit)

    def take_out(self, path: Path, passphrase: str) -> None:
        """Move the station's own key into a file for the drawer."""

        def done(_nothing: object) -> None:
            self.taken_out.emit()
            self.load()

        def keep(raw: bytes) -> None:
            trust_files.save(path, raw)

        self._write(lambda: self._care.take_key_out(passphrase, keep), done)

    def _read(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._context.tasks.read(work, done=done, failed=self._failed, owner=self)

    def _write(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._context.tasks.write(work, done=done, failed=self._failed, owner=self)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Correctable | Untrusted):
            self.refused.emit(error)
        else:
            self._context.tell(error)
