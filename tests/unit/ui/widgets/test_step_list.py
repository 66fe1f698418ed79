from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.widgets.step_list import StepLine, StepList, spoken_step
from tests.fakes.stage import Stage
from tests.fakes.typist import click, give_focus, press

STEPS = [
    StepLine("Tiếp nhận", "Lương Thị Hạnh", "06/11", "done"),
    StepLine("Trình Chủ tịch", "Lương Thị Hạnh", "trước 18/11", "now", "Còn thiếu 1 giấy"),
    StepLine("Ký quyết định"),
]


def test_arrows_move_and_enter_opens(qtbot: QtBot, stage: Stage) -> None:
    steps = StepList(STEPS, "Các bước")
    stage(steps)
    give_focus(steps.items[0])
    press(steps.items[0], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is steps.items[1]
    with qtbot.waitSignal(steps.opened) as told:
        press(steps.items[1], Qt.Key.Key_Return)
    assert told.args == [1]
    press(steps.items[1], Qt.Key.Key_Up)
    press(steps.items[0], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is steps.items[0]


def test_click_opens(qtbot: QtBot, stage: Stage) -> None:
    steps = StepList(STEPS)
    stage(steps)
    with qtbot.waitSignal(steps.opened) as told:
        click(steps.items[2])
    assert told.args == [2]


def test_step_is_spoken_with_its_state() -> None:
    assert spoken_step(STEPS[1]) == (
        "Trình Chủ tịch, đang làm, Lương Thị Hạnh, trước 18/11, Còn thiếu 1 giấy"
    )


def test_focus_keeps_its_place_when_the_dossier_moves_on(stage: Stage) -> None:
    steps = StepList(STEPS)
    stage(steps)
    give_focus(steps.items[1])
    steps.set_steps([STEPS[0], StepLine("Trình Chủ tịch", state="done"), STEPS[2]])
    assert QApplication.focusWidget() is steps.items[1]
