"""A list beside what is open: both, or one of the two with large text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme.scale import set_text_percent
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import Field
from app.ui.widgets.list_beside import ListBeside
from app.ui.widgets.list_model import ListLine
from app.ui.widgets.list_pane import ListPane


@pytest.fixture
def large() -> Iterator[None]:
    set_text_percent(125)
    yield
    set_text_percent(100)


def beside(qtbot: QtBot) -> ListBeside:
    made = ListBeside(264, QVBoxLayout(), ListPane("x"), EmptyState("y"), middle=QWidget())
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_both_are_seen_and_no_way_back_is_needed(qtbot: QtBot) -> None:
    made = beside(qtbot)
    for show in (made.show_list, made.show_open):
        show()
        assert made.side.isVisible()
        assert made.open.isVisible()
        assert not made.way_back.isVisible()


def test_a_short_list_begins_under_what_stands_over_it(qtbot: QtBot) -> None:
    over = QVBoxLayout()
    over.addWidget(Field("Tên, thôn, buôn"))
    lines, none = ListPane("x", row=56), EmptyState("Hết danh sách.")
    made = ListBeside(264, over, lines, none, middle=QWidget())
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    lines.set_lines([ListLine("a", "Phan Thị Hòa"), ListLine("b", "Lý Văn Phủ")])
    lines.fit_rows(fitted=True)
    QApplication.sendPostedEvents()
    assert lines.y() < 120
    assert lines.height() == 2 * 56
    assert none.y() == lines.y() + lines.height()


@pytest.mark.usefixtures("large")
def test_with_large_text_one_gives_way_to_the_other(qtbot: QtBot) -> None:
    made = beside(qtbot)
    assert made.side.isVisible()
    assert not made.open.isVisible()
    made.show_open()
    assert not made.side.isVisible()
    assert made.way_back.isVisible()
    with qtbot.waitSignal(made.list_asked):
        made.way_back.click()
