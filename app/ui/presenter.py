"""What a screen shows and does, without a widget: what all of them share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.core.errors import Correctable

if TYPE_CHECKING:
    from app.bootstrap import Services
    from app.services.changes import Changes
    from app.ui.screen import Context


class Presenter(QObject):
    """Works with the register of whoever signed in; built before that, so it asks for it late.

    Signals:
        saved: something was written; the ``Changes``, unless the presenter says otherwise.
        refused: an entry that must be mended first (``Correctable``).
    """

    saved = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    @property
    def _services(self) -> Services:
        return self._context.services

    def _write(
        self,
        work: Callable[[], Changes],
        *,
        then: Callable[[Changes], None] = lambda changes: None,
    ) -> None:
        """Save; ``then`` is done before anybody else hears of it."""

        def done(changes: Changes) -> None:
            then(changes)
            self.saved.emit(changes)
            self._context.bus.announce(changes, self)

        self._context.tasks.write(work, done=done, failed=self._failed, owner=self)

    def _failed(self, error: BaseException) -> None:
        """What must be mended goes to its field, the rest to the window."""
        if isinstance(error, Correctable) and error.field:
            self.refused.emit(error)
        else:
            self._context.tell(error)
