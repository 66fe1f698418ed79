"""The top bar: one search over everything, by keyboard, and who works where."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.tasks import Tasks
from app.ui.top_bar import Hit, TopBar
from tests.fakes.station_window import Shown
from tests.fakes.typist import nameless_controls

PEOPLE = ["H’Rơ̆m Ƀuôn Yă", "H’Rơm Niê Kdăm", "Y Krŏm Byă"]


class Register:
    """Finds by what stands in the titles; can be made slow."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gates: dict[str, threading.Event] = {}

    def search(self, typed: str) -> list[Hit]:
        self.asked.append(typed)
        if typed in self.gates:
            assert self.gates[typed].wait(5)
        if typed == "zzz":
            return []
        return [Hit("people", {"person": number}, f"{name} ({typed})", "Buôn Nui", "750.000 đ")
                for number, name in enumerate(PEOPLE)]  # fmt: skip


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def failures() -> list[BaseException]:
    return []


@pytest.fixture
def bar(
    qtbot: QtBot, shown: Shown, register: Register, failures: list[BaseException]
) -> Iterator[TopBar]:
    host = QWidget()
    host.resize(1134, 600)
    tasks = Tasks(failures.append)
    made = TopBar(host, tasks, office=False)
    made.enter(register.search, unit="Xã Cư Jút", officer="Lương Thị Hạnh")
    column = QVBoxLayout(host)
    column.addWidget(made)
    column.addStretch(1)
    shown(host)
    made.focus_search()
    yield made
    for gate in register.gates.values():
        gate.set()
    tasks.stop()
    assert failures == []


def test_typing_asks_once_after_a_pause(qtbot: QtBot, bar: TopBar, register: Register) -> None:
    QTest.keyClicks(bar.field, "rom")
    qtbot.waitUntil(bar.hits.isVisible)
    assert register.asked == ["rom"]


def test_arrows_walk_and_enter_opens(qtbot: QtBot, bar: TopBar) -> None:
    opened: list[Any] = []
    bar.opened.connect(opened.append)
    QTest.keyClicks(bar.field, "rom")
    qtbot.waitUntil(bar.hits.isVisible)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(bar.field, key)
    assert bar.hits.accessibleDescription() == "H’Rơm Niê Kdăm (rom)"
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert [hit.where for hit in opened] == [{"person": 1}]
    assert bar.hits.isHidden()
    assert bar.field.text() == ""


def test_a_click_opens_too(qtbot: QtBot, bar: TopBar) -> None:
    opened: list[Any] = []
    bar.opened.connect(opened.append)
    QTest.keyClicks(bar.field, "rom")
    qtbot.waitUntil(bar.hits.isVisible)
    place = bar.hits.rect().bottomLeft()
    place.setX(40)
    place.setY(place.y() - 10)
    QTest.mouseClick(bar.hits, Qt.MouseButton.LeftButton, pos=place)
    assert [hit.where for hit in opened] == [{"person": 2}]


def test_nothing_found_says_what_to_do(qtbot: QtBot, bar: TopBar) -> None:
    QTest.keyClicks(bar.field, "zzz")
    qtbot.waitUntil(bar.hits.isVisible)
    assert "zzz" in bar.hits.accessibleDescription()
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.hits.isVisible()


def test_an_older_answer_does_not_replace_a_newer_one(
    qtbot: QtBot, bar: TopBar, register: Register
) -> None:
    register.gates["ro"] = threading.Event()
    QTest.keyClicks(bar.field, "ro")
    qtbot.waitUntil(lambda: register.asked == ["ro"])
    QTest.keyClicks(bar.field, "m")
    qtbot.waitUntil(bar.hits.isVisible)
    register.gates["ro"].set()
    qtbot.waitUntil(lambda: not bar._tasks.busy)
    assert bar.hits.accessibleDescription() == "H’Rơ̆m Ƀuôn Yă (rom)"


def test_escape_empties_the_field_and_closes(qtbot: QtBot, bar: TopBar) -> None:
    QTest.keyClicks(bar.field, "rom")
    qtbot.waitUntil(bar.hits.isVisible)
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.hits.isHidden()
    assert bar.field.text() == ""


def test_an_emptied_field_closes_the_hits(qtbot: QtBot, bar: TopBar, register: Register) -> None:
    QTest.keyClicks(bar.field, "r")
    qtbot.waitUntil(bar.hits.isVisible)
    QTest.keyClick(bar.field, Qt.Key.Key_Backspace)
    qtbot.waitUntil(bar.hits.isHidden)
    assert register.asked == ["r"]


def test_the_lock_asks(bar: TopBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.lock_asked):
        bar.lock.click()


def test_every_control_has_a_name(bar: TopBar) -> None:
    assert nameless_controls(bar) == []


def test_the_search_is_as_drawn(bar: TopBar) -> None:
    assert (bar.height(), bar.field.width(), bar.field.height()) == (48, 400, 32)


def test_the_search_gives_way_to_long_words(bar: TopBar) -> None:
    bar.set_unsent("Còn 1.234 thay đổi chưa gửi · gửi lần cuối 14/11/2025 " * 2)
    bar.resize(bar.minimumSizeHint().width(), bar.height())
    QApplication.sendPostedEvents()
    other = [one for one in bar.findChildren(QLabel) if one.text()]
    assert bar.field.geometry().right() < min(one.geometry().left() for one in other)
