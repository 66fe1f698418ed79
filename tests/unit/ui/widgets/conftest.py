from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme import apply_theme
from tests.fakes.stage import Stage


@pytest.fixture(autouse=True)
def dressed(qtbot: QtBot) -> Iterator[None]:
    """Every widget is tested in the light look at 100 %, and leaves no look behind."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "light", 100)
    yield
    QApplication.clipboard().clear()
    app.setStyleSheet("")


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    """Puts widgets into one active window, which lives as long as the test."""
    pages: list[QWidget] = []

    def put(*widgets: QWidget) -> QWidget:
        page = QWidget()
        page.resize(640, 480)
        column = QVBoxLayout(page)
        for widget in widgets:
            column.addWidget(widget)
        pages.append(page)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    yield put
    for page in pages:
        page.close()
        page.deleteLater()
