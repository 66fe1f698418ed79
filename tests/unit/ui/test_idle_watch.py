from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui import idle_watch
from app.ui.idle_watch import IdleWatch
from tests.fakes.station_window import Shown


@pytest.fixture
def window(shown: Shown) -> QWidget:
    made = QWidget()
    shown(made)
    return made


@pytest.fixture
def watch(window: QWidget) -> IdleWatch:
    made = IdleWatch(window)
    made.watch(window.windowHandle())
    made.watch(window.windowHandle())
    return made


def test_five_minutes_unless_somebody_chose(watch: IdleWatch) -> None:
    assert (watch.minutes, watch._timer.interval()) == (5, 300_000)
    watch.set_minutes(2)
    assert (watch.minutes, watch._timer.interval()) == (2, 120_000)


def test_it_tells_when_nobody_touches(
    qtbot: QtBot, watch: IdleWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle_watch, "MINUTE_MS", 1)
    with qtbot.waitSignal(watch.idle):
        watch.set_minutes(1)


def test_a_key_and_the_mouse_begin_anew(watch: IdleWatch, window: QWidget) -> None:
    handle = window.windowHandle()
    assert handle is not None
    watch._timer.stop()
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert watch._timer.isActive()
    watch._timer.stop()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    assert watch._timer.isActive()


def test_what_an_input_method_writes_begins_anew(watch: IdleWatch, shown: Shown) -> None:
    field = QLineEdit()
    shown(field)
    field.setFocus()
    watch._timer.stop()
    written = QInputMethodEvent()
    written.setCommitString("ă")
    QApplication.sendEvent(field, written)
    assert field.text() == "ă"
    assert watch._timer.isActive()


def test_it_looks_again_soon_and_stops_for_good(watch: IdleWatch, window: QWidget) -> None:
    watch.look_later()
    assert watch._timer.interval() == 20_000
    watch.stop()
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert not watch._timer.isActive()


def test_without_a_window_nothing_is_counted(qapp: QObject) -> None:
    made = IdleWatch(qapp)
    made.watch(None)
    made.set_minutes(3)
    assert not made._timer.isActive()
    made.stop()
    made.deleteLater()
