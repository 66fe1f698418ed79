from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from app.core.i18n import use_language
from app.services.container import Services
from app.ui.theme import apply_theme
from tests.fakes.open_desk import open_desk
from tests.fakes.station_window import Shown


@pytest.fixture(scope="session", autouse=True)
def windows_go_first(qapp: QApplication) -> Iterator[None]:
    """What tests leave goes while Qt is there; the binding would take it down in no order."""
    yield
    gc.collect()
    for widget in qapp.topLevelWidgets():
        if isValid(widget):
            delete(widget)
    gc.collect()


@pytest.fixture(autouse=True)
def garbage_goes_here() -> Iterator[None]:
    """As in the program: a test's widgets are not taken down by one of its workers."""
    before = gc.isenabled()
    gc.disable()
    yield
    gc.collect(0)  # nothing was looked through meanwhile: all that the test made is young
    if before:
        gc.enable()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    """A commune's open workstation on Friday 14/11/2025."""
    services = open_desk(tmp_path)
    yield services
    services.close()


@pytest.fixture
def dressed_app(qtbot: QtBot, qapp: QApplication) -> Iterator[QApplication]:
    """The application in our look; plain again afterwards."""
    apply_theme(qapp, "light", 100)
    yield qapp
    apply_theme(qapp, "light", 100)
    qapp.setStyleSheet("")
    use_language("vi")


@pytest.fixture
def shown(dressed_app: QApplication, qtbot: QtBot) -> Iterator[Shown]:
    """Shows windows, and takes them away at the end."""
    made = Shown(qtbot)
    yield made
    made.take_away()
