"""The register's window opens with its first screen."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.ui.main_window import make_frame, open_frame
from app.ui.screens_list import entries_for
from tests.fakes.window import Answers


def test_the_first_screen_is_open(qtbot: QtBot, desk: Services) -> None:
    frame = make_frame("commune", Answers())
    qtbot.addWidget(frame)
    open_frame(frame, desk)
    first = entries_for("commune")[0].rail.key
    assert frame.rail.items[first].isChecked()
    assert frame.windowTitle().endswith(desk.station.unit.name)
    qtbot.waitUntil(lambda: not frame.tasks.busy)
    frame.tasks.stop()
