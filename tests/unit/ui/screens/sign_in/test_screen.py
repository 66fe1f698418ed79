"""The sign-in window, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.core.i18n import use_language
from app.ui.screens.sign_in.presenter import SignInPresenter
from app.ui.screens.sign_in.screen import SignInScreen
from tests.fakes.heavy import FakeHeavy, app_error, wrong_passphrase
from tests.fakes.signed_folder import OFFICERS, public_card
from tests.fakes.station_window import Shown
from tests.fakes.typist import nameless_controls, type_text

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def heavy() -> FakeHeavy:
    return FakeHeavy()


@pytest.fixture
def screen(shown: Shown, tmp_path: Path, heavy: FakeHeavy) -> SignInScreen:
    public_card(tmp_path)
    made = SignInScreen(SignInPresenter(tmp_path, heavy))
    made.resize(1366, 768)
    shown(made)
    return made


def passphrase(screen: SignInScreen) -> QLineEdit:
    editor = screen.passphrase.editor
    assert isinstance(editor, QLineEdit)
    return editor


def test_the_cursor_waits_in_the_passphrase(screen: SignInScreen) -> None:
    assert QApplication.focusWidget() is passphrase(screen)


def test_enter_opens_for_the_officer_chosen(
    qtbot: QtBot, screen: SignInScreen, heavy: FakeHeavy, tmp_path: Path
) -> None:
    QTest.keyClick(screen.officers, Qt.Key.Key_Down)
    type_text(passphrase(screen), "bốn con suối nhỏ")
    with qtbot.waitSignal(screen.presenter.opened):
        QTest.keyClick(passphrase(screen), Qt.Key.Key_Return)
    assert heavy.heard == [("open", (tmp_path, OFFICERS[1][0], "bốn con suối nhỏ"))]


def test_a_wrong_passphrase_is_told_at_the_field(
    qtbot: QtBot, screen: SignInScreen, heavy: FakeHeavy
) -> None:
    heavy.error = wrong_passphrase()
    type_text(passphrase(screen), "bốn")
    with qtbot.waitSignal(screen.presenter.refused):
        screen.submit.click()
    qtbot.waitUntil(screen.submit.isEnabled)
    assert screen.passphrase.error() == wrong_passphrase().words()
    assert passphrase(screen).accessibleDescription() == wrong_passphrase().words()
    assert QApplication.focusWidget() is passphrase(screen)
    assert passphrase(screen).selectedText()
    type_text(passphrase(screen), "b")
    assert screen.passphrase.error() is None


def test_a_long_sentence_is_shown_whole(
    qtbot: QtBot, screen: SignInScreen, heavy: FakeHeavy
) -> None:
    plain = screen.passphrase.height()
    screen.passphrase.set_error("Gõ lại mật khẩu. " * 20)
    qtbot.waitUntil(lambda: screen.passphrase.height() >= plain + 8 + 4 * 16)


def test_the_passphrase_is_shown_only_when_asked(screen: SignInScreen) -> None:
    assert passphrase(screen).echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClick(passphrase(screen), Qt.Key.Key_H, ALT)
    assert passphrase(screen).echoMode() is QLineEdit.EchoMode.Normal
    assert screen.eye.text() == "Ẩn"
    screen.eye.click()
    assert passphrase(screen).echoMode() is QLineEdit.EchoMode.Password
    assert screen.eye.text() == "Hiện"


def test_caps_lock_is_told_beside_what_is_typed(screen: SignInScreen) -> None:
    QTest.keyClicks(passphrase(screen), "a")
    assert screen.caps_lock.isHidden()
    QTest.keyClicks(passphrase(screen), "A")
    assert screen.caps_lock.isVisible()
    QTest.keyClick(passphrase(screen), Qt.Key.Key_CapsLock)
    assert screen.caps_lock.isHidden()


def test_recovery_words_take_the_place_of_the_passphrase(
    qtbot: QtBot, screen: SignInScreen, heavy: FakeHeavy
) -> None:
    screen.forgot.click()
    assert screen.passphrase.isHidden()
    assert QApplication.focusWidget() is screen.words.editor
    type_text(screen.words.editor, "sông núi rừng")
    QTest.keyClick(screen.words.editor, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is screen.new_passphrase.editor
    type_text(screen.new_passphrase.editor, "năm ngọn đồi xanh")
    with qtbot.waitSignal(screen.presenter.opened):
        QTest.keyClick(screen.new_passphrase.editor, Qt.Key.Key_Return)
    what, how = heavy.heard[0]
    assert (what, how[1:3]) == ("recover", ("sông núi rừng", "năm ngọn đồi xanh"))


def test_escape_goes_back_from_recovery(screen: SignInScreen) -> None:
    screen.forgot.click()
    QTest.keyClick(screen.words.editor, Qt.Key.Key_Escape)
    assert screen.words.isHidden()
    assert QApplication.focusWidget() is passphrase(screen)


@pytest.mark.parametrize("forgotten", [False, True])
def test_other_trouble_stands_where_one_types(
    qtbot: QtBot, screen: SignInScreen, heavy: FakeHeavy, forgotten: bool
) -> None:
    for error in (app_error(), KeyError("x")):
        heavy.error = error
        if forgotten and screen.words.isHidden():
            screen.forgot.click()
        screen.submit.click()
        shown_at = screen.words if forgotten else screen.passphrase
        qtbot.waitUntil(lambda field=shown_at: field.error() is not None)  # type: ignore[misc]  # bound now
        assert shown_at.isVisible()
        shown_at.set_error(None)
        qtbot.waitUntil(screen.submit.isEnabled)


def test_the_other_language_can_be_asked_for(qtbot: QtBot, screen: SignInScreen) -> None:
    with qtbot.waitSignal(screen.language_asked) as asked:
        QTest.keyClick(passphrase(screen), Qt.Key.Key_E, ALT)
    assert asked.args == ["en"]
    use_language("en")
    with qtbot.waitSignal(screen.language_asked) as asked:
        QTest.keyClick(passphrase(screen), Qt.Key.Key_E, ALT)
    assert asked.args == ["vi"]


def test_the_unit_is_named_once_it_is_known(qtbot: QtBot, screen: SignInScreen) -> None:
    screen.start()
    qtbot.waitUntil(lambda: "xã Cư Jút" in screen._place.text())


def test_only_keys_that_act_are_told(screen: SignInScreen) -> None:
    def told() -> set[tuple[str, ...]]:
        keys = screen.keys.keys()
        return {caps for caps, _words in keys}

    assert ("↑", "↓") in told()
    assert ("Esc",) not in told()
    screen.forgot.click()
    assert ("Esc",) in told()
    assert ("Alt H",) not in told()


def test_every_control_has_a_name(screen: SignInScreen) -> None:
    assert nameless_controls(screen) == []
    screen.forgot.click()
    assert nameless_controls(screen) == []


def test_an_enrolled_workstation_asks_the_office(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    public_card(tmp_path, enrolled=True)
    screen = SignInScreen(SignInPresenter(tmp_path, FakeHeavy()))
    shown(screen)
    assert "đơn vị tiếp nhận" in screen.note.text()
    QTest.keyClick(screen.officers, Qt.Key.Key_Down)
    with qtbot.waitSignal(screen.office_asked) as asked:
        screen.forgot.click()
    assert asked.args is not None
    assert asked.args[0].id == OFFICERS[1][0]
    assert screen.words.isHidden()


def test_it_says_why_somebody_stands_here_again(screen: SignInScreen) -> None:
    screen.tell("Máy đã tự khóa.")
    assert screen.note.text() == "Máy đã tự khóa."
