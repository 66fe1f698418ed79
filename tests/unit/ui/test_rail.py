"""The rail: places, their letters, counters, and what a screen reader hears."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.rail import Rail, RailEntry
from app.ui.theme import palette
from tests.fakes.station_window import Shown
from tests.fakes.typist import nameless_controls

PLACES = [
    RailEntry("today", "Việc hôm nay", "list-checks", "V"),
    RailEntry("people", "Người dân, hộ gia đình", "users", "N"),
    RailEntry("settings", "Thiết lập", "settings", "H"),
]


@pytest.fixture
def chosen() -> list[str]:
    return []


@pytest.fixture
def rail(shown: Shown, chosen: list[str]) -> Rail:
    made = Rail(PLACES, chosen.append)
    made.resize(made.width(), 720)
    shown(made)
    return made


def test_a_place_is_opened_by_mouse_or_space(rail: Rail, chosen: list[str]) -> None:
    QTest.mouseClick(rail.items["people"], Qt.MouseButton.LeftButton)
    QTest.keyClick(rail.items["settings"], Qt.Key.Key_Space)
    assert chosen == ["people", "settings"]


def test_one_place_is_marked_at_a_time(rail: Rail) -> None:
    rail.show_chosen("today")
    rail.show_chosen("people")
    assert [key for key, item in rail.items.items() if item.isChecked()] == ["people"]


def test_counters_are_told_with_the_place(rail: Rail) -> None:
    rail.set_counters({"today": 10, "people": 0, "unknown": 3})
    assert rail.items["today"].accessibleName() == "Việc hôm nay 10"
    assert rail.items["people"].accessibleName() == "Người dân, hộ gia đình"


def test_every_place_has_a_name(rail: Rail) -> None:
    assert nameless_controls(rail) == []


def test_places_stand_under_the_programs_name(rail: Rail) -> None:
    tops = [item.y() for item in rail.items.values()]
    assert tops[0] >= 56
    assert tops[1] - tops[0] == tops[2] - tops[1] == 44


def test_the_chosen_place_is_seen_without_colour_alone(rail: Rail) -> None:
    rail.items["people"].clearFocus()
    rail.show_chosen("people")
    image = rail.grab().toImage()
    item = rail.items["people"].geometry()
    edge = image.pixelColor(1, item.center().y())
    assert edge.name() == palette().acc.lower()  # the bar at the window's edge
    other = rail.items["today"].geometry()
    assert image.pixelColor(1, other.center().y()).name() == palette().rail.lower()
