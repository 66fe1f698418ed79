from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.screens.exchange.side_list import WIDTH, SideList, is_large, with_page
from app.ui.theme import px
from app.ui.theme.scale import set_text_percent
from app.ui.widgets.list_pane import ListPane


@pytest.fixture
def large() -> Iterator[None]:
    set_text_percent(150)
    yield
    set_text_percent(100)


def test_the_list_takes_what_is_left_under_the_words(qtbot: QtBot) -> None:
    above, lines = QLabel("x"), ListPane("Người tìm thấy")
    made = SideList(above, lines)
    qtbot.addWidget(made)
    made.resize(made.width(), 600)
    made.show()
    assert made.width() == px(WIDTH)
    assert lines.y() > above.y()
    assert lines.height() > 400


def test_the_page_stands_beside_the_list(qtbot: QtBot) -> None:
    whole, page = QWidget(), QWidget()
    qtbot.addWidget(whole)
    with_page(SideList(QLabel("x"), ListPane("Người tìm thấy")), page, whole)
    whole.resize(900, 500)
    whole.show()
    assert not is_large()
    assert (page.x(), page.y(), page.height()) == (px(WIDTH), 0, 500)


def test_with_large_words_the_page_stands_below_with_the_whole_width(
    qtbot: QtBot, large: None
) -> None:
    whole, page = QWidget(), QWidget()
    qtbot.addWidget(whole)
    with_page(SideList(QLabel("x"), ListPane("Người tìm thấy")), page, whole)
    whole.resize(900, 700)
    whole.show()
    assert is_large()
    assert (page.x(), page.width()) == (0, 900)
    assert 150 < page.y() < 350
