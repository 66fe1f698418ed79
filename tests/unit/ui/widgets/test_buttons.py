from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.buttons import Button, LinkButton
from tests.fakes.stage import Stage
from tests.fakes.typist import click, give_focus, press

WHY = "còn 1 giấy và 1 ô cần sửa"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_key_presses_the_button(qtbot: QtBot, key: Qt.Key) -> None:
    button = Button("Lưu", "Ctrl S", primary=True)
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        press(button, key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_blocked_button_asks_for_what_is_missing(qtbot: QtBot, key: Qt.Key) -> None:
    button = Button("Trình Chủ tịch", primary=True)
    qtbot.addWidget(button)
    button.set_blocked(WHY)
    clicks: list[bool] = []
    button.clicked.connect(clicks.append)

    with qtbot.waitSignal(button.blocked_pressed):
        press(button, key)

    assert clicks == []


def test_mouse_on_a_blocked_button_asks_too(qtbot: QtBot, stage: Stage) -> None:
    button = Button("Trình Chủ tịch")
    stage(button)
    button.set_blocked(WHY)
    clicks: list[bool] = []
    button.clicked.connect(clicks.append)

    with qtbot.waitSignal(button.blocked_pressed):
        click(button, QPoint(5, 5))

    assert clicks == []


def test_blocked_button_stays_reachable_and_says_why(qtbot: QtBot) -> None:
    button = Button("Trình Chủ tịch")
    button.set_blocked(WHY)

    assert button.isEnabled()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert button.blocked() == WHY
    assert button.accessibleDescription() == WHY
    assert button.sizeHint().height() > 32


def test_unblocked_button_acts_again(qtbot: QtBot) -> None:
    button = Button("Trình Chủ tịch")
    qtbot.addWidget(button)
    button.set_blocked(WHY)
    button.set_blocked(None)

    assert button.sizeHint().height() == 32
    with qtbot.waitSignal(button.clicked):
        button.press()


def test_switched_off_button_does_nothing(qtbot: QtBot) -> None:
    button = Button("Mở sổ")
    clicks: list[bool] = []
    button.clicked.connect(clicks.append)
    button.setEnabled(False)

    button.press()

    assert clicks == []


def test_one_act_of_a_screen_is_larger(qtbot: QtBot) -> None:
    assert Button("Lưu", large=True).sizeHint().height() == 40


def test_cap_makes_room_for_itself(qtbot: QtBot) -> None:
    button = Button("Lưu")
    bare = button.sizeHint().width()
    button.set_key("Ctrl S")
    assert button.sizeHint().width() > bare


def test_name_follows_the_word(qtbot: QtBot) -> None:
    button = Button("Mở sổ")
    button.setText("Đang mở…")
    assert button.accessibleName() == "Đang mở…"


def test_focus_is_seen_on_a_primary_button(stage: Stage) -> None:
    button = Button("Lưu", primary=True)
    stage(button)
    button.clearFocus()
    before = button.grab().toImage()
    give_focus(button)
    assert button.grab().toImage() != before


def test_link_acts_by_enter(qtbot: QtBot) -> None:
    link = LinkButton("Mở người", "F4", icon="user")
    qtbot.addWidget(link)
    assert link.accessibleName() == "Mở người"
    with qtbot.waitSignal(link.clicked):
        press(link, Qt.Key.Key_Return)
