"""From the process to the first window, and from sign-in to the register and back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app.core import chosen_language
from app.core.i18n import language, use_language
from app.core.paths import data_folder
from app.ui.loader import Loader
from app.ui.preparing import Preparing
from app.ui.screens.first_run.screen import FirstRunScreen
from app.ui.screens.sign_in.reopening import ReopeningScreen
from app.ui.screens.sign_in.screen import SignInScreen
from app.ui.start import Program, _folder, make_application
from app.ui.tasks import Tasks
from tests.fakes.heavy import FakeHeavy
from tests.fakes.signed_folder import public_card
from tests.fakes.typist import type_text

ALT = Qt.KeyboardModifier.AltModifier

FIRST_PAINT = """
import sys
from pathlib import Path
from app.ui.start import Program, make_application
app = make_application()
program = Program(app, Path(sys.argv[1]))
program.loader.start = app.quit  # what comes after the first paint
program.show()
app.exec()
heavy = {"sqlalchemy", "alembic", "reportlab", "babel", "msgspec", "cryptography", "pikepdf",
         "sqlcipher3", "pyrage", "zstandard", "argon2", "xlsxwriter", "PySide6.QtPdf",
         "app.bootstrap", "app.services", "app.storage"}
print(sorted(heavy & set(sys.modules)))
"""


class Register(QMainWindow):
    """Stands for the register's window."""

    locked = Signal()
    idled = Signal(str)
    left = Signal()

    def __init__(self, role: str) -> None:
        super().__init__()
        self.role = role
        self.services: object = None
        self.at = ""
        self.tasks = Tasks(lambda error: None)
        self.errors: list[BaseException] = []

    def build_screens(self) -> Iterator[None]:
        """It has none."""
        yield from ()

    def show_error(self, error: BaseException) -> None:
        """Keep what is told."""
        self.errors.append(error)


@dataclass
class Windows:
    """What the loader brings."""

    FirstRunScreen: Any = FirstRunScreen
    ReopeningScreen: Any = ReopeningScreen
    make_frame: Any = Register
    questions: list[Any] = field(default_factory=list)

    def date_check(self, services: object) -> object:
        """The question that was prepared, asked once."""
        return self.questions.pop() if self.questions else None

    def open_frame(self, frame: Register, services: object, at: str) -> None:
        """Somebody signed in."""
        frame.services, frame.at = services, at


SERVICES = SimpleNamespace(session=SimpleNamespace(role="commune", officer="L. T. H."))


class FakeLoader(QObject, FakeHeavy):
    """A loader that has loaded everything."""

    ready = Signal()

    def __init__(self) -> None:
        QObject.__init__(self)
        FakeHeavy.__init__(self, services=SERVICES)
        self.windows = Windows()

    def start(self) -> None:
        """Nothing to wait for."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    public_card(tmp_path)
    return tmp_path


@pytest.fixture
def program(
    dressed_app: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("threading.excepthook", sys.unraisablehook)
    monkeypatch.setattr(dressed_app, "quit", lambda: None)
    made = Program(dressed_app, folder)
    made.loader = FakeLoader()  # type: ignore[assignment]  # nothing heavy is loaded here
    made.preparing = Preparing(made.loader)
    yield made
    made.preparing.drop()
    dressed_app.removeTranslator(made._translator)
    use_language("vi")
    if made.window is not None:
        made.window.hide()
        made.window.deleteLater()


def shown(program: Program) -> Any:
    """What stands in the window now."""
    assert program.window is not None
    return program.window.centralWidget()


def press_alt(qtbot: QtBot, program: Program, key: Qt.Key) -> None:
    """Press Alt and a key in the window that is open, once keys go to it."""
    window = program.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, key, ALT)


def test_first_paint_loads_nothing_heavy(folder: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(folder)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert result.stdout.strip() == "[]"


def test_a_workstation_asks_who_works_here(program: Program) -> None:
    program.show_sign_in()
    assert isinstance(shown(program), SignInScreen)


def test_no_workstation_begins_the_first_run(program: Program, tmp_path: Path) -> None:
    program.folder = tmp_path / "nothing"
    program.show_sign_in()
    assert isinstance(shown(program), FirstRunScreen)
    assert shown(program).submit.isVisible()


def test_the_first_run_waits_for_what_is_loaded(
    qtbot: QtBot, dressed_app: QApplication, program: Program, tmp_path: Path
) -> None:
    program.loader = Loader()
    program.preparing = Preparing(program.loader)
    program.folder = tmp_path / "nothing"
    program.show()
    qtbot.waitUntil(lambda: isinstance(shown(program), FirstRunScreen))


def test_a_forgotten_passphrase_leads_to_the_office_and_back(
    qtbot: QtBot, program: Program, folder: Path
) -> None:
    public_card(folder, enrolled=True)
    program.show_sign_in()
    shown(program).forgot.click()
    screen = shown(program)
    assert isinstance(screen, ReopeningScreen)
    qtbot.waitUntil(lambda: not screen.presenter.busy)
    screen.left.emit()
    assert isinstance(shown(program), SignInScreen)
    shown(program).forgot.click()
    shown(program).opened.emit(SERVICES)
    assert isinstance(program.window, Register)


def test_signing_in_opens_the_register_and_the_lock_closes_it(
    qtbot: QtBot, program: Program
) -> None:
    program.show_sign_in()
    screen = shown(program)
    type_text(screen.passphrase.editor, "bốn con suối nhỏ")
    screen.submit.click()
    qtbot.waitUntil(lambda: isinstance(program.window, Register))
    register = program.window
    assert isinstance(register, Register)
    assert register.services is SERVICES
    register.locked.emit()
    assert isinstance(shown(program), SignInScreen)
    assert register.isHidden()


def test_a_window_that_locked_itself_opens_at_the_same_place(program: Program) -> None:
    def lock_itself() -> Register:
        register = program.window
        assert isinstance(register, Register)
        register.idled.emit("people")
        register.locked.emit()
        assert "tự khóa" in shown(program).note.text()
        return register

    program.show_register(SERVICES)
    assert lock_itself().at == ""
    program.show_register(SERVICES)
    assert lock_itself().at == "people"
    colleague = SimpleNamespace(role="commune", officer="Y. B.")
    program.show_register(SimpleNamespace(session=colleague))
    register = program.window
    assert isinstance(register, Register)
    assert register.at == ""
    register.locked.emit()
    assert "tự khóa" not in shown(program).note.text()


def test_a_bug_is_told_in_the_register_that_is_open(
    qtbot: QtBot, program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    program.show_register(SERVICES)
    register = program.window
    assert isinstance(register, Register)
    error = KeyError("x")
    sys.excepthook(KeyError, error, None)
    assert register.errors == [error]
    register.locked.emit()
    sys.excepthook(KeyError, error, None)
    assert register.errors == [error]


def test_the_language_changes_there_and_back(qtbot: QtBot, program: Program) -> None:
    program.show_sign_in()
    assert shown(program).submit.text() == "Mở sổ"
    press_alt(qtbot, program, Qt.Key.Key_E)
    assert (language(), shown(program).submit.text()) == ("en", "Open the register")
    assert chosen_language.kept() == "en"  # for the next start
    press_alt(qtbot, program, Qt.Key.Key_E)
    assert (language(), shown(program).submit.text()) == ("vi", "Mở sổ")


def test_training_is_one_key_away_and_back(qtbot: QtBot, program: Program) -> None:
    program.show_sign_in()
    press_alt(qtbot, program, Qt.Key.Key_T)
    screen = shown(program)
    assert isinstance(screen, FirstRunScreen)
    assert not screen.submit.isVisible()
    assert program.window is not None
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    QTest.keyClick(screen.training, Qt.Key.Key_Escape)
    assert isinstance(shown(program), SignInScreen)


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        (["--data", "/a/b"], Path("/a/b")),
        ([], None),
        (["--data"], None),
    ],
)
def test_the_folder_is_the_one_named(arguments: list[str], folder: Path | None) -> None:
    assert _folder(arguments) == (folder or data_folder())


def test_the_application_is_made_once(qapp: QApplication) -> None:
    assert make_application() is qapp


def test_a_day_that_hardly_fits_is_asked_about_first(program: Program) -> None:
    class Question(QWidget):
        confirmed = Signal(object)

        def __init__(self) -> None:
            super().__init__()
            self.day = QLineEdit(self)

    asked = Question()
    program.loader.windows.questions.append(asked)
    program.show_sign_in()
    program.show_register(SERVICES)
    assert shown(program) is asked
    asked.confirmed.emit(SERVICES)
    assert isinstance(program.window, Register)


def test_no_window_is_larger_than_the_screen(program: Program) -> None:
    program.show_sign_in()
    window = shown(program).window()
    room = window.screen().availableSize().expandedTo(window.minimumSizeHint())
    assert window.width() <= room.width()
    assert window.height() <= room.height()
