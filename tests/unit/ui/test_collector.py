"""What a screen leaves in cycles goes on the window's thread, never in a worker."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from app.ui.collector import CALM, OLDER, PATIENCE, YOUNG, Collector
from app.ui.tasks import Tasks


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    looks = Looks()
    monkeypatch.setattr(gc, "get_count", lambda: looks.counts)
    monkeypatch.setattr(gc, "collect", looks.collect)
    return looks


class Looks:
    """Stands for Python's own counting: objects made, looks at the young, at the middle."""

    def __init__(self) -> None:
        self.counts = (0, 0, 0)
        self.done: list[int] = []

    def collect(self, generation: int) -> None:
        self.done.append(generation)
        _young, middle, old = self.counts
        self.counts = ((0, middle + 1, old), (0, 0, old + 1), (0, 0, 0))[generation]


class Screen(QObject):
    """Hangs in a cycle with what it shows, as screens do."""

    def __init__(self, gone: list[bool]) -> None:
        super().__init__()
        self.part = Part(self, gone)


class Part:
    def __init__(self, screen: Screen, gone: list[bool]) -> None:
        self.screen = screen
        self.gone = gone

    def __del__(self) -> None:
        self.gone.append(threading.current_thread() is threading.main_thread())


def make_garbage(rounds: int) -> int:
    """As many objects as would have made Python look many times over."""
    kept: list[Any] = []
    for _round in range(rounds):
        circle: list[Any] = []
        circle.append(circle)
        kept.append([circle])
    return len(kept)


def test_what_a_screen_left_goes_on_its_own_thread(qtbot: QtBot, qapp: QObject) -> None:
    gc.enable()  # as Python starts
    gone: list[bool] = []
    parent = QObject()
    collector = Collector(parent)
    told: list[BaseException] = []
    tasks = Tasks(told.append)
    answered: list[int] = []
    Screen(gone)
    tasks.read(make_garbage, 20_000, done=answered.append)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (answered, told) == ([20_000], [])
    assert gone == []
    collector.look()
    assert gone == [True]
    tasks.stop()


def test_it_looks_by_itself_once_begun(qtbot: QtBot) -> None:
    gone: list[bool] = []
    parent = QObject()
    Collector(parent).begin()
    Screen(gone)
    kept = [[number] for number in range(2 * YOUNG)]
    qtbot.waitUntil(lambda: gone == [True])
    assert len(kept) == 2 * YOUNG
    assert QThread.currentThread() is parent.thread()


@pytest.mark.parametrize(
    ("counts", "done"),
    [
        ((YOUNG, 0, 0), []),
        ((YOUNG + 1, 0, 0), [0]),
        ((0, OLDER, 0), []),
        ((0, OLDER + 1, 0), [1]),
        ((YOUNG + 1, OLDER + 1, 0), [1]),
        ((0, 0, OLDER), []),
        ((0, 0, OLDER + 1), [2]),
    ],
)
def test_it_looks_as_often_as_python(
    qapp: QObject, looks: Looks, counts: tuple[int, int, int], done: list[int]
) -> None:
    looks.counts = counts
    parent = QObject()
    Collector(parent).look()
    assert looks.done == done


def test_the_whole_waits_for_a_calm_moment(qapp: QObject, looks: Looks) -> None:
    parent = QObject()
    collector = Collector(parent)
    made = 0
    for _look in range(5):
        made += CALM
        looks.counts = (made, 0, OLDER + 1)
        collector.look()
    assert looks.done == []
    looks.counts = (made + CALM - 1, 0, OLDER + 1)
    collector.look()
    assert looks.done == [2]


def test_it_does_not_wait_for_ever(qapp: QObject, looks: Looks) -> None:
    parent = QObject()
    collector = Collector(parent)
    for _look in range(PATIENCE + 1):
        looks.counts = (looks.counts[0] + CALM, 0, OLDER + 1)
        collector.look()
    assert looks.done[-1] == 2
