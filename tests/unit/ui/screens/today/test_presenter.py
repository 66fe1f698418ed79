"""The day's work: filters, and where each line leads."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.services.changes import Changes
from app.services.container import Services
from app.services.drafts import DraftKey
from app.services.today import TaskLine
from app.ui.screens.today.presenter import EMERGENCY, OVERDUE, TodayPresenter
from tests.fakes.open_desk import poor_widow
from tests.fakes.window import Window, window_for


@pytest.fixture
def window(qtbot: QtBot, desk: Services) -> Window:
    return window_for(desk)


def test_filters_and_the_step_of_a_line(desk: Services, window: Window) -> None:
    person = poor_widow(desk).people[0]
    desk.dossiers.open(person, {"category": "5.5.a", "received_on": "2025-10-28"})
    made = desk.emergencies.intake({"cause": "hoa_hoan", "household_name": "Y Lô"}).made
    presenter = TodayPresenter(window.context)
    listed: list[list[TaskLine]] = []
    presenter.listed.connect(listed.append)
    presenter.load()
    assert [line.screen for line in listed[-1]] == ["monthly_allowance", "emergency", "exchange"]
    presenter.show(OVERDUE)
    assert [line.screen for line in listed[-1]] == ["monthly_allowance"]
    presenter.show(EMERGENCY)
    presenter.open(listed[-1][0].key)
    presenter.open("unknown")
    assert window.went == [("emergency", {"case": made})]


def test_the_draft_and_the_first_step(desk: Services, window: Window) -> None:
    presenter = TodayPresenter(window.context)
    presenter.go_on()
    desk.drafts.save(DraftKey("emergency"), {})
    presenter.refresh(Changes.of(None))
    presenter.go_on()
    presenter.first_step()
    assert window.went == [("emergency", {"new": True}), ("people", {"new": True})]
