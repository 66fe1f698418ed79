"""Caps Lock is told from the letters that come."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.screens.sign_in.caps_lock import CapsLockWatch
from tests.fakes.typist import CTRL, NONE, SHIFT, press


@pytest.fixture
def editor(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "held", "on"),
    [
        ("A", NONE, True),
        ("a", NONE, False),
        ("A", SHIFT, False),
        ("a", SHIFT, True),
        ("Ư", NONE, True),
        ("đ", NONE, False),
    ],
)
def test_a_letter_tells(editor: QLineEdit, typed: str, held: Qt.KeyboardModifier, on: bool) -> None:
    watch = CapsLockWatch(editor)
    press(editor, Qt.Key.Key_A, typed, held=held)
    assert watch.on is on
    assert editor.text() == typed


@pytest.mark.parametrize("typed", ["1", " ", "!", ""])
def test_other_keys_tell_nothing(editor: QLineEdit, typed: str) -> None:
    watch = CapsLockWatch(editor)
    press(editor, Qt.Key.Key_A, "A")
    press(editor, Qt.Key.Key_unknown, typed)
    press(editor, Qt.Key.Key_C, "", held=CTRL)
    assert watch.on


def test_the_key_itself_turns_it_round(editor: QLineEdit) -> None:
    watch, heard = CapsLockWatch(editor), list[bool]()
    watch.changed.connect(heard.append)
    press(editor, Qt.Key.Key_A, "A")
    press(editor, Qt.Key.Key_B, "B")
    press(editor, Qt.Key.Key_CapsLock)
    press(editor, Qt.Key.Key_A, "a")
    assert heard == [True, False]
