"""The screen of today, empty and full."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.changes import Changes
from app.services.container import Services
from app.services.drafts import DraftKey
from app.ui.screens.today.screen import TodayScreen
from tests.fakes.open_desk import poor_widow
from tests.fakes.station_window import Shown
from tests.fakes.window import Window, window_for


@pytest.fixture
def window(dressed_app: QApplication, desk: Services) -> Window:
    return window_for(desk)


def test_an_empty_register_shows_the_first_step(window: Window, shown: Shown) -> None:
    screen = TodayScreen(window.context)
    shown(screen)
    screen.activate()
    assert "Alt+L" not in [one.key for one in screen.keys_told()]
    screen.presenter.show("late")
    assert not screen.none.button.isHidden()
    screen.none.button.press()
    assert window.went == [("people", {"new": True})]


def test_the_head_of_an_empty_day_stays_at_the_top(
    qtbot: QtBot, window: Window, shown: Shown
) -> None:
    screen = TodayScreen(window.context)
    shown(screen)
    screen.activate()
    assert screen.list.isHidden()
    screen.resize(1134, 700)
    qtbot.waitUntil(lambda: screen.none.geometry().top() < 120)
    assert screen.chips.geometry().bottom() < 120


def test_work_draft_and_birthdays(desk: Services, window: Window, shown: Shown) -> None:
    person = poor_widow(desk).people[0]
    desk.dossiers.open(person, {"category": "5.5.a", "received_on": "2025-10-28"})
    desk.people.intake({"name": "Triệu Thị Lai", "birth": "1950-12-02"})
    desk.drafts.save(DraftKey("emergency"), {})
    screen = TodayScreen(window.context)
    shown(screen)
    screen.activate()
    assert not screen.draft.isHidden()
    assert "Alt+L" in [one.key for one in screen.keys_told()]
    assert not screen.ahead.isHidden()
    assert screen.reports.isHidden()
    assert screen.list.current_key().startswith("dossier:")
    screen.list.opened.emit(screen.list.current_key())
    assert [place for place, _where in window.went] == ["monthly_allowance"]


def test_saving_elsewhere_shows_at_once(desk: Services, window: Window, shown: Shown) -> None:
    screen = TodayScreen(window.context)
    shown(screen)
    screen.activate()
    made = desk.emergencies.intake({"cause": "hoa_hoan", "household_name": "Y Lô"})
    window.context.bus.announce(made, None)
    assert screen.presenter.view is not None
    assert any(line.screen == "emergency" for line in screen.presenter.view.lines)
    screen.refresh(Changes.of(None))
