from __future__ import annotations

from pathlib import Path
from uuid import UUID

from pytestqt.qtbot import QtBot

from app.ui.screens.sign_in.reopening_presenter import ReopeningPresenter
from tests.fakes.heavy import FakeHeavy

OFFICER = UUID(int=3)


def test_one_thing_at_a_time(qtbot: QtBot, tmp_path: Path) -> None:
    heavy = FakeHeavy()
    presenter = ReopeningPresenter(tmp_path, heavy)
    presenter.busy = True
    presenter.ask(tmp_path / "q", OFFICER, "a")
    assert heavy.heard == []
    presenter.busy = False
    with qtbot.waitSignal(presenter.asked) as signal:
        presenter.look()
    assert signal.args == [None]


def test_a_file_that_cannot_be_read_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    heavy = FakeHeavy()
    presenter = ReopeningPresenter(tmp_path, heavy)
    with qtbot.waitSignal(presenter.refused):
        presenter.accept(tmp_path / "missing", "a")
    assert heavy.heard == []
    assert not presenter.busy
