"""The overview: the next step, the household, and a page without a birth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.services.households import NewMember
from app.ui.screens.people.next_step import NextStep
from app.ui.screens.people.overview import Overview
from tests.fakes.open_desk import open_desk, poor_widow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


def test_the_step_button_carries_the_step(qtbot: QtBot, desk: Services) -> None:
    overview = Overview()
    qtbot.addWidget(overview)
    steps: list[NextStep] = []
    overview.step_asked.connect(steps.append)
    overview.show_page(desk.person_pages.page(poor_widow(desk).people[0]))
    assert overview.step_button is not None
    overview.step_button.click()
    assert [step.does for step in steps] == ["new_dossier"]
    assert overview.reason is not None
    assert "750.000 đ" in overview.reason.as_text()


def test_without_a_birth_there_is_no_reason_to_focus(qtbot: QtBot, desk: Services) -> None:
    person = desk.people.intake({"name": "Điểu Xrông"}).made
    assert person is not None
    overview = Overview()
    qtbot.addWidget(overview)
    overview.show_page(desk.person_pages.page(person))
    assert overview.reason is None


def test_members_lead_to_their_own_pages(qtbot: QtBot, desk: Services) -> None:
    home = desk.households.intake(
        {},
        [
            NewMember({"name": "Giàng A Páo", "birth": "1991"}, "chu_ho"),
            NewMember({"name": "Sùng Thị Dợ"}, "vo_chong"),
        ],
    ).made
    assert home is not None
    head, wife = (one.person for one in desk.households.file(home).members)
    overview = Overview()
    qtbot.addWidget(overview)
    asked: list[str] = []
    overview.person_asked.connect(asked.append)
    overview.show_page(desk.person_pages.page(head))
    links = [one for one in overview.findChildren(QPushButton) if one.text() == "Sùng Thị Dợ"]
    links[0].click()
    assert asked == [str(wife)]
