"""What the sheet of officers does: passphrases, colleagues who come and go, the lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app import bootstrap
from app.core.errors import Correctable
from app.core.i18n import _, ngettext
from app.services.station import OfficerLine
from app.ui.before_sign_in import require_same

if TYPE_CHECKING:
    from app.ui.screen import Context


class Crew(QObject):
    """What the sheet shows and does, without a widget.

    Signals:
        loaded: everybody who can sign in (``OfficerLine``), and the minutes until the lock.
        done: it was saved; the sentence that says so.
        left: a colleague was taken out; the register is closed.
        refused: something has to be mended; the error.
    """

    loaded = Signal(object, int)
    done = Signal(str)
    left = Signal()
    refused = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def load(self) -> None:
        """Read who works here."""
        services = self._context.services
        self._context.tasks.read(
            lambda: (services.officers.lines(), services.station.lock_minutes()),
            done=lambda found: self.loaded.emit(*found),
            owner=self,
        )

    def change_passphrase(self, now: str, new: str, again: str) -> None:
        """Another passphrase of one's own, typed twice."""

        def work() -> None:
            require_same(new, again)
            self._context.services.officers.change_own_passphrase(now, new)

        self._write(work, _("The new passphrase holds from now on."))

    def add(self, *, name: str, title: str, passphrase: str, again: str, cleared: bool) -> None:
        """One more officer, who types the passphrase twice."""

        def work() -> None:
            require_same(passphrase, again)
            self._context.services.officers.add(
                name=name, title=title, passphrase=passphrase, cleared=cleared
            )

        self._write(work, _("{name} can sign in now.").format(name=name.strip()))

    def edit(self, line: OfficerLine, title: str, *, cleared: bool) -> None:
        """Title of a colleague, and whether confidential dossiers are entrusted."""
        officers = self._context.services.officers

        def work() -> None:
            if cleared != line.cleared:
                officers.set_cleared(line.id, cleared=cleared)
            if title.strip() != line.title:
                officers.set_title(line.id, title)

        self._write(work, _("Saved. It holds from the next sign-in on."))

    def renew(self, officer: UUID, new: str, again: str, own: str) -> None:
        """Another passphrase for a colleague who forgot it and types it twice."""

        def work() -> None:
            require_same(new, again)
            self._context.services.officers.renew_passphrase(officer, new, own=own)

        self._write(work, _("The new passphrase holds from now on."))

    def take_out(self, officer: UUID, passphrase: str) -> None:
        """Exchange the key, so that somebody who left cannot open the register."""
        services = self._context.services
        self._context.tasks.write(
            lambda: bootstrap.take_out_officer(services, officer, passphrase),
            done=lambda _answer: self.left.emit(),
            failed=self._not_taken_out,
            owner=self,
        )

    def _not_taken_out(self, error: BaseException) -> None:
        """Refused, all is as it was; else the register is closed and the next sign-in goes on."""
        self._failed(error)
        if not isinstance(error, Correctable):
            self.left.emit()

    def lock_after(self, minutes: int) -> None:
        """Another time until the window locks itself."""
        told = ngettext("Locks after {count} minute.", "Locks after {count} minutes.", minutes)
        self._write(
            lambda: self._context.services.station.set_lock_minutes(minutes),
            told.format(count=minutes),
        )

    def _write(self, work: Callable[[], Any], told: str) -> None:
        def done(_answer: object) -> None:
            self.done.emit(told)
            self.load()

        self._context.tasks.write(work, done=done, failed=self._failed, owner=self)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Correctable):
            self.refused.emit(error)
        else:
            self._context.tell(error)
