from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.stick_watch import EVERY_MS, StickWatch
from app.ui.sticks import Stick
from tests.fakes.window import InlineTasks

KINGSTON = Stick(Path("/media/hanh/KINGSTON"), "KINGSTON", 5)
LOCKED = Stick(Path("/media/hanh/KINGSTON"), "KINGSTON", 5, writable=False)
FULLER = Stick(Path("/media/hanh/KINGSTON"), "KINGSTON", 4)


class Plugged:
    """What is plugged in, and how often somebody looked."""

    def __init__(self) -> None:
        self.now: list[Stick] = []
        self.looks = 0
        self.broken = False

    def __call__(self) -> list[Stick]:
        self.looks += 1
        if self.broken:
            raise OSError("pulled out under the look")
        return self.now


@pytest.fixture
def plugged() -> Plugged:
    return Plugged()


@pytest.fixture
def watch(qtbot: QtBot, plugged: Plugged) -> StickWatch:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    made = StickWatch(page, InlineTasks(lambda _error: None), plugged)
    made._timer.stop()  # the test looks when it wants
    return made


def test_a_stick_put_in_and_pulled_out_is_told(
    qtbot: QtBot, watch: StickWatch, plugged: Plugged
) -> None:
    told: list[int] = []
    watch.changed.connect(lambda: told.append(len(plugged.now)))
    watch.look()
    assert told == []
    for now in ([KINGSTON], [FULLER], [LOCKED], []):
        plugged.now = now
        watch.look()
    assert told == [1, 1, 0]  # less room on the same stick is no other stick


def test_nobody_looks_for_a_screen_that_is_hidden(watch: StickWatch, plugged: Plugged) -> None:
    assert watch._timer.interval() == EVERY_MS
    watch._shown.hide()
    watch.look()
    assert plugged.looks == 0


def test_a_look_that_fails_is_followed_by_the_next(watch: StickWatch, plugged: Plugged) -> None:
    watch.look()
    plugged.broken = True
    watch.look()
    plugged.broken, plugged.now = False, [KINGSTON]
    told: list[bool] = []
    watch.changed.connect(lambda: told.append(True))
    watch.look()
    assert told == [True]
