from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.services.office import CommuneState
from app.ui.screens.communes.presenter import (
    ALL,
    FIRST,
    MISSING,
    NOT_ENROLLED,
    CommunesPresenter,
    fits,
)
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair
from tests.fakes.window import Window, window_for


@pytest.fixture
def pair(tmp_path: Path, qtbot: QtBot) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def board(office: Desk) -> tuple[CommunesPresenter, Window, list[Any]]:
    window = window_for(office.services())
    presenter = CommunesPresenter(window.context)
    listed: list[Any] = []
    presenter.listed.connect(listed.append)
    presenter.load()
    return presenter, window, listed


def test_filters(pair: tuple[Desk, Desk]) -> None:
    _, office = pair
    presenter, _, listed = board(office)
    for which, count in ((ALL, 124), (NOT_ENROLLED, 123), (FIRST, 0), (MISSING, 0)):
        presenter.show(which)
        assert len(listed[-1]) == count
    line = presenter.line(str(PV))
    assert line is not None
    assert line.state is CommuneState.WAITING
    assert presenter.line("1") is None
    assert not fits(line, FIRST)


def test_answers(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    Courier(tmp_path).carry(commune, office)
    presenter, window, _ = board(office)
    made: list[Any] = []
    presenter.answered.connect(made.append)
    presenter.answer(PV, tmp_path)
    office.clock.advance(minutes=1)
    presenter.answer_all(tmp_path)
    assert [len(one) for one in made] == [1, 0]
    assert window.told == []


def test_a_failure_is_told(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    _, office = pair
    presenter, window, _ = board(office)
    failed: list[bool] = []
    presenter.failed.connect(lambda: failed.append(True))
    presenter.answer(PV, tmp_path / "nowhere")
    assert (len(failed), len(window.told)) == (1, 1)
