"""Correcting a person: what stands there is shown, only changes are written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.ui.screens.people.person_sheet import PersonSheet
from tests.fakes.open_desk import FRIDAY, open_desk, poor_widow


def test_only_changed_fields_are_carried(qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    page = desk.person_pages.page(poor_widow(desk).people[0])
    desk.close()
    room = QWidget()
    qtbot.addWidget(room)
    sheet = PersonSheet(room, FRIDAY)
    saved: list[dict[str, str]] = []
    sheet.saved.connect(saved.append)
    sheet.open_for(page)
    assert sheet.fields["birth"].text() == "06/12/1945"
    sheet.save.click()
    assert saved == []  # nothing was changed
    sheet.open_for(page)
    sheet.fields["birth"].set_text("1945")
    sheet.fields["note"].set_text("Điểm chỉ")
    sheet.save.click()
    assert saved == [{"birth": "1945", "note": "Điểm chỉ"}]
    assert sheet.refuse(Correctable("x", "Type it again.", field="pin"))
    assert sheet.fields["pin"].error()


def test_a_move_is_entered_elsewhere_but_an_older_entry_can_be_mended(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk = open_desk(tmp_path)
    person = poor_widow(desk).people[0]
    room = QWidget()
    qtbot.addWidget(room)
    room.show()
    sheet = PersonSheet(room, FRIDAY)
    sheet.open_for(desk.person_pages.page(person))
    assert not sheet.fields["moved_on"].isVisible()
    desk.people.edit(person, {"moved_on": "1/11/2025"})
    sheet.open_for(desk.person_pages.page(person))
    assert sheet.fields["moved_on"].isVisible()
    desk.close()
