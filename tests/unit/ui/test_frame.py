"""The frame: screens built when first opened, keys that never lie, errors told in place."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.core.errors import Cancelled, Environment
from app.services.changes import Changes
from app.services.container import Services
from app.ui.actions import Action
from app.ui.frame import Frame, ScreenEntry
from app.ui.rail import RailEntry
from app.ui.screen import Context, Screen
from app.ui.top_bar import Hit
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Words
from tests.fakes.station_window import Shown
from tests.fakes.typist import nameless_controls
from tests.fakes.window import Answers

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Place(Screen):
    """A screen with one field; says what was asked of it."""

    made: list[str] = []  # noqa: RUF012  # which ones were built, emptied for each test

    def __init__(self, context: Context, name: str) -> None:
        super().__init__(context)
        self.name, self.stays, self.opened_at = name, False, list[dict[str, Any]]()
        self.heard: list[Changes] = []
        self.saves = 0
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        QVBoxLayout(self).addWidget(self.field)
        self.bind_actions()
        Place.made.append(name)

    def actions_told(self) -> list[Action]:
        return [
            Action("Ctrl+S", f"save {getattr(self, 'name', '')}", self._save),
            Action("F6", "why", lambda: None, on_bar=False),
        ]

    def activate(self, **where: Any) -> None:
        self.opened_at.append(where)
        self.field.setFocus()

    def can_leave(self) -> bool:
        return not self.stays

    def refresh(self, changes: Changes) -> None:
        self.heard.append(changes)

    def _save(self) -> None:
        self.saves += 1


def entry(key: str, letter: str) -> ScreenEntry:
    return ScreenEntry(
        RailEntry(key, key.capitalize(), "users", letter), lambda context: Place(context, key)
    )


def words_in(sheet: Sheet) -> list[str]:
    return [one.text() for one in sheet.findChildren(Words)]


@pytest.fixture
def frame(qtbot: QtBot, shown: Shown, desk: Services) -> Iterator[Frame]:
    Place.made.clear()
    entries = [entry("today", "T"), entry("people", "P"), entry("settings", "H")]
    made = Frame("commune", entries, Answers())
    made.enter(desk, lambda typed: [Hit("people", {"person": typed}, typed, "", "")])
    made.go("today")
    shown(made)
    yield made
    made.tasks.stop()


def place(frame: Frame) -> Place:
    screen = frame.screen_shown
    assert isinstance(screen, Place)
    return screen


def test_a_screen_is_built_when_first_opened_and_kept(frame: Frame) -> None:
    assert Place.made == ["today"]
    frame.go("people", person=7)
    frame.go("today")
    frame.go("people")
    assert Place.made == ["today", "people"]
    assert place(frame).opened_at == [{"person": 7}, {}]


def test_screens_are_put_together_ahead(frame: Frame) -> None:
    steps = frame.build_screens()
    next(steps)
    assert Place.made == ["today", "people"]
    assert frame.stack.count() == 1
    next(steps)
    assert frame.stack.count() == 2
    frame.go("settings")
    assert list(steps) == []
    assert Place.made == ["today", "people", "settings"]
    assert place(frame).opened_at == [{}]


def test_a_screen_that_is_half_put_together_opens_and_belongs_to_the_window(frame: Frame) -> None:
    steps = frame.build_screens()
    next(steps)
    frame.go("people")
    assert place(frame).name == "people"
    assert frame.stack.count() == 2
    assert next(steps) is None
    next(steps)
    assert Place.made == ["today", "people", "settings"]
    del steps
    assert frame.stack.count() == 3


def test_the_first_screen_reads_when_there_is_time(qtbot: QtBot, frame: Frame) -> None:
    frame.begin("people")
    frame.notice.say("info", "Đã đăng nhập.")
    assert place(frame).name == "people"
    assert place(frame).opened_at == []
    qtbot.waitUntil(lambda: place(frame).opened_at == [{}])
    assert frame.notice.text() == "Đã đăng nhập."


def test_whoever_goes_on_at_once_does_not_wait_for_the_first_screen(
    qtbot: QtBot, frame: Frame
) -> None:
    frame.begin("people")
    first = place(frame)
    frame.go("settings")
    qtbot.waitUntil(lambda: not frame.tasks.busy)
    assert first.opened_at == []


def test_alt_letters_open_places(frame: Frame) -> None:
    QTest.keyClick(place(frame).field, Qt.Key.Key_P, ALT)
    assert place(frame).name == "people"
    assert frame.rail.items["people"].isChecked()
    QTest.keyClick(place(frame).field, Qt.Key.Key_H, ALT)
    assert place(frame).name == "settings"


def test_a_screen_that_cannot_be_left_stays(frame: Frame) -> None:
    place(frame).stays = True
    QTest.mouseClick(frame.rail.items["people"], Qt.MouseButton.LeftButton)
    assert place(frame).name == "today"
    assert frame.rail.items["today"].isChecked()


def test_the_key_bar_tells_the_screens_own_keys(frame: Frame) -> None:
    assert frame.keys.keys() == [(("Ctrl S",), "save today")]
    frame.go("people")
    assert frame.keys.keys() == [(("Ctrl S",), "save people")]
    place(frame).name = "the intake"
    place(frame).keys_changed.emit()
    assert frame.keys.keys() == [(("Ctrl S",), "save the intake")]


def test_keys_act_on_the_open_screen_only(frame: Frame) -> None:
    today = place(frame)
    frame.go("people")
    QTest.keyClick(place(frame).field, Qt.Key.Key_S, CTRL)
    assert (place(frame).saves, today.saves) == (1, 0)


def test_the_sheet_of_keys_opens_and_gives_the_focus_back(qtbot: QtBot, frame: Frame) -> None:
    field = place(frame).field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_F1)
    assert frame._sheet.isVisible()
    QTest.keyClick(frame._sheet, Qt.Key.Key_Escape)
    assert not frame._sheet.isVisible()
    assert QApplication.focusWidget() is field
    QTest.keyClick(field, Qt.Key.Key_F1)
    frame.toggle_keys()
    assert not frame._sheet.isVisible()


def test_the_key_bar_tells_the_keys_of_the_sheet_that_is_open(frame: Frame) -> None:
    def told() -> list[str]:
        shown = frame.keys.keys()
        return [words for _caps, words in shown]

    on_screen = told()
    sheet = Sheet(place(frame), "Bổ sung")
    save = sheet.add_save("Lưu bổ sung", lambda: None)
    sheet.open_sheet()
    assert told() == ["ô kế tiếp", "lưu bổ sung", "đóng"]
    save.hide()
    sheet.tell_window()
    assert told() == ["ô kế tiếp", "đóng"]
    save.show()
    frame.toggle_keys()
    assert told() == ["ô kế tiếp", "đóng"]
    assert "Bổ sung" in words_in(frame._sheet)
    frame.toggle_keys()
    assert told() == ["ô kế tiếp", "lưu bổ sung", "đóng"]
    frame.go("people")
    assert told() == ["save people"]
    frame.go("today")
    assert told() == ["ô kế tiếp", "lưu bổ sung", "đóng"]
    sheet.close_sheet()
    assert told() == on_screen


def test_a_sheet_that_was_thrown_away_leaves_no_keys(frame: Frame) -> None:
    sheet = Sheet(place(frame), "Bổ sung")
    sheet.open_sheet()
    delete(sheet)
    frame.show_keys()
    assert frame.keys.keys() == [(("Ctrl S",), "save today")]


def test_search_leads_to_the_very_place(qtbot: QtBot, frame: Frame) -> None:
    QTest.keyClick(place(frame).field, Qt.Key.Key_K, CTRL)
    assert QApplication.focusWidget() is frame.top.field
    QTest.keyClicks(frame.top.field, "rom")
    qtbot.waitUntil(frame.top.hits.isVisible)
    QTest.keyClick(frame.top.field, Qt.Key.Key_Return)
    assert place(frame).name == "people"
    assert place(frame).opened_at == [{"person": "rom"}]


def test_what_was_saved_is_told_to_screens_bar_and_rail(qtbot: QtBot, frame: Frame) -> None:
    changes = Changes(frozenset())
    frame.bus.announce(changes, frame.screen_shown)
    assert place(frame).heard == [changes]
    assert "08:00" in frame.keys.state()
    qtbot.waitUntil(lambda: frame.rail.items["today"].accessibleName() != "")
    qtbot.waitUntil(lambda: not frame.tasks.busy)


def test_a_toast_takes_back_by_its_key(frame: Frame) -> None:
    taken_back: list[str] = []
    frame.toast("Đã ghi kết quả thăm.", lambda: taken_back.append("visit"))
    frame.rail.items["today"].setFocus()
    QTest.keyClick(frame.rail.items["today"], Qt.Key.Key_Z, CTRL)
    QTest.keyClick(frame.rail.items["today"], Qt.Key.Key_Z, CTRL)
    assert taken_back == ["visit"]


@pytest.mark.parametrize("high", [768, 640])
def test_a_toast_covers_no_screen_no_place_and_no_keys(frame: Frame, high: int) -> None:
    frame.resize(1366, high)
    frame.toast("Những gì đã gõ đến 08:00 14/11/2025 vẫn còn đây.", lambda: None)
    frame.go("people")
    toast = frame._toast
    assert toast.isVisible()
    assert toast.parentWidget() is frame.rail
    assert frame.rail.rect().contains(toast.geometry())
    places = [item.geometry() for item in frame.rail.items.values()]
    assert not any(place.intersects(toast.geometry()) for place in places)
    assert toast._words.height() >= toast._words.heightForWidth(toast._words.width())


def test_trouble_is_told_above_the_screen_until_one_goes_on(frame: Frame) -> None:
    frame.tell(Environment("disk_full", "Make room."))
    assert frame.notice.isVisible()
    assert frame.notice.text() == "Make room."
    frame.go("people")
    assert not frame.notice.isVisible()


def test_what_was_stopped_is_not_told(frame: Frame) -> None:
    frame.tell(Cancelled())
    assert not frame.notice.isVisible()


def test_a_bug_is_told_without_its_words_and_noted(
    frame: Frame, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="ansinh.bug"):
        frame.tell(KeyError("Thị Mbơ̆ng"))
    assert frame.notice.isVisible()
    assert "Mbơ̆ng" not in frame.notice.text() + caplog.text
    assert "KeyError" in caplog.text


def test_the_lock_closes_the_register_once(qtbot: QtBot, frame: Frame, desk: Services) -> None:
    closed: list[int] = []
    desk.close = lambda: closed.append(1)  # type: ignore[method-assign]  # counts instead
    with qtbot.waitSignal(frame.locked):
        QTest.keyClick(place(frame).field, Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(frame.left):
        frame.close()
    assert closed == [1]


@pytest.mark.parametrize("own", [True, False])
def test_what_was_copied_here_does_not_outlast_the_lock(
    frame: Frame, monkeypatch: pytest.MonkeyPatch, *, own: bool
) -> None:
    """What another program copied is not ours to take away."""
    board = QApplication.clipboard()
    board.setText("Thị Mbơ̆ng, 5.8")
    monkeypatch.setattr(type(board), "ownsClipboard", lambda _: own)
    frame.lock()
    assert board.text() == ("" if own else "Thị Mbơ̆ng, 5.8")
    board.clear()


@pytest.mark.parametrize("own", [True, False])
def test_what_was_marked_here_is_not_pasted_after_the_lock(
    frame: Frame, monkeypatch: pytest.MonkeyPatch, *, own: bool
) -> None:
    """Some systems keep what was marked, without any copying, for the middle key of the mouse."""
    board, cleared = QApplication.clipboard(), list[object]()
    monkeypatch.setattr(type(board), "ownsClipboard", lambda _: False)
    monkeypatch.setattr(type(board), "supportsSelection", lambda _: True)
    monkeypatch.setattr(type(board), "ownsSelection", lambda _: own)
    monkeypatch.setattr(type(board), "clear", lambda _, mode: cleared.append(mode))
    frame.lock()
    assert cleared == ([QClipboard.Mode.Selection] if own else [])


def test_a_window_that_nobody_touches_locks_itself(
    qtbot: QtBot, frame: Frame, desk: Services
) -> None:
    closed: list[int] = []
    desk.close = lambda: closed.append(1)  # type: ignore[method-assign]  # counts instead
    frame.go("people")
    qtbot.waitUntil(lambda: not frame.tasks.busy)
    left: list[str] = []
    frame.idled.connect(left.append)
    with qtbot.waitSignal(frame.locked):
        frame.idle.idle.emit()
    assert (left, closed) == (["people"], [1])
    assert frame.idle.minutes == 5


def test_it_does_not_lock_while_work_is_under_way(
    qtbot: QtBot, frame: Frame, desk: Services
) -> None:
    closed: list[int] = []
    desk.close = lambda: closed.append(1)  # type: ignore[method-assign]  # counts instead
    over = threading.Event()
    frame.tasks.write(over.wait, done=lambda _answer: None)
    frame.idle.idle.emit()
    assert closed == []
    over.set()
    qtbot.waitUntil(lambda: not frame.tasks.busy)
    frame.idle.idle.emit()
    assert closed == [1]


def test_a_question_that_is_open_does_not_keep_it_unlocked(qtbot: QtBot, frame: Frame) -> None:
    asked = QDialog(frame)
    asked.setModal(True)
    asked.show()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is asked and not frame.tasks.busy)
    frame.idle.idle.emit()
    assert asked.isHidden()
    with qtbot.waitSignal(frame.locked):
        frame.idle.idle.emit()


def test_the_officers_of_this_computer_stand_behind_the_name(frame: Frame, desk: Services) -> None:
    desk.officers.lines = list  # type: ignore[method-assign]  # no key file lies here
    frame.top.officer.click()
    assert frame.officers.isVisible()
    frame.officers.close_sheet()
    QTest.keyClick(place(frame).field, Qt.Key.Key_F12)
    assert frame.officers.isVisible()


def test_every_control_of_the_frame_has_a_name(frame: Frame) -> None:
    frame.toast("Đã lưu.", lambda: None)
    assert nameless_controls(frame) == []


def test_the_frame_is_as_drawn(frame: Frame) -> None:
    assert (frame.rail.width(), frame.top.height(), frame.keys.height()) == (232, 48, 32)
    assert (frame.width(), frame.height()) == (1366, 768)
    assert frame.stack.width() == 1134
    assert frame.stack.height() == 688
