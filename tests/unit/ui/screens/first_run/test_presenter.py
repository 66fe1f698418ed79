"""The first run without widgets: what is refused before anything is made, and the words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.ui.screens.first_run.presenter import FirstRunPresenter
from tests.fakes.heavy import WORDS, FakeHeavy, app_error

TYPED: dict[str, Any] = {
    "role": "commune",
    "unit": 224640,
    "name": "Lương Thị Hạnh",
    "title": "Chuyên viên",
    "passphrase": "bốn con suối nhỏ",
    "again": "bốn con suối nhỏ",
}


@pytest.fixture
def heavy() -> FakeHeavy:
    return FakeHeavy()


@pytest.fixture
def presenter(qtbot: QtBot, tmp_path: Path, heavy: FakeHeavy) -> FirstRunPresenter:
    return FirstRunPresenter(tmp_path / "register", heavy)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"unit": None}, "unit"),
        ({"name": "  "}, "officer"),
        ({"again": "bốn con suối"}, "again"),
    ],
)
def test_what_is_missing_is_told_at_its_field(
    qtbot: QtBot, presenter: FirstRunPresenter, heavy: FakeHeavy, wrong: dict[str, Any], field: str
) -> None:
    with qtbot.waitSignal(presenter.refused) as refused:
        presenter.make(**{**TYPED, **wrong})
    assert refused.args is not None
    error = refused.args[0]
    assert isinstance(error, Correctable)
    assert error.field == field
    assert heavy.heard == []


def test_a_workstation_is_made_as_typed(
    qtbot: QtBot, presenter: FirstRunPresenter, heavy: FakeHeavy
) -> None:
    with qtbot.waitSignal(presenter.made) as made:
        presenter.make(**TYPED)
    assert made.args == [WORDS]
    what, (folder, how) = heavy.heard[0]
    assert (what, folder.name) == ("create", "register")
    assert how == {
        "role": "commune",
        "unit": 224640,
        "officer_name": "Lương Thị Hạnh",
        "officer_title": "Chuyên viên",
        "passphrase": "bốn con suối nhỏ",
    }


def test_it_opens_only_when_two_words_come_back(qtbot: QtBot, presenter: FirstRunPresenter) -> None:
    opened: list[object] = []
    presenter.opened.connect(opened.append)
    with qtbot.waitSignal(presenter.made):
        presenter.make(**TYPED)
    assert len(set(presenter.asked)) == 2
    assert not presenter.confirm(["sai", "sai"])
    assert not presenter.confirm([WORDS[presenter.asked[0]]])
    assert opened == []
    assert presenter.confirm([WORDS[place].upper() for place in presenter.asked])
    assert opened == ["the services"]


def test_what_the_services_refuse_is_told(
    qtbot: QtBot, presenter: FirstRunPresenter, heavy: FakeHeavy
) -> None:
    heavy.error = app_error()
    with qtbot.waitSignal(presenter.refused) as refused:
        presenter.make(**TYPED)
    assert refused.args == [heavy.error]


def test_a_bug_is_told_as_one(qtbot: QtBot, presenter: FirstRunPresenter, heavy: FakeHeavy) -> None:
    heavy.error = KeyError("x")
    with qtbot.waitSignal(presenter.broken) as broken:
        presenter.make(**TYPED)
    assert broken.args == [heavy.error]


def test_units_are_found_by_name(qtbot: QtBot, presenter: FirstRunPresenter) -> None:
    with qtbot.waitSignal(presenter.units_found) as found:
        presenter.find_units("cu jut", "commune")
    assert found.args is not None
    assert [one.pv for one in found.args[0]] == [224640]


def test_the_training_workstation_stands_beside_the_real_one(
    qtbot: QtBot, presenter: FirstRunPresenter, heavy: FakeHeavy
) -> None:
    told: list[str] = []
    presenter.progressed.connect(told.append)
    with qtbot.waitSignal(presenter.opened):
        presenter.make_training()
    what, folder = heavy.heard[0]
    assert (what, folder.name) == ("training", "register-training")
    assert told == ["500 người"]
