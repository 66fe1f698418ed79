"""The first run's card, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable, Environment
from app.ui.screens.first_run.screen import FirstRunScreen
from tests.fakes.heavy import FakeHeavy
from tests.fakes.station_window import Shown
from tests.fakes.typist import nameless_controls, type_text

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def heavy() -> FakeHeavy:
    return FakeHeavy()


@pytest.fixture
def screen(shown: Shown, tmp_path: Path, heavy: FakeHeavy) -> FirstRunScreen:
    made = FirstRunScreen(tmp_path / "register", heavy, None)
    made.resize(1366, 768)
    shown(made)
    return made


def fill(qtbot: QtBot, screen: FirstRunScreen) -> None:
    type_text(screen.search.editor, "cu jut")
    qtbot.waitUntil(lambda: screen.unit.value() == "224640")
    for field, text in (
        (screen.officer, "Y Thiên Êban"),
        (screen.title, "Chuyên viên"),
        (screen.passphrase, "bốn con suối nhỏ"),
        (screen.again, "bốn con suối nhỏ"),
    ):
        type_text(field.editor, text)


def test_a_workstation_is_made_by_keyboard(
    qtbot: QtBot, screen: FirstRunScreen, heavy: FakeHeavy
) -> None:
    fill(qtbot, screen)
    with qtbot.waitSignal(screen.presenter.made):
        QTest.keyClick(screen.again.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.recovery.isVisible)
    assert [what for what, _how in heavy.heard if what != "find"] == ["create"]
    assert not screen.training.isVisible()
    assert QApplication.focusWidget() is screen.recovery.fields[0].editor


def test_nothing_leads_away_from_the_recovery_words(
    qtbot: QtBot, screen: FirstRunScreen, heavy: FakeHeavy
) -> None:
    fill(qtbot, screen)
    screen.submit.click()
    qtbot.waitUntil(screen.recovery.isVisible)
    gone: list[object] = []
    screen.language_asked.connect(gone.append)
    screen.opened.connect(gone.append)
    screen.left.connect(lambda: gone.append("left"))
    for key, held in (
        (Qt.Key.Key_T, ALT),
        (Qt.Key.Key_E, ALT),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(screen.recovery.fields[0].editor, key, held)
    assert gone == []
    assert not screen.presenter.busy
    assert [what for what, _how in heavy.heard if what != "find"] == ["create"]


@pytest.mark.parametrize("field", ["unit", "officer", "passphrase", "again"])
def test_a_refusal_is_told_at_its_field(
    qtbot: QtBot, screen: FirstRunScreen, heavy: FakeHeavy, field: str
) -> None:
    fill(qtbot, screen)
    heavy.error = Correctable("wrong", "Type it again.", field=field)
    with qtbot.waitSignal(screen.presenter.refused):
        screen.submit.click()
    shown_at = {"unit": screen.search, "officer": screen.officer}.get(field) or (
        screen.passphrase if field == "passphrase" else screen.again
    )
    qtbot.waitUntil(lambda: shown_at.error() == "Type it again.")
    assert QApplication.focusWidget() is shown_at.editor
    assert screen.submit.isEnabled()


def test_other_trouble_is_told_above(
    qtbot: QtBot, screen: FirstRunScreen, heavy: FakeHeavy
) -> None:
    fill(qtbot, screen)
    heavy.error = Environment("disk_full", "Make room on the disk.")
    screen.submit.click()
    qtbot.waitUntil(lambda: screen.notice.text() == "Make room on the disk.")
    assert screen.submit.isEnabled()


def test_an_unknown_unit_says_how_to_go_on(qtbot: QtBot, screen: FirstRunScreen) -> None:
    type_text(screen.search.editor, "zzz")
    qtbot.waitUntil(lambda: screen.search.error() is not None)
    screen.submit.click()
    qtbot.waitUntil(lambda: screen.search.error() is not None)


def test_the_training_workstation_needs_nothing_typed(
    qtbot: QtBot, screen: FirstRunScreen, heavy: FakeHeavy
) -> None:
    with qtbot.waitSignal(screen.opened) as opened:
        QTest.keyClick(screen.search.editor, Qt.Key.Key_T, ALT)
    assert opened.args == ["the services"]


def test_a_damaged_workstation_is_told_when_the_window_opens(
    shown: Shown, tmp_path: Path, heavy: FakeHeavy
) -> None:
    made = FirstRunScreen(tmp_path, heavy, Environment("keys_damaged", "Put back the keys."))
    shown(made)
    assert made.notice.text() == "Put back the keys."
    assert made.notice.isVisible()


def test_beside_a_workstation_only_training_is_offered_and_one_can_go_back(
    qtbot: QtBot, shown: Shown, tmp_path: Path, heavy: FakeHeavy
) -> None:
    made = FirstRunScreen(tmp_path, heavy, None, made=True)
    shown(made)
    assert not made.submit.isVisible()
    assert QApplication.focusWidget() is made.training
    with qtbot.waitSignal(made.left):
        QTest.keyClick(made.training, Qt.Key.Key_Escape)


def test_escape_does_not_lose_what_was_typed(screen: FirstRunScreen) -> None:
    gone: list[int] = []
    screen.left.connect(lambda: gone.append(1))
    QTest.keyClick(screen.search.editor, Qt.Key.Key_Escape)
    assert gone == []


def test_every_control_has_a_name(screen: FirstRunScreen) -> None:
    assert nameless_controls(screen) == []


def test_where_the_data_will_lie_is_told_quietly_at_the_foot(
    qtbot: QtBot, screen: FirstRunScreen, tmp_path: Path
) -> None:
    assert str(tmp_path / "register") in screen.place.text()
    assert screen.place.mapTo(screen, screen.place.rect().topLeft()).y() > screen.training.mapTo(
        screen, screen.training.rect().bottomLeft()
    ).y()  # fmt: skip
    fill(qtbot, screen)
    screen.submit.click()
    qtbot.waitUntil(screen.recovery.isVisible)
    assert not screen.place.isVisible()
