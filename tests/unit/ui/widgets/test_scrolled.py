from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.scrolled import scrolled
from tests.fakes.stage import Stage
from tests.fakes.typist import give_focus


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


def test_what_gets_the_focus_is_brought_into_sight(stage: Stage) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    fields = [QLineEdit() for _number in range(30)]
    for field in fields:
        field.setMinimumHeight(40)
        column.addWidget(field)
    area = scrolled(page)
    area.setFixedHeight(200)
    stage(area)
    give_focus(fields[25])
    middle = fields[25].mapTo(area, fields[25].rect().center())
    assert area.rect().contains(middle)
    give_focus(fields[0])
    assert area.rect().contains(fields[0].mapTo(area, fields[0].rect().center()))
