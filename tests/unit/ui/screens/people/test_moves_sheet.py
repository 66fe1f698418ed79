"""The list of moves: what the office carries over, what a commune opens."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.moving import Moved
from app.ui.screens.people.moves_sheet import MovesSheet

MOVE = Moved(
    person=UUID(int=5), name="Y Lô", birth="1950", source=224640, source_name="Xã Cư Jút",
    target=224615, target_name="Phường Nam Gia Nghĩa", moved_on="2025-11-01", decision_no="31/QĐ",
    decided_on="2025-11-02", monthly_vnd=750_000, to_month="2025-11", from_month="2025-12",
    note="con gái đón", carried=False,
)  # fmt: skip


def test_the_focus_stays_in_the_sheet_when_the_last_one_is_done(qtbot: QtBot) -> None:
    room = QWidget()
    behind = QLineEdit(room)
    qtbot.addWidget(room)
    sheet = MovesSheet(room, office=True)
    room.show()
    sheet.show_moves([MOVE])
    sheet.open_sheet(sheet.list)
    sheet.show_moves([])
    now = room.focusWidget()
    assert now is not None
    assert now is not behind
    assert now.isVisible()
    assert sheet.isAncestorOf(now)


@pytest.mark.parametrize("office", [True, False])
def test_what_is_chosen_is_told_and_acted_on(qtbot: QtBot, *, office: bool) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    sheet = MovesSheet(room, office=office)
    opened: list[Moved] = []
    carried: list[Moved] = []
    sheet.opened.connect(opened.append)
    sheet.carried.connect(carried.append)
    sheet.show_moves([])
    assert sheet.chosen() is None
    sheet.save.click()
    closed = replace(MOVE, name="Y Ba", carried=True, closed=True)
    sheet.show_moves([MOVE, closed])
    assert sheet.chosen() == MOVE
    for words in ("750.000 đ", "31/QĐ", "con gái đón"):
        assert words in sheet.about.text()
    sheet.save.click()
    assert (opened, carried) == (([], [MOVE]) if office else ([MOVE], []))
    sheet.list.set_current_row(1)
    assert sheet.chosen() == closed
    sheet.list.opened.emit("1")
    assert opened[-1] == closed
