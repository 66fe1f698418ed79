"""Commands: how their keys are drawn, and that they act where the focus is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.actions import Action, bind, bound_in, caps
from tests.fakes.station_window import Shown


@pytest.mark.parametrize(
    ("key", "drawn"),
    [
        ("Ctrl+S", ["Ctrl S"]),
        ("Return", ["Enter"]),
        ("Up|Down", ["↑", "↓"]),
        ("Alt+Up|Alt+Down", ["Alt ↑", "Alt ↓"]),
        ("Escape", ["Esc"]),
        ("Ctrl+Shift+S", ["Ctrl Shift S"]),
        ("F6", ["F6"]),
    ],
)
def test_keys_are_drawn_as_on_the_keyboard(key: str, drawn: list[str]) -> None:
    assert caps(key) == drawn


def test_a_command_acts_from_inside_its_screen_only(shown: Shown) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    screen, elsewhere = QWidget(), QLineEdit()
    inside = QLineEdit()
    QVBoxLayout(screen).addWidget(inside)
    column.addWidget(screen)
    column.addWidget(elsewhere)
    shown(window)
    ran: list[str] = []
    made = bind(Action("Ctrl+S|F9", "save", lambda: ran.append("saved")), screen)
    assert len(made) == 2
    inside.setFocus()
    QTest.keyClick(inside, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(inside, Qt.Key.Key_F9)
    assert ran == ["saved", "saved"]
    elsewhere.setFocus()
    QTest.keyClick(elsewhere, Qt.Key.Key_F9)
    assert ran == ["saved", "saved"]


def test_a_key_that_is_only_told_binds_nothing(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert bind(Action("Up|Down", "choose"), widget) == []


def test_of_two_places_that_know_a_key_the_nearer_acts(shown: Shown) -> None:
    told: list[str] = []
    outer = QWidget()
    inner = QWidget(outer)
    inside, outside = QLineEdit(inner), QLineEdit(outer)
    bind(Action("Ctrl+S", "outer", lambda: told.append("outer")), outer)
    bind(Action("Ctrl+S", "inner", lambda: told.append("inner")), inner)
    shown(outer)
    for field in (inside, outside):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert told == ["inner", "outer"]


def test_what_is_bound_is_told_once_however_many_keys_it_has(qtbot: QtBot) -> None:
    place, other = QWidget(), QWidget()
    qtbot.addWidget(place)
    qtbot.addWidget(other)
    save = Action("Ctrl+S|F2", "lưu", lambda: None)
    leave = Action("Esc", "đóng", lambda: None)
    bind(save, place)
    bind(leave, place)
    bind(Action("Tab", "ô kế tiếp"), place)
    assert bound_in(place) == [save, leave]
    assert bound_in(other) == []
