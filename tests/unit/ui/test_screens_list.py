"""The places of the rail: one letter each, an icon each, in both roles."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.paths import resource
from app.core.station import Role
from app.ui.frame import Frame
from app.ui.screens_list import entries_for

ROLES = ("commune", "office")


@pytest.mark.parametrize("role", ROLES)
def test_there_are_places_each_named_once(role: str) -> None:
    keys = Counter(entry.rail.key for entry in entries_for(role))
    assert keys
    assert set(keys.values()) == {1}


@pytest.mark.parametrize("role", ROLES)
def test_every_letter_opens_one_place(role: str) -> None:
    letters = Counter(entry.rail.letter for entry in entries_for(role))
    assert set(letters.values()) == {1}
    assert all(len(letter) == 1 and letter.isascii() for letter in letters)


@pytest.mark.parametrize("role", ROLES)
def test_every_icon_is_shipped(role: str) -> None:
    for entry in entries_for(role):
        assert resource("icons", f"{entry.rail.icon}.svg").is_file(), entry.rail.icon


@pytest.mark.parametrize("role", ROLES)
def test_every_place_explains_itself(qtbot: QtBot, dressed_app: QApplication, role: Role) -> None:
    entries = entries_for(role)
    frame = Frame(role, entries)
    qtbot.addWidget(frame)
    for entry in entries:
        screen = entry.make(frame.context)
        assert 2 <= len(screen.help_told()) <= 4, entry.rail.key
        screen.deleteLater()


@pytest.mark.parametrize("role", ROLES)
def test_no_screen_takes_a_key_that_works_everywhere(
    qtbot: QtBot, dressed_app: QApplication, role: Role
) -> None:
    entries = entries_for(role)
    frame = Frame(role, entries)
    qtbot.addWidget(frame)
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    everywhere = {one.key().toString() for one in frame.findChildren(QShortcut, options=direct)}
    assert {f"Alt+{entry.rail.letter}" for entry in entries} < everywhere
    for entry in entries:
        screen = entry.make(frame.context)
        keys = {key for action in screen.actions_told() for key in action.key.split("|")}
        assert not keys & everywhere, entry.rail.key
        screen.deleteLater()
