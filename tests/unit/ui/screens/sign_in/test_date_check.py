"""The question about the day: asked only in doubt, answered by Enter or by another day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.clock import FixedClock
from app.services.container import Services
from app.ui.screens.sign_in.date_check import DateCheck, date_check
from tests.fakes.open_desk import open_desk

FRIDAY = date(2025, 11, 14)


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """A workstation whose battery died."""
    services = open_desk(tmp_path, day=FRIDAY)
    clock = services.clock
    assert isinstance(clock, FixedClock)
    clock.at = FixedClock.on(date(2010, 1, 1)).at
    services.clock_guard.watch(date(2025, 6, 1))
    return services


def asked(qtbot: QtBot, services: Services) -> DateCheck:
    check = date_check(services)
    assert check is not None
    qtbot.addWidget(check)
    return check


def test_both_days_are_shown_and_the_right_one_is_typed(qtbot: QtBot, services: Services) -> None:
    check = asked(qtbot, services)
    assert "01/01/2010" in check.told.text()
    assert "14/11/2025" in check.told.text()
    check.day.set_text("17/11/2025")
    with qtbot.waitSignal(check.confirmed) as told:
        check.confirm()
    assert told.args == [services]
    assert services.clock.today() == date(2025, 11, 17)
    assert date_check(services) is None


def test_the_day_may_stay(qtbot: QtBot, services: Services) -> None:
    check = asked(qtbot, services)
    with qtbot.waitSignal(check.confirmed):
        check.day.entered.emit()
    assert services.clock.today() == date(2010, 1, 1)


@pytest.mark.parametrize("typed", ["2025", "hôm nay", ""])
def test_less_than_a_day_is_asked_again(qtbot: QtBot, services: Services, typed: str) -> None:
    check = asked(qtbot, services)
    check.day.set_text(typed)
    with qtbot.assertNotEmitted(check.confirmed):
        check.confirm()
    assert check.day.error()
    assert services.clock_guard.doubt() is not None
