from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.widgets.card import Card
from app.ui.widgets.options import Option, OptionList
from tests.fakes.stage import Stage
from tests.fakes.typist import CTRL, give_focus, nameless_controls, press

PLACES = [
    Option("usb", "USB “KINGSTON” (E:)", "còn trống 12,4 GB", "1", "usb"),
    Option("folder", "Lưu vào thư mục trên máy", key="2"),
]


def options(stage: Stage, *, arrows_choose: bool = True) -> OptionList:
    made = OptionList(PLACES, "Gửi đi đâu", arrows_choose=arrows_choose)
    stage(made)
    give_focus(made.rows[0])
    return made


def test_nothing_is_chosen_at_first(stage: Stage) -> None:
    assert options(stage).value() is None


def test_key_chooses(qtbot: QtBot, stage: Stage) -> None:
    made = options(stage)
    with qtbot.waitSignal(made.chosen) as told:
        press(made.rows[0], Qt.Key.Key_2, "2")
    assert told.args == ["folder"]
    assert made.value() == "folder"
    assert not made.press_key("9")
    assert not made.press_key("")


def test_arrow_chooses_where_nothing_depends_on_it(stage: Stage) -> None:
    made = options(stage)
    press(made.rows[0], Qt.Key.Key_Down)
    assert made.value() == "folder"


def test_arrow_only_moves_where_an_answer_is_written_down(stage: Stage) -> None:
    made = options(stage, arrows_choose=False)
    press(made.rows[0], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is made.rows[1]
    assert made.value() is None
    press(made.rows[1], Qt.Key.Key_Return)
    assert made.value() == "folder"


def test_key_with_ctrl_is_the_screens(stage: Stage) -> None:
    made = options(stage)
    press(made.rows[0], Qt.Key.Key_2, "2", held=CTRL)
    assert made.value() is None


def test_choice_is_kept_when_the_places_are_read_again(stage: Stage) -> None:
    made = options(stage)
    told: list[str] = []
    made.chosen.connect(told.append)
    made.set_value("usb")
    made.set_options([*PLACES, Option("mail", "Thư điện tử")])
    assert made.value() == "usb"
    made.set_options(PLACES[1:])
    assert made.value() is None
    assert told == []


def test_focus_goes_to_the_chosen_row(stage: Stage) -> None:
    made = options(stage)
    made.set_value("folder")
    made.take_focus()
    assert QApplication.focusWidget() is made.rows[1]


def test_long_words_wrap(stage: Stage) -> None:
    made = OptionList([Option("a", "Tháng trên giấy, 10/2025 (+1.000.000 đ)")], framed=False)
    stage(made)
    row = made.rows[0]
    assert row.heightForWidth(160) > row.heightForWidth(600)


def test_rows_have_names(stage: Stage) -> None:
    made = options(stage)
    assert nameless_controls(made) == []
    assert made.rows[0].accessibleDescription() == "còn trống 12,4 GB"


def test_other_rows_stop_tab_where_the_old_ones_did(stage: Stage) -> None:
    made, before, after = OptionList(PLACES, "Gửi đi đâu"), QLineEdit(), QLineEdit()
    card = Card()
    for widget in (before, made, after):
        card.add(widget)
    stage(card)
    made.set_options(PLACES)
    give_focus(before)
    stops = []
    for _ in range(2):
        now = QApplication.focusWidget()
        assert now is not None
        press(now, Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    assert stops == [made.rows[0], after]  # arrows lead from row to row
