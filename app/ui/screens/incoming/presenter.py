"""What the office's screen of arrivals shows, without a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from app.ui.screen import Context

LAST = 50


class IncomingPresenter(QObject):
    """Reads what has arrived.

    Signals:
        loaded: the last files that were given in, as ``ReceivedLine``.
    """

    loaded = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def load(self) -> None:
        """Read the last arrivals again."""
        self._context.tasks.read(
            lambda: self._context.services.exchange.received()[:LAST],
            done=self.loaded.emit,
            owner=self,
        )
