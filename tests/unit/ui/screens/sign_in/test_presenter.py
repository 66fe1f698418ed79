"""Signing in without widgets."""

from __future__ import annotations

import threading
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Environment
from app.core.station import KEYS_FILE
from app.ui.screens.sign_in.presenter import SignInPresenter
from tests.fakes.heavy import FakeHeavy, wrong_passphrase
from tests.fakes.signed_folder import OFFICERS, public_card

HANH = OFFICERS[0][0]


@pytest.fixture
def heavy() -> FakeHeavy:
    return FakeHeavy()


@pytest.fixture
def presenter(qtbot: QtBot, tmp_path: Path, heavy: FakeHeavy) -> SignInPresenter:
    public_card(tmp_path)
    return SignInPresenter(tmp_path, heavy)


def test_the_card_tells_who_works_here(presenter: SignInPresenter) -> None:
    assert presenter.card is not None
    assert [one.label for one in presenter.card.officers] == ["L. T. H.", "Y T. Ê."]


def test_no_workstation_has_no_card(qtbot: QtBot, tmp_path: Path, heavy: FakeHeavy) -> None:
    presenter = SignInPresenter(tmp_path / "nothing", heavy)
    assert presenter.card is None
    assert presenter.trouble is None


def test_a_damaged_card_is_told(qtbot: QtBot, tmp_path: Path, heavy: FakeHeavy) -> None:
    (tmp_path / KEYS_FILE).write_text("{", encoding="utf-8")
    presenter = SignInPresenter(tmp_path, heavy)
    assert presenter.card is None
    assert isinstance(presenter.trouble, Environment)


def test_the_right_passphrase_opens(
    qtbot: QtBot, presenter: SignInPresenter, heavy: FakeHeavy, tmp_path: Path
) -> None:
    with qtbot.waitSignals([presenter.begun, presenter.opened], order="strict"):
        presenter.open(HANH, "bốn con suối nhỏ")
    with qtbot.waitSignal(presenter.opened) as opened:
        presenter.open(HANH, "bốn con suối nhỏ")
    assert opened.args == ["the services"]
    assert heavy.heard == 2 * [("open", (tmp_path, HANH, "bốn con suối nhỏ"))]


def test_a_wrong_one_is_refused_and_can_be_tried_again(
    qtbot: QtBot, presenter: SignInPresenter, heavy: FakeHeavy
) -> None:
    heavy.error = wrong_passphrase()
    with qtbot.waitSignal(presenter.refused) as refused:
        presenter.open(HANH, "bốn con suối")
    assert refused.args == [heavy.error]
    heavy.error = None
    with qtbot.waitSignal(presenter.opened):
        presenter.open(HANH, "bốn con suối nhỏ")


def test_a_bug_is_told_as_one(qtbot: QtBot, presenter: SignInPresenter, heavy: FakeHeavy) -> None:
    heavy.error = KeyError("x")
    with qtbot.waitSignal(presenter.broken) as broken:
        presenter.open(HANH, "bốn con suối nhỏ")
    assert broken.args == [heavy.error]
    assert not presenter.busy


def test_recovery_words_give_a_new_passphrase(
    qtbot: QtBot, presenter: SignInPresenter, heavy: FakeHeavy, tmp_path: Path
) -> None:
    with qtbot.waitSignal(presenter.opened):
        presenter.recover(HANH, "sông núi", "năm ngọn đồi xanh")
    assert heavy.heard == [("recover", (tmp_path, "sông núi", "năm ngọn đồi xanh", HANH))]


def test_while_one_opening_runs_no_other_starts(qtbot: QtBot, tmp_path: Path) -> None:
    gate = threading.Event()

    class Slow(FakeHeavy):
        def open_station(self, folder: Path, officer: UUID, passphrase: str) -> object:
            self.heard.append(("open", passphrase))
            assert gate.wait(5)
            return "the services"

    heavy = Slow()
    public_card(tmp_path)
    presenter = SignInPresenter(tmp_path, heavy)
    with qtbot.waitSignal(presenter.opened):
        presenter.open(HANH, "first")
        presenter.open(HANH, "second")
        gate.set()
    assert heavy.heard == [("open", "first")]


def test_the_units_name_comes_by_itself(qtbot: QtBot, presenter: SignInPresenter) -> None:
    with qtbot.waitSignal(presenter.unit_known) as known:
        presenter.learn_unit()
    assert known.args == ["xã Cư Jút (224640)"]
