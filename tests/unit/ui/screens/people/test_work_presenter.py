"""What waits is read after the page, and read again when something touches it."""

from __future__ import annotations

import threading
from pathlib import Path
from uuid import UUID

from pytestqt.qtbot import QtBot

from app.services.changes import Changes
from app.ui.screens.people.work_presenter import WorkPresenter
from app.ui.tasks import Tasks
from tests.fakes.open_desk import open_desk
from tests.fakes.window import window_for


def test_what_waits_is_counted_again_when_it_may_have_changed(qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    window = window_for(desk)
    work = WorkPresenter(window.context)
    counted: list[tuple[int, int]] = []
    work.counted.connect(lambda pairs, moves: counted.append((len(pairs), len(moves))))
    rows = [desk.people.intake({"name": "Y Lô", "birth": "1950"}).made for _n in range(2)]
    work.load()
    work.refresh(Changes(frozenset(("paper",)), frozenset()))
    assert counted == [(1, 0)]
    compared: list[object] = []
    work.compared.connect(compared.append)
    assert rows[0] is not None
    assert rows[1] is not None
    work.compare(rows[0], rows[1])
    assert compared == work.pairs
    work.compare(rows[0], UUID(int=5))
    assert len(window.told) == 1
    work.refresh(Changes(frozenset(("apart",)), frozenset()))
    assert len(counted) == 2
    desk.close()


def test_what_waits_is_looked_for_only_while_nothing_else_is_under_way(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk, page = open_desk(tmp_path), threading.Event()
    window = window_for(desk)
    tasks = Tasks(window.told.append)
    window.context.tasks = tasks
    work = WorkPresenter(window.context)
    counted: list[object] = []
    work.counted.connect(lambda pairs, moves: counted.append((pairs, moves)))
    tasks.read(page.wait, 5, done=counted.append)
    work.load()
    work.load()
    page.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert counted == [True, ([], [])]
    tasks.stop()
    desk.close()
