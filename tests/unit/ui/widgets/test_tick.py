from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.tick import Tick
from tests.fakes.stage import Stage
from tests.fakes.typist import click, press


def test_enter_and_space_tick(qtbot: QtBot, stage: Stage) -> None:
    tick = Tick("Rút gọn, bỏ bước bình xét", "cần lý do", "Alt B")
    stage(tick)
    with qtbot.waitSignal(tick.toggled):
        press(tick, Qt.Key.Key_Return)
    assert tick.isChecked()
    press(tick, Qt.Key.Key_Space)
    assert not tick.isChecked()


def test_words_take_the_mouse_too(qtbot: QtBot, stage: Stage) -> None:
    tick = Tick("Rút gọn, bỏ bước bình xét", "cần lý do")
    stage(tick)
    click(tick, QPoint(120, 12))
    assert tick.isChecked()


def test_tick_is_spoken(stage: Stage) -> None:
    tick = Tick("Rút gọn", "cần lý do")
    assert tick.accessibleName() == "Rút gọn"
    assert tick.accessibleDescription() == "cần lý do"
    assert tick.sizeHint().height() > Tick("Rút gọn").sizeHint().height()
