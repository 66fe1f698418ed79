from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui.screens.exchange.side_list import WIDTH, SideList
from app.ui.theme import px
from app.ui.widgets.list_pane import ListPane


def test_the_list_takes_what_is_left_under_the_words(qtbot: QtBot) -> None:
    above, lines = QLabel("x"), ListPane("Người tìm thấy")
    made = SideList(above, lines)
    qtbot.addWidget(made)
    made.resize(made.width(), 600)
    made.show()
    assert made.width() == px(WIDTH)
    assert lines.y() > above.y()
    assert lines.height() > 400
