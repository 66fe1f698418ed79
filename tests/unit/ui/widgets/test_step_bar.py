from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.step_bar import StepBar
from app.ui.widgets.step_list import StepLine
from tests.fakes.stage import Stage
from tests.fakes.typist import click, give_focus, press

STEPS = [StepLine("Lập", state="done"), StepLine("Xem", state="now"), StepLine("Chốt")]


def test_bar_stands_on_the_step_that_is_now(stage: Stage) -> None:
    bar = StepBar(STEPS, "Chi trả tháng 12")
    stage(bar)
    assert bar.at() == 1
    assert bar.accessibleName() == "Chi trả tháng 12"
    assert bar.accessibleDescription() == "Xem, đang làm"


def test_arrows_move_and_enter_opens(qtbot: QtBot, stage: Stage) -> None:
    bar = StepBar(STEPS)
    stage(bar)
    give_focus(bar)
    for _ in range(3):
        press(bar, Qt.Key.Key_Right)
    assert bar.at() == 2
    press(bar, Qt.Key.Key_Left)
    with qtbot.waitSignal(bar.opened) as told:
        press(bar, Qt.Key.Key_Return)
    assert told.args == [1]


def test_click_opens_the_step_under_it(qtbot: QtBot, stage: Stage) -> None:
    bar = StepBar(STEPS)
    stage(bar)
    with qtbot.waitSignal(bar.opened) as told:
        click(bar, bar._places()[2].center())
    assert told.args == [2]


def test_bar_without_steps_does_nothing(stage: Stage) -> None:
    bar = StepBar()
    stage(bar)
    told: list[int] = []
    bar.opened.connect(told.append)
    press(bar, Qt.Key.Key_Return)
    assert told == []
