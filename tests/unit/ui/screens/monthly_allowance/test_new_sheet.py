"""Receiving an application: who is found, what is proposed, what is carried."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.core.ids import new_id
from app.services.dossier_choices import categories
from app.services.people import PersonLine
from app.ui.screens.monthly_allowance.new_sheet import NewDossierSheet
from tests.fakes.open_desk import FRIDAY


@pytest.fixture
def sheet(qtbot: QtBot) -> NewDossierSheet:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(900, 700)
    room.show()
    return NewDossierSheet(room, FRIDAY, categories(FRIDAY, cleared=True), cleared=True)


def test_one_person_found_is_taken_by_enter_and_typing_on_lets_go(
    sheet: NewDossierSheet,
) -> None:
    line = PersonLine(1, new_id(), "Thị Rơm", "1949", "Bon U2", None, ended=False)
    sheet.open_for()
    sheet.show_people([line])
    sheet.search.entered.emit()
    assert sheet.person == line.id
    assert sheet.search.text() == "Thị Rơm"
    sheet.search.set_text("Thị Rơ")
    assert sheet.person is None


def test_a_category_that_was_chosen_is_not_overruled(sheet: NewDossierSheet) -> None:
    sheet.open_for(new_id(), "Thị Rơm", "5.6")
    sheet.propose("5.5.a")
    assert sheet.category.value() == "5.6"


def test_what_is_carried_and_what_is_asked_for(sheet: NewDossierSheet) -> None:
    saved: list[tuple[Any, ...]] = []
    sheet.saved.connect(lambda *told: saved.append(told))
    person = new_id()
    sheet.open_for(person, "Thị Rơm")
    sheet.save.click()
    assert sheet.category.error()
    sheet.category.set_value("5.6")
    sheet.restricted.setChecked(True)
    sheet.save.click()
    assert saved == [(person, {"category": "5.6", "received_on": "14/11/2025"}, True)]
    assert sheet.refuse(Correctable("x", "Type it again.", field="received_on"))
    assert sheet.received.error()
