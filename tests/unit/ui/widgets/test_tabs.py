from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.widgets.tabs import Tab, TabStrip
from tests.fakes.stage import Stage
from tests.fakes.typist import give_focus, nameless_controls, press

TABS = [Tab("all", "Tổng quan"), Tab("files", "Hồ sơ", 2), Tab("paid", "Chi trả", 19)]


def strip(stage: Stage) -> TabStrip:
    made = TabStrip(TABS, "Người dân")
    stage(made)
    return made


def test_first_tab_is_open(stage: Stage) -> None:
    assert strip(stage).current() == "all"


def test_arrows_open_tabs_and_stop_at_the_ends(stage: Stage) -> None:
    made = strip(stage)
    told: list[str] = []
    made.changed.connect(told.append)
    give_focus(made._tabs[0])
    for _ in range(3):
        now = QApplication.focusWidget()
        assert now is not None
        press(now, Qt.Key.Key_Right)
    assert made.current() == "paid"
    assert told == ["files", "paid"]


def test_click_opens(qtbot: QtBot, stage: Stage) -> None:
    made = strip(stage)
    with qtbot.waitSignal(made.changed) as told:
        made._tabs[1].click()
    assert told.args == ["files"]
    assert [one.isChecked() for one in made._tabs] == [False, True, False]


def test_setting_tells_nobody(stage: Stage) -> None:
    made = strip(stage)
    told: list[str] = []
    made.changed.connect(told.append)
    made.set_current("files")
    made.set_count("files", 3)
    assert made.current() == "files"
    assert told == []


def test_tab_key_reaches_the_open_one_only(stage: Stage) -> None:
    made = strip(stage)
    made.set_current("files")
    reached = [bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) for one in made._tabs]
    assert reached == [False, True, False]
    assert nameless_controls(made) == []
