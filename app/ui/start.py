"""From the process to the first painted window, and from sign-in to the register.

Before the first paint only Qt is loaded; the heavy half follows on a thread.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.core.i18n import LANGUAGES, language, use_language
from app.core.paths import data_folder
from app.ui import crash, qt_i18n
from app.ui.screens.first_run.screen import FirstRunScreen
from app.ui.screens.sign_in.presenter import Loader, SignInPresenter
from app.ui.screens.sign_in.screen import SignInScreen
from app.ui.theme import apply_theme

SIZE = (1366, 768)


def run_window(arguments: Sequence[str]) -> int:
    """Open the window; answers the exit code when it is closed."""
    app = make_application()
    program = Program(app, _folder(arguments))
    program.show()
    return app.exec()


def make_application() -> QApplication:
    """Qt with our look and language."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("AnSinh")
    app.setQuitOnLastWindowClosed(False)
    apply_theme(
        app,
        os.environ.get("ANSINH_THEME", "light"),
        int(os.environ.get("ANSINH_TEXT", "100")),
    )
    return app


class Program:
    """The windows of one run: first run or sign-in, then the register, then sign-in again."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        self.folder = folder
        self.loader = Loader()
        self.window: QMainWindow | None = None
        self._translator = qt_i18n.install(app)
        self._started = False
        crash.install(lambda error: None)

    def show(self) -> None:
        """Open the first window; the heavy half is loaded after it was painted."""
        self.show_sign_in()
        if not self._started:
            self._started = True
            QTimer.singleShot(0, self.loader.start)

    def show_sign_in(self) -> None:
        """Ask who works here; without a workstation the first run instead."""
        presenter = SignInPresenter(self.folder, self.loader)
        if presenter.card is None:
            self.show_first_run(presenter.trouble)
            return
        screen = SignInScreen(presenter)
        screen.language_asked.connect(self._use_language)
        screen.other_asked.connect(lambda: self.show_first_run(None))
        presenter.opened.connect(self.show_register)
        self._replace(_first_window(screen))
        QTimer.singleShot(0, screen.start)

    def show_first_run(self, trouble: BaseException | None) -> None:
        """Make a workstation, or the training one."""
        screen = FirstRunScreen(self.folder, self.loader, trouble)
        screen.opened.connect(self.show_register)
        screen.language_asked.connect(self._use_language)
        self._replace(_first_window(screen))

    def show_register(self, services: object) -> None:
        """The main window for the officer who signed in."""
        assert self.loader.open_frame is not None  # it was loaded before anything could be opened
        frame = self.loader.open_frame(services)
        frame.locked.connect(self.show_sign_in)
        frame.left.connect(self.app.quit)
        self._replace(frame)

    def _use_language(self, wanted: str) -> None:
        others = [one for one in LANGUAGES if one != language()]
        use_language(wanted if wanted in LANGUAGES else others[0])
        self.show_sign_in()

    def _replace(self, window: QMainWindow) -> None:
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()


def _first_window(content: QWidget) -> QMainWindow:
    window = _FirstWindow()
    window.setWindowTitle("AnSinh")
    window.setCentralWidget(content)
    window.resize(*SIZE)
    return window


class _FirstWindow(QMainWindow):
    """Closing the first window ends the program; being replaced by the next one does not."""

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        QApplication.quit()


def _folder(arguments: Sequence[str]) -> Path:
    words = list(arguments)
    return data_folder(words[words.index("--data") + 1] if "--data" in words[:-1] else None)
