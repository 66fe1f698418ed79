"""A page read while an intake is open waits behind it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from pytestqt.qtbot import QtBot

from app.ui.screens.people.middle import Middle
from app.ui.screens.people.record_page import RecordPage
from tests.fakes.open_desk import open_desk, poor_widow
from tests.fakes.window import window_for


def test_an_intake_stays_in_front_until_it_is_left_or_saved(qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    person = poor_widow(desk).people[0]
    middle = Middle(window_for(desk).context, RecordPage())
    qtbot.addWidget(middle)
    entered: list[UUID] = []
    turned: list[bool] = []
    middle.entered.connect(entered.append)
    middle.turned.connect(lambda: turned.append(middle.intake is not None))
    middle.save_intake()  # none is open
    middle.enter_household()
    middle.record.show_page(desk.person_pages.page(person))
    middle.show_record()
    assert not middle.on_record()
    middle.close_intake()
    assert middle.on_record()
    middle.enter_household()
    assert middle.intake is not None
    middle.intake.grid.set_rows([["Giàng A Páo", "", "14/02/1991", "", "", ""]])
    middle.save_intake()
    assert len(entered) == 1
    assert turned == [True, False, True, False]
    middle.record.page = None
    middle.show_record()
    assert middle.currentIndex() == 0
    desk.close()
