"""The register's window is put together behind the sign-in, for one officer only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.services.container import Services
from app.ui import later_windows
from app.ui.main_window import open_frame
from app.ui.preparing import Preparing
from app.ui.screens_list import entries_for
from tests.fakes.station_window import Shown


class Loaded(QObject):
    """A loader; ``windows`` stay away until :meth:`bring`."""

    ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.windows: object = None

    def bring(self) -> None:
        """Everything is loaded."""
        self.windows = later_windows
        self.ready.emit()


@pytest.fixture
def loader(qtbot: QtBot) -> Loaded:
    return Loaded()


@pytest.fixture
def preparing(loader: Loaded) -> Iterator[Preparing]:
    made = Preparing(loader)  # type: ignore[arg-type]  # a loader without its thread
    yield made
    made.drop()


def test_all_screens_are_there_before_anybody_signed_in(
    qtbot: QtBot, loader: Loaded, preparing: Preparing
) -> None:
    for role in ("commune", "office"):
        preparing.prepare(role)
        loader.bring()
        qtbot.waitUntil(lambda: preparing._frame is not None and not preparing._frame.tasks.busy)
        frame = preparing.take(role)
        assert list(frame._screens) == [one.rail.key for one in entries_for(role)]
        assert frame.context.entered is None
        assert frame.isHidden()
        frame.tasks.stop()
        frame.deleteLater()


def test_what_was_prepared_for_another_role_is_thrown_away(
    qtbot: QtBot, loader: Loaded, preparing: Preparing
) -> None:
    preparing.prepare("office")
    loader.bring()
    qtbot.waitUntil(lambda: preparing._frame is not None)
    wrong = preparing._frame
    frame = preparing.take("commune")
    assert frame is not wrong
    assert frame.context.role == "commune"
    qtbot.waitUntil(lambda: not isValid(wrong))
    frame.deleteLater()


def test_nothing_prepared_is_used_twice(loader: Loaded, preparing: Preparing) -> None:
    loader.bring()
    preparing.prepare("commune")
    first = preparing.take("commune")
    second = preparing.take("commune")
    assert first is not second
    for frame in (first, second):
        frame.tasks.stop()
        frame.deleteLater()


def test_an_unfinished_window_opens_and_is_finished_later(
    qtbot: QtBot, shown: Shown, loader: Loaded, preparing: Preparing, desk: Services
) -> None:
    loader.bring()
    frame = preparing.take("commune")
    open_frame(frame, desk)
    shown(frame)
    assert list(frame._screens) == ["today"]
    assert frame.windowTitle().endswith(desk.station.unit.name)
    qtbot.waitUntil(lambda: not frame.tasks.busy)
    assert len(frame._screens) == len(entries_for("commune"))
    frame.tasks.stop()


def test_while_a_passphrase_is_tried_the_rest_waits(
    qtbot: QtBot, loader: Loaded, preparing: Preparing
) -> None:
    preparing.prepare("commune")
    preparing.hurry()
    loader.bring()
    qtbot.waitUntil(lambda: preparing._frame is not None and not preparing._frame.tasks.busy)
    frame = preparing._frame
    assert list(frame._screens) == ["today", "people"]
    preparing.go_on()
    qtbot.waitUntil(lambda: not frame.tasks.busy)
    assert len(frame._screens) == len(entries_for("commune"))
