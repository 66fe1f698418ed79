from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.core.station import OfficerEntry
from app.services.reopening import Asked
from app.ui.screens.sign_in.reopening import ReopeningScreen
from tests.fakes.heavy import DIGITS, FakeHeavy, app_error
from tests.fakes.signed_folder import OFFICERS
from tests.fakes.station_window import Shown
from tests.fakes.typist import nameless_controls
from tests.fakes.window import Answers

NEW = "thác nước đầu nguồn"
WHO = OfficerEntry(str(OFFICERS[0][0]), OFFICERS[0][1])


@pytest.fixture
def heavy() -> FakeHeavy:
    return FakeHeavy()


@pytest.fixture
def asker(tmp_path: Path) -> Answers:
    answer = tmp_path / "a.tgxa"
    answer.write_bytes(b"answer")
    return Answers(saved_as=tmp_path / "q.tgxo", opened=[answer])


@pytest.fixture
def screen(
    qtbot: QtBot, shown: Shown, tmp_path: Path, heavy: FakeHeavy, asker: Answers
) -> ReopeningScreen:
    return opened(qtbot, shown, tmp_path, heavy, asker)


def opened(
    qtbot: QtBot, shown: Shown, folder: Path, heavy: FakeHeavy, asker: Answers
) -> ReopeningScreen:
    made = ReopeningScreen(folder, heavy, WHO, asker)
    made.resize(1366, 768)
    shown(made)
    qtbot.waitUntil(lambda: not made.presenter.busy)
    return made


def typed(screen: ReopeningScreen, again: str = NEW) -> None:
    screen.new.set_text(NEW)
    screen.again.set_text(again)


def test_a_request_shows_its_digits_and_waits_for_the_answer(
    qtbot: QtBot, screen: ReopeningScreen, heavy: FakeHeavy, tmp_path: Path
) -> None:
    typed(screen)
    with qtbot.waitSignal(screen.presenter.asked):
        screen.request.click()
    assert (tmp_path / "q.tgxo").read_bytes() == b"request"
    asked = ("ask", (tmp_path, OFFICERS[0][0], NEW))
    assert heavy.heard == [("judge", (tmp_path, NEW)), asked]
    qtbot.waitUntil(lambda: screen.digits.text() == DIGITS)
    assert not screen.code.isHidden()
    assert QApplication.focusWidget() is screen.typed.editor
    assert screen.answer.isEnabled()


def test_the_answer_opens_the_register(
    qtbot: QtBot, screen: ReopeningScreen, heavy: FakeHeavy, tmp_path: Path
) -> None:
    screen.typed.set_text(NEW)
    with qtbot.waitSignal(screen.opened) as signal:
        QTest.keyClick(screen.typed.editor, Qt.Key.Key_Return)
    assert signal.args == ["the services"]
    assert heavy.heard == [("accept", (tmp_path, b"answer", NEW))]


def test_a_request_that_waits_shows_its_digits_at_once(
    qtbot: QtBot, shown: Shown, tmp_path: Path, asker: Answers
) -> None:
    heavy = FakeHeavy(pending=Asked(b"request", DIGITS))
    made = opened(qtbot, shown, tmp_path, heavy, asker)
    qtbot.waitUntil(lambda: made.digits.text() == DIGITS)


def test_what_was_typed_twice_has_to_be_the_same(
    qtbot: QtBot, screen: ReopeningScreen, heavy: FakeHeavy, asker: Answers
) -> None:
    typed(screen, again="một câu khác")
    with qtbot.waitSignal(screen.presenter.refused):
        screen.request.click()
    qtbot.waitUntil(lambda: bool(screen.again.error()))
    assert heavy.heard == []
    assert asker.asked == []


@pytest.mark.parametrize("code", ["weak_passphrase", "other_new_passphrase"])
def test_what_can_be_mended_stands_at_its_field(
    qtbot: QtBot, screen: ReopeningScreen, heavy: FakeHeavy, asker: Answers, code: str
) -> None:
    heavy.error = Correctable(code, "Say it better.", field="passphrase")
    field, button = {
        "weak_passphrase": (screen.new, screen.request),
        "other_new_passphrase": (screen.typed, screen.answer),
    }[code]
    typed(screen)
    with qtbot.waitSignal(screen.presenter.refused):
        button.click()
    qtbot.waitUntil(lambda: bool(field.error()))
    assert button.isEnabled()
    assert "Ghi tệp đề nghị vào đâu" not in asker.asked  # a weak one is told beforehand


def test_everything_else_is_said_above(
    qtbot: QtBot, screen: ReopeningScreen, heavy: FakeHeavy
) -> None:
    for error in (app_error(), ValueError("a bug")):
        heavy.error = error
        screen.answer.click()
        qtbot.waitUntil(lambda: not screen.presenter.busy and screen.answer.isEnabled())
        assert not screen.notice.isHidden()


def test_nothing_happens_without_a_file(
    qtbot: QtBot, screen: ReopeningScreen, asker: Answers, heavy: FakeHeavy, tmp_path: Path
) -> None:
    asker.saved_as, asker.opened = None, []
    typed(screen)
    screen.request.click()
    qtbot.waitUntil(lambda: bool(asker.asked))
    screen.answer.click()
    assert heavy.heard == [("judge", (tmp_path, NEW))]


def test_escape_goes_back(qtbot: QtBot, screen: ReopeningScreen) -> None:
    with qtbot.waitSignal(screen.left):
        QTest.keyClick(screen, Qt.Key.Key_Escape)


def test_secrets_are_hidden_and_everything_has_a_name(screen: ReopeningScreen) -> None:
    for field in (screen.new, screen.again, screen.typed):
        assert field.editor.echoMode() is not field.editor.EchoMode.Normal  # type: ignore[attr-defined]  # a QLineEdit
    assert nameless_controls(screen) == []
