"""Where to: by name, with the province where there are several, or by code."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.services.moving import Leaving
from app.ui.screens.people.leave_sheet import LeaveSheet
from tests.fakes.open_desk import FRIDAY, open_desk, poor_widow


@pytest.fixture
def sheet(qtbot: QtBot, tmp_path: Path) -> LeaveSheet:
    desk = open_desk(tmp_path)
    page = desk.person_pages.page(poor_widow(desk).people[0])
    desk.close()
    room = QWidget()
    qtbot.addWidget(room)
    made = LeaveSheet(room, FRIDAY)
    made.room = room  # type: ignore[attr-defined]  # lives as long as the sheet
    room.show()
    made.open_for(page, office=False)
    return made


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("24615", 224615),
        ("phường nam gia nghĩa", 224615),
        ("Nam Gia Nghia", 224615),
        ("không có xã này", None),
        ("Nam", None),
        ("", None),
    ],
)
def test_one_commune_or_a_sentence(sheet: LeaveSheet, typed: str, target: int | None) -> None:
    saved: list[Leaving] = []
    sheet.saved.connect(saved.append)
    sheet.target.set_text(typed)
    sheet.fields["moved_on"].set_text("1/11/2025")
    sheet.save.click()
    assert [one.target for one in saved] == ([] if target is None else [target])
    assert bool(sheet.target.error()) is (target is None)


def test_what_is_not_paid_needs_no_decision(sheet: LeaveSheet) -> None:
    assert not sheet.fields["decision_no"].isVisible()
    assert not sheet.money.isVisible()
    assert sheet.refuse(Correctable("x", "Enter the day.", field="moved_on"))
    assert not sheet.refuse(Correctable("x", "Elsewhere.", field="birth"))
