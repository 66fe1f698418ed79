"""From the process to the first painted window, and from sign-in to the register.

Before the first paint only Qt is loaded; the heavy half follows on a thread.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.core import chosen_language
from app.core.i18n import _, use_language
from app.core.paths import data_folder
from app.ui import crash, qt_i18n
from app.ui.collector import Collector
from app.ui.loader import Loader
from app.ui.preparing import Preparing
from app.ui.screens.sign_in.presenter import SignInPresenter
from app.ui.screens.sign_in.screen import SignInScreen
from app.ui.theme import STYLE_WORDS, dress, use_theme

SIZE = (1366, 768)


def run_window(arguments: Sequence[str]) -> int:
    """Open the window; answers the exit code when it is closed."""
    chosen = chosen_language.kept()
    if chosen is not None and "ANSINH_LANG" not in os.environ:
        use_language(chosen)
    app = make_application()
    program = Program(app, _folder(arguments))
    program.show()
    code = app.exec()
    # Widgets taken off the window still hang in cycles; freed only while the interpreter ends,
    # after Qt itself, they take the program down.
    gc.collect()
    return code


class _Application(QApplication):
    """Knows who looks for garbage; to ask Qt for it costs milliseconds before the first paint."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(words)
        self.collector = Collector(self)


def make_application() -> QApplication:
    """Qt with our look and language."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = _Application([*sys.argv[:1], *STYLE_WORDS])
    app.setApplicationName("AnSinh")
    app.setQuitOnLastWindowClosed(False)
    use_theme(
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
        if isinstance(app, _Application):
            self.loader.ready.connect(app.collector.begin)
        self.preparing = Preparing(self.loader)
        self.window: QMainWindow | None = None
        self._translator = qt_i18n.install(app)
        self._left_at: tuple[Any, str] | None = None  # officer, screen: the window locked itself
        self._show_error: Callable[[BaseException], None] = lambda error: None
        crash.install(lambda error: self._show_error(error))

    def show(self) -> None:
        """Open the first window; the heavy half is loaded after it was painted."""
        self.show_sign_in()
        assert isinstance(self.window, _FirstWindow)
        self.window.painted.connect(self.loader.start)

    def show_sign_in(self) -> None:
        """Ask who works here; without a workstation the first run instead."""
        self._show_error = lambda error: None  # these windows tell what went wrong at the field
        presenter = SignInPresenter(self.folder, self.loader)
        if presenter.card is None:
            self.show_first_run(presenter.trouble)
            return
        screen = SignInScreen(presenter)
        if self._left_at is not None:
            screen.tell(
                _(
                    "The window locked itself because nobody used it. What you were typing is "
                    "kept; the passphrase opens the same place again."
                )
            )
        screen.language_asked.connect(self._use_language)
        screen.other_asked.connect(lambda: self.show_first_run(None, made=True))
        screen.office_asked.connect(self.show_reopening)
        presenter.opened.connect(self.show_register)
        presenter.begun.connect(self.preparing.hurry)
        presenter.refused.connect(lambda _error: self.preparing.go_on())
        window = _FirstWindow(screen)
        window.painted.connect(screen.start)
        role = presenter.card.role
        window.painted.connect(lambda: self.preparing.prepare(role))
        self._replace(window)

    def show_first_run(self, trouble: BaseException | None, *, made: bool = False) -> None:
        """Make a workstation, or the training one; an empty window until that is loaded."""
        if not self._loaded(lambda: self.show_first_run(trouble, made=made)):
            return
        screen = self.loader.windows.FirstRunScreen(self.folder, self.loader, trouble, made=made)
        screen.opened.connect(self.show_register)
        screen.language_asked.connect(self._use_language)
        screen.left.connect(self.show_sign_in)
        self._replace(_FirstWindow(screen))

    def show_reopening(self, officer: Any) -> None:
        """A forgotten passphrase that the receiving office helps with; ``officer``: of the card."""
        if not self._loaded(lambda: self.show_reopening(officer)):
            return
        screen = self.loader.windows.ReopeningScreen(self.folder, self.loader, officer)
        screen.opened.connect(self.show_register)
        screen.left.connect(self.show_sign_in)
        self._replace(_FirstWindow(screen))

    def _loaded(self, again: Callable[[], None]) -> bool:
        """Whether the later windows are there; else an empty one stands until ``again``."""
        if self.loader.windows is None:
            self._replace(_FirstWindow(QWidget()))
            self.loader.ready.connect(again, Qt.ConnectionType.SingleShotConnection)
        # Asked again: it may have come while we connected.
        return self.loader.windows is not None

    def show_register(self, services: Any) -> None:
        """The main window for the officer who signed in, once the date is settled."""
        asked = self.loader.windows.date_check(services)
        if asked is not None:
            asked.confirmed.connect(self.show_register)
            self._replace(_FirstWindow(asked))
            asked.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        frame = self.preparing.take(services.session.role)
        officer = services.session.officer
        left, self._left_at = self._left_at, None
        at = left[1] if left is not None and left[0] == officer else ""
        self.loader.windows.open_frame(frame, services, at)
        frame.idled.connect(lambda key: self._note_place(officer, key))
        frame.locked.connect(self.show_sign_in)
        self._show_error = frame.show_error
        frame.left.connect(self.app.quit)
        self._replace(frame)

    def _note_place(self, officer: Any, key: str) -> None:
        self._left_at = (officer, key)

    def _use_language(self, wanted: str) -> None:
        use_language(wanted)
        chosen_language.keep(wanted)
        self.show_sign_in()

    def _replace(self, window: QMainWindow) -> None:
        before, self.window = self.window, window
        # The sign-in paints all of itself, and the frame was dressed when it was made.
        if isinstance(window, _FirstWindow) and not isinstance(
            window.centralWidget(), SignInScreen
        ):
            dress(window)
        # A window larger than the screen would hide its own key bar.
        window.resize(window.size().boundedTo(window.screen().availableSize()))
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()


class _FirstWindow(QMainWindow):
    """A window without the frame; closing it ends the program, being replaced does not.

    Signals:
        painted: it was painted for the first time.
    """

    painted = Signal()

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWindowTitle("AnSinh")
        self.setCentralWidget(content)
        self.resize(*SIZE)
        self._was_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)  # after the children were painted too

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        QApplication.quit()


def _folder(arguments: Sequence[str]) -> Path:
    words = list(arguments)
    return data_folder(words[words.index("--data") + 1] if "--data" in words[:-1] else None)
