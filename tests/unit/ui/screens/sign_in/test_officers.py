"""Choosing who works: by arrows or mouse, told to a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.core.station import OfficerEntry
from app.ui.screens.sign_in.officers import OfficerChoice
from app.ui.theme import palette
from tests.fakes.signed_folder import OFFICERS
from tests.fakes.station_window import Shown

ENTRIES = tuple(OfficerEntry(str(one), label) for one, label in OFFICERS)


@pytest.fixture
def choice(shown: Shown) -> OfficerChoice:
    made = OfficerChoice(ENTRIES)
    shown(made)
    return made


def test_arrows_choose_and_stay_at_the_ends(choice: OfficerChoice) -> None:
    chosen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(choice, key)
        chosen.append(choice.chosen())
    first, second = (one.id for one in ENTRIES)
    assert chosen == [first, second, second, first]


def test_a_click_chooses(choice: OfficerChoice) -> None:
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(60, 20 + 40 + 20))
    assert choice.chosen() == ENTRIES[1].id
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(60, 5))  # on the label
    assert choice.chosen() == ENTRIES[1].id


def test_the_chosen_one_is_told(choice: OfficerChoice) -> None:
    assert "L. T. H." in choice.accessibleName()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert "Y T. Ê." in choice.accessibleName()


def test_one_officer_needs_no_choosing(shown: Shown) -> None:
    made = OfficerChoice(ENTRIES[:1])
    assert not made.several
    assert made.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert made.chosen() == ENTRIES[0].id


def test_the_chosen_row_is_marked_at_its_edge(choice: OfficerChoice) -> None:
    choice.clearFocus()
    image = choice.grab().toImage()
    assert image.pixelColor(7, 20 + 20).name() == palette().acc.lower()
    assert image.pixelColor(7, 20 + 60).name() == palette().surf.lower()
