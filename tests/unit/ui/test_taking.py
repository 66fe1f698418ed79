"""The job of taking in, without its page."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Cancelled
from app.services.outcomes import ImportOutcome
from app.ui.taking import Taking
from app.ui.tasks import Job, Tasks
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair
from tests.fakes.window import window_for


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_a_window_closed_in_the_middle_takes_nothing_of_the_file(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    commune.person()
    [bundle] = Courier(tmp_path).fetch(commune)
    services = office.services()
    window = window_for(services)
    window.context.tasks = tasks = Tasks(window.told.append)
    reached, asked_to_stop = threading.Event(), threading.Event()
    real, cancel = services.exchange.import_files, Job.cancel

    def held(paths: Sequence[Path], **how: Any) -> list[ImportOutcome]:
        def until_closed(_read: int, _of: int) -> None:
            reached.set()
            asked_to_stop.wait()

        return real(paths, **(how | {"within": until_closed}))

    def tell(job: Job) -> None:
        cancel(job)
        asked_to_stop.set()

    monkeypatch.setattr(services.exchange, "import_files", held)
    monkeypatch.setattr(Job, "cancel", tell)
    before = office.state()
    Taking(window.context, list).take([bundle.path])
    qtbot.waitUntil(reached.is_set)
    tasks.stop()  # what the window does when it is closed
    assert office.state() == before
    assert list((office.folder / "spool").iterdir()) == []
    [outcome] = office.exchange.import_files([bundle.path])
    assert outcome.state == "new"
    assert office.state() == commune.state()


def test_stopped_before_the_first_file_nothing_is_told_but_that(
    qtbot: QtBot, pair: tuple[Desk, Desk]
) -> None:
    window = window_for(pair[1].services())
    taking = Taking(window.context, list)
    told: list[object] = []
    taking.taken.connect(told.append)
    taking.failed.connect(told.append)
    taking._failed(Cancelled())
    assert told == [[]]
