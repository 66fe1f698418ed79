from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.changes import Changes
from app.ui.screens.communes.screen import CommunesScreen
from app.ui.theme.scale import set_text_percent
from app.ui.widgets.buttons import Button
from tests.factories import PV
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, make_pair
from tests.fakes.window import Window, window_for


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    commune, office = make_pair(tmp_path)
    person = commune.person()
    with commune.store.write(commune.session.officer) as work:
        work.create(
            "allowance", {"person": person, "monthly_vnd": 750_000, "from_month": "2026-01"}
        )
        work.commit()
    Courier(tmp_path / "up").carry(commune, office)
    return office


def opened(qtbot: QtBot, office: Desk) -> tuple[CommunesScreen, Window]:
    window = window_for(office.services())
    screen = CommunesScreen(window.context)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    screen.activate(pv=PV)
    return screen, window


def test_the_board_and_the_commune_beside_it(qtbot: QtBot, office: Desk) -> None:
    screen, _ = opened(qtbot, office)
    assert screen.table.current_key() == str(PV)
    row = screen.table.model.rows[0]
    texts = [getattr(cell, "text", cell) for cell in row.cells]
    assert texts == ["Phường Bắc Gia Nghĩa", "Đủ", "03/08", "1", "1", "750.000"]
    assert screen.name.text() == "Phường Bắc Gia Nghĩa"
    assert screen.table.view.hasFocus()
    assert "chưa nạp mức của tỉnh" in screen.facts.accessibleName()
    total = screen.table.findChildren(QWidget)
    assert any("Cộng 1 xã, phường" in one.accessibleName() for one in total)
    screen.filters.set_value("not_enrolled")
    screen.filters.changed.emit()
    assert screen.table.model.rowCount() == 123
    screen.refresh(Changes(frozenset()))


def test_answers_are_written_where_the_officer_says(
    qtbot: QtBot, office: Desk, tmp_path: Path
) -> None:
    screen, window = opened(qtbot, office)
    screen.write_answer()
    assert office.exchange.sent() == []
    window.asker.saved_as = tmp_path
    screen.write_all()
    assert window.toasts == ["Đã ghi và kiểm 1 tệp trả lời"]
    screen.write_answer()
    assert len(office.exchange.sent()) == 2


def test_enrolment_opens_by_its_key(qtbot: QtBot, office: Desk) -> None:
    screen, _ = opened(qtbot, office)
    actions = {one.key: one.run for one in screen.actions_told()}
    enrol = actions["Alt+E"]
    assert enrol is not None
    enrol()
    assert screen.sheet.isVisible()
    screen.sheet.close_sheet()


def test_large_text_leaves_names_and_money_their_room(qtbot: QtBot, office: Desk) -> None:
    set_text_percent(125)
    try:
        screen = CommunesScreen(window_for(office.services()).context)
        qtbot.addWidget(screen)
        screen.resize(1076, 628)
        with qtbot.waitExposed(screen):
            screen.show()
        screen.activate()
        assert screen.table.view.columnWidth(0) >= 200
        assert not screen.table.view.horizontalScrollBar().isVisible()
        screen.table.grab()
        screen.resize(990, 590)  # a window of 1280 × 720
        shown = [one for one in screen.findChildren(Button) if one.isVisible()]
        assert len(shown) > 4
        assert all(one.height() >= one.minimumSizeHint().height() for one in shown)
    finally:
        set_text_percent(100)


def test_what_waits_behind_a_missing_part_is_taken_up_when_the_officer_says_so(
    qtbot: QtBot, tmp_path: Path
) -> None:
    laptop, office = make_pair(tmp_path)
    courier = Courier(tmp_path / "way")
    courier.carry(laptop, office)
    laptop.person("Nông Văn Lầu")
    laptop.person("H’Lem Kbuôr")
    deliver(laptop.exchange.export(office.id, courier.bag(), start=3), office)
    screen, window = opened(qtbot, office)
    assert screen.take_up.isVisible()
    assert "Alt+U" in [one.key for one in screen.keys_told()]
    window.asker.yes = False
    screen.take_up_waiting()
    assert screen.take_up.isVisible()
    window.asker.yes = True
    screen.take_up_waiting()
    assert not screen.take_up.isVisible()
    assert "Alt+U" not in [one.key for one in screen.keys_told()]
    assert "được dùng" in screen.more.text()
    with office.store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM person").scalars().all()
    assert names == ["H’Lem Kbuôr"]
    screen.take_up_waiting()  # there is nothing any more
