"""An own household needs its village; one that is joined needs the relation."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.ui.screens.people.house_sheet import HouseSheet, Housing
from tests.fakes.open_desk import FRIDAY, open_desk, poor_widow


def test_join_or_have_an_own_one(qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    home = poor_widow(desk)
    person = desk.people.intake({"name": "Y Lô"}).made
    assert person is not None
    room = QWidget()
    qtbot.addWidget(room)
    room.show()
    sheet = HouseSheet(room, FRIDAY)
    saved: list[Housing] = []
    sheet.saved.connect(saved.append)
    sheet.sought.connect(lambda typed: sheet.show_hits(desk.households.find(typed)))
    sheet.open_for(desk.person_pages.page(person), desk.households.villages())
    sheet.save.click()
    assert sheet.village.error()
    sheet.village.set_value(str(home.village))
    sheet.fields["address"].set_text("đầu buôn")
    sheet.save.click()
    sheet.search.set_text("hrom")
    sheet.hits.set_current_row(0)
    sheet.hits.opened.emit(str(home.id))
    assert sheet.relation.isVisible()
    assert not sheet.village.isVisible()
    sheet.relation.set_value("con")
    sheet.fields["valid_from"].set_text("1/11/2025")
    sheet.save.click()
    assert [(one.household, one.village, one.relation) for one in saved] == [
        (None, home.village, "khac"), (home.id, home.village, "con"),
    ]  # fmt: skip
    assert sheet.refuse(Correctable("x", "Type the day.", field="valid_from"))
    assert not sheet.refuse(Correctable("x", "Elsewhere.", field="birth"))
    desk.close()
