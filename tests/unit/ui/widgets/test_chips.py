from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.chips import ChipGroup, Choice, YesNo
from tests.fakes.stage import Stage
from tests.fakes.typist import CTRL, give_focus, nameless_controls, press

HOUSES = [
    Choice("lost", "Sập hết", "Q"),
    Choice("hurt", "Hỏng nặng", "W"),
    Choice("move", "Phải dời", "E"),
]


def group(stage: Stage, *, exclusive: bool = True) -> ChipGroup:
    made = ChipGroup(HOUSES, label="Nhà ở", exclusive=exclusive, answer=True)
    stage(made)
    return made


def test_letter_chooses_while_the_group_has_the_focus(qtbot: QtBot, stage: Stage) -> None:
    chips = group(stage)
    chips.take_focus()

    with qtbot.waitSignal(chips.changed):
        press(chips.chips()[0], Qt.Key.Key_W, "w")

    assert chips.value() == "hurt"


def test_letter_with_ctrl_is_the_screens(stage: Stage) -> None:
    chips = group(stage)
    press(chips.chips()[0], Qt.Key.Key_W, "w", held=CTRL)
    assert chips.value() is None


def test_one_of_an_exclusive_group(stage: Stage) -> None:
    chips = group(stage)
    chips.chips()[0].click()
    chips.chips()[2].click()
    assert chips.values() == ["move"]


def test_several_of_an_open_group(stage: Stage) -> None:
    chips = group(stage, exclusive=False)
    chips.chips()[2].click()
    chips.chips()[0].click()
    assert chips.values() == ["lost", "move"]
    chips.chips()[0].click()
    assert chips.values() == ["move"]


def test_enter_goes_on_from_what_is_chosen(stage: Stage) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    chips, after = ChipGroup(HOUSES, exclusive=True), QLineEdit()
    column.addWidget(chips)
    column.addWidget(after)
    stage(page)
    chips.take_focus()
    press(chips.chips()[0], Qt.Key.Key_Return)
    assert chips.value() == "lost"
    assert QApplication.focusWidget() is chips.chips()[0]
    press(chips.chips()[0], Qt.Key.Key_Return)
    assert chips.value() == "lost"
    assert QApplication.focusWidget() is after


def test_arrows_move_without_choosing(stage: Stage) -> None:
    chips = group(stage)
    give_focus(chips.chips()[0])

    press(chips.chips()[0], Qt.Key.Key_Left)

    assert QApplication.focusWidget() is chips.chips()[2]
    assert chips.value() is None


def test_setting_tells_nobody(stage: Stage) -> None:
    chips = group(stage)
    told: list[None] = []
    chips.changed.connect(lambda: told.append(None))
    chips.set_value("hurt")
    assert chips.value() == "hurt"
    chips.set_value(None)
    assert chips.value() is None
    assert told == []


def test_what_is_chosen_outlives_new_choices(stage: Stage) -> None:
    chips = group(stage)
    chips.set_value("hurt")
    chips.set_choices([*HOUSES, Choice("fine", "Còn ở được", "R")])
    assert chips.value() == "hurt"
    assert len(chips.chips()) == 4


def test_tab_stops_once_and_in_reading_order(stage: Stage) -> None:
    before, chips, after = QLineEdit(), ChipGroup([], label="Nhà ở", answer=True), QLineEdit()
    page = QWidget()
    column = QVBoxLayout(page)
    for widget in (before, chips, after):
        column.addWidget(widget)
    stage(page)
    chips.set_choices(HOUSES)  # they come late, as from the store
    before.setFocus()
    press(before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is chips.chips()[0]
    press(chips.chips()[0], Qt.Key.Key_Right)
    press(chips.chips()[1], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_new_choices_leave_the_focus_in_the_group(stage: Stage) -> None:
    chips = group(stage)
    chips.window().activateWindow()
    chips.chips()[1].setFocus()
    chips.set_choices([*HOUSES, Choice("fine", "Còn ở được", "R")])
    assert QApplication.focusWidget() is chips.chips()[1]


def test_focus_goes_to_the_chosen_chip(stage: Stage) -> None:
    chips = group(stage)
    chips.set_value("move")
    chips.window().activateWindow()
    chips.take_focus()
    assert QApplication.focusWidget() is chips.chips()[2]


def test_choosing_an_answer_moves_nothing(stage: Stage) -> None:
    chip = group(stage).chips()[0]
    before = chip.sizeHint()
    chip.setChecked(True)
    assert chip.sizeHint() == before


def test_yes_no_starts_unanswered(qtbot: QtBot) -> None:
    question = YesNo("Hộ đang chăm sóc tại nhà", hint="theo Mẫu 2a")
    qtbot.addWidget(question)
    assert question.value() is None
    with qtbot.waitSignal(question.changed):
        question._no.click()
    assert question.value() is False
    question.set_value(True)
    assert question.value() is True
    question.set_value(None)
    assert question.value() is None


def test_arrow_goes_between_yes_and_no(stage: Stage) -> None:
    question = YesNo("Hộ đang chăm sóc tại nhà")
    stage(question)
    give_focus(question._yes)
    press(question._yes, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is question._no
    press(question._no, Qt.Key.Key_Return)
    assert question.value() is False


def test_chips_have_names(stage: Stage) -> None:
    question = YesNo("Hộ đang chăm sóc tại nhà")
    stage(question)
    assert nameless_controls(question) == []
    assert question._yes.accessibleName() == "Có"
    assert question._yes.accessibleDescription() == "Hộ đang chăm sóc tại nhà"
