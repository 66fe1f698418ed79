from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.ui.widgets.card import Card
from app.ui.widgets.field import Field
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Words
from tests.fakes.stage import Stage
from tests.fakes.typist import give_focus, press


def opened(stage: Stage) -> tuple[QLineEdit, Sheet, Field]:
    before = QLineEdit()
    page = stage(before)
    give_focus(before)
    sheet, inside = Sheet(page, "Ghi danh máy"), Field("Tên máy")
    sheet.body.addWidget(inside)
    sheet.open_sheet()
    return before, sheet, inside


def test_focus_goes_in_and_comes_back(qtbot: QtBot, stage: Stage) -> None:
    before, sheet, inside = opened(stage)
    assert QApplication.focusWidget() is inside.editor
    with qtbot.waitSignal(sheet.closed):
        press(inside.editor, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert QApplication.focusWidget() is before


def test_focus_comes_back_beside_what_is_gone(stage: Stage) -> None:
    card = Card()
    row, beside = QLineEdit(), QLineEdit()
    card.add(row)
    card.add(beside)
    stage(card)
    give_focus(row)
    sheet = Sheet(card, "Ghi danh máy")
    sheet.open_sheet()
    delete(row)
    sheet.close_sheet()
    assert QApplication.focusWidget() is beside


def test_tab_stays_inside(stage: Stage) -> None:
    before, sheet, inside = opened(stage)
    for _ in range(3):
        now = QApplication.focusWidget()
        assert now is not None
        press(now, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is not before
        assert sheet.isAncestorOf(QApplication.focusWidget() or sheet)
    assert inside.isVisible()


def test_sheet_keeps_to_the_right_edge(stage: Stage) -> None:
    _before, sheet, _inside = opened(stage)
    page = sheet.parentWidget()
    assert page is not None
    page.resize(1000, 600)
    assert (sheet.x(), sheet.y(), sheet.width(), sheet.height()) == (600, 0, 400, 600)


def test_named_control_gets_the_focus(stage: Stage) -> None:
    _before, sheet, _inside = opened(stage)
    sheet.close_sheet()
    second = Field("Mã máy")
    sheet.body.addWidget(second)
    sheet.set_title("Máy mới")
    sheet.open_sheet(second.editor)
    assert QApplication.focusWidget() is second.editor
    assert sheet.accessibleName() == "Máy mới"


def test_words_that_wrap_are_whole(stage: Stage) -> None:
    host = stage(QLineEdit())
    sheet = Sheet(host, "Vì sao được mức này", width=400)
    long = Words("Người khuyết tật nặng, người khuyết tật đặc biệt nặng. " * 6, wrap=True)
    card = Card("Theo luật hôm nay")
    card.add(long)
    sheet.body.addWidget(card)
    sheet.open_sheet()
    QApplication.sendPostedEvents()
    assert long.height() >= long.heightForWidth(long.width())


def test_the_button_at_the_foot_is_pressed_by_ctrl_s(stage: Stage) -> None:
    _before, sheet, inside = opened(stage)
    saved: list[bool] = []
    button = sheet.add_save("Lưu", lambda: saved.append(True))
    QTest.keyClick(inside.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    button.click()
    assert saved == [True, True]
    assert button.text() == "Lưu"


def test_a_long_title_takes_two_lines_instead_of_being_cut(qtbot: QtBot, stage: Stage) -> None:
    _, sheet, _ = opened(stage)
    low = sheet._title.height()
    sheet.set_title("Các máy làm việc: Phường Lâm Viên - Đà Lạt, tỉnh Lâm Đồng")
    qtbot.waitUntil(lambda: sheet._title.height() > low)
    assert sheet._title.width() <= sheet.width()


def test_what_is_given_the_focus_further_down_comes_into_sight(qtbot: QtBot, stage: Stage) -> None:
    _, sheet, _ = opened(stage)
    for number in range(30):
        sheet.body.addWidget(Field(f"Ô {number}"))
    last = Field("Ô cuối")
    sheet.body.addWidget(last)
    qtbot.waitUntil(lambda: last.y() > sheet.height())
    last.editor.setFocus()
    qtbot.waitUntil(lambda: not last.editor.visibleRegion().isEmpty())
