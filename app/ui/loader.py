"""Loads the heavy half of the program (services, the register's window) beside the first window.

Besides the window in ``__main__`` the imports here are the program's only late ones.
"""

from __future__ import annotations

import threading
from types import ModuleType
from typing import Any

from PySide6.QtCore import QObject, Signal


class Loader(QObject):
    """Loads in a thread of its own while the officer types the passphrase.

    Signals:
        ready: it is loaded.
    """

    ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._thread = threading.Thread(target=self._load, name="loader", daemon=True)
        self._loaded = threading.Event()
        self._module: ModuleType | None = None
        self.windows: Any = None  # app.ui.later_windows, once it is there

    def start(self) -> None:
        """Begin; call once, after the first paint."""
        self._thread.start()

    def wait(self) -> Any:
        """``app.bootstrap``, as soon as it is there; for worker threads only.

        Raises:
            ImportError: it could not be loaded.
        """
        self._loaded.wait()
        if self._module is None:
            raise ImportError("the services could not be loaded")
        return self._module

    def _load(self) -> None:
        try:
            from app import bootstrap  # late on purpose: the first window does not wait
            from app.ui import later_windows

            bootstrap.read_ahead()
            self._module, self.windows = bootstrap, later_windows
        finally:
            self._loaded.set()  # a broken installation is told, not waited for
        self.ready.emit()
