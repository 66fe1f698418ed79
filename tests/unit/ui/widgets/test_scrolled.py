from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.scrolled import scrolled


def test_a_page_higher_than_the_window_keeps_its_height(qtbot: QtBot) -> None:
    page = QWidget()
    page.setMinimumHeight(900)
    area = scrolled(page)
    qtbot.addWidget(area)
    area.resize(400, 200)
    area.show()
    assert page.height() == 900
    assert page.width() <= area.viewport().width()
    assert area.focusPolicy() == Qt.FocusPolicy.NoFocus
