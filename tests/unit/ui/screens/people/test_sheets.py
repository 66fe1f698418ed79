"""One person or two, and moving away, by keyboard; what is typed is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.services.moving import Leaving
from app.ui.screens.people.screen import PeopleScreen
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.fakes.open_desk import at_desk, desk_store
from tests.fakes.window import Window, window_for

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PIN = "067145004417"
OTHER = 224615  # phường Nam Gia Nghĩa


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    store = desk_store(tmp_path)
    yield at_desk(store, tmp_path)
    store.close()


@pytest.fixture
def rows(desk: Services) -> tuple[UUID, ...]:
    """Two rows of one number, both paid, and two that have name and birth in common."""
    typed = (
        {"name": "Y Lô Niê", "birth": "1950", "pin": PIN}, {"name": "Y Lồ", "pin": PIN},
        {"name": "Giàng A Páo", "birth": "1991"}, {"name": "Giàng A Pao", "birth": "1991"},
    )  # fmt: skip
    made = tuple(one for entry in typed if (one := desk.people.intake(entry).made) is not None)
    for row in made[:2]:
        pay(desk, row)
    return made


def pay(desk: Services, row: UUID) -> None:
    with desk.moving._store.write(desk.session.officer) as work:
        work.create("allowance", {"person": row, "monthly_vnd": 500_000, "from_month": "2025-01"})
        work.commit()


@pytest.fixture
def window(qtbot: QtBot, desk: Services) -> Window:
    return window_for(desk)


@pytest.fixture
def screen(qtbot: QtBot, window: Window, rows: tuple[UUID, ...]) -> PeopleScreen:
    return shown(qtbot, window)


def shown(qtbot: QtBot, window: Window) -> PeopleScreen:
    made = PeopleScreen(window.context)
    qtbot.addWidget(made)
    made.resize(1134, 688)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.activate()
    return made


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    found = QApplication.focusWidget()
    assert found is not None
    QTest.keyClick(found, key, held)


def write(text: str) -> None:
    found = QApplication.focusWidget()
    assert found is not None
    QTest.keyClicks(found, text)


def test_pairs_are_gone_through_by_keyboard(
    screen: PeopleScreen, desk: Services, rows: tuple[UUID, ...]
) -> None:
    assert screen.pairs_link.isVisible()
    press(Qt.Key.Key_F9)
    same = screen.sheets.same
    assert same.isVisible()
    assert same.pair is not None
    assert same.pair.paid_twice_vnd == 1_000_000
    assert "1.000.000" in same.money.text()
    press(Qt.Key.Key_S, CTRL)
    assert same.reason.error()  # how do you know?
    write("cung can cuoc")
    press(Qt.Key.Key_S, CTRL)
    assert not same.isVisible()
    assert [one.same_as for one in desk.one_person.rows(rows[1])] == [None, rows[0]]
    press(Qt.Key.Key_F9)
    assert same.reason.text() == ""
    write("hai anh em")
    press(Qt.Key.Key_S, CTRL | SHIFT)
    assert desk.one_person.suggestions() == []
    assert not screen.pairs_link.isVisible()
    assert desk.drafts.all() == []


def test_a_half_typed_reason_belongs_to_its_pair(screen: PeopleScreen, desk: Services) -> None:
    press(Qt.Key.Key_F9)
    write("chua chac")
    press(Qt.Key.Key_Down, ALT)
    assert screen.sheets.same.reason.text() == ""
    press(Qt.Key.Key_Up, ALT)
    assert screen.sheets.same.reason.text() == "chua chac"
    press(Qt.Key.Key_Escape)
    [draft] = desk.drafts.all()
    assert draft.key == screen.sheets.same.draft


def test_the_other_row_is_looked_for_and_the_link_undone(
    screen: PeopleScreen, desk: Services, rows: tuple[UUID, ...], window: Window
) -> None:
    screen.show_person(rows[0])
    screen.record.setFocus()
    screen.find_same()
    same = screen.sheets.same
    assert same.search.isVisible()
    assert not same.reason.isVisible()
    same.search.set_text("y lo")
    assert [line.key for line in same.hits.model()._rows] == [str(rows[1])]  # type: ignore[attr-defined]  # our model
    same.hits.opened.emit(str(rows[1]))
    same.reason.set_text("trưởng buôn xác nhận")
    same.one.click()
    page = screen.record.page
    assert page is not None
    assert [one.person.id for one in page.others] == [rows[1]]
    assert page.paid_twice
    assert page.paid_vnd == 1_000_000
    screen.record.overview.note_asked.emit("compare")
    assert not same.one.isVisible()
    same.reason.set_text("hai người")
    same.two.click()
    assert desk.person_pages.page(rows[0]).others == ()
    assert window.told == []


def test_a_move_is_entered_with_what_stops_the_payment_and_called_off(
    screen: PeopleScreen, desk: Services, rows: tuple[UUID, ...], window: Window
) -> None:
    screen.show_person(rows[0])
    screen.list.setFocus()
    press(Qt.Key.Key_D, CTRL)
    leave = screen.sheets.leave
    assert leave.isVisible()
    write("Nam Gia Nghia")
    leave.fields["moved_on"].set_text("10/11/2025")
    leave.save.click()
    assert leave.fields["decision_no"].error()
    leave.close_sheet()
    assert [draft.key.form for draft in desk.drafts.all()] == ["leave"]
    screen.move_away()
    assert leave.target.text() == "Nam Gia Nghia"
    for name, text in (
        ("decision_no", "31/QĐ-UBND"), ("decided_on", "12/11/2025"), ("signer", "Y Thim"),
    ):  # fmt: skip
        leave.fields[name].set_text(text)
    leave.save.click()
    assert not leave.isVisible()
    assert desk.drafts.all() == []
    page = screen.record.page
    assert page is not None
    [move] = page.moves
    assert (move.target, move.to_month, move.from_month) == (OTHER, "2025-11", "2025-12")
    assert screen.moves_link.isVisible()
    press(Qt.Key.Key_M, CTRL)
    assert screen.sheets.moves.list.lines() == 1
    screen.sheets.moves.save.click()
    assert window.went[-1] == ("people", {"person": rows[0]})
    screen.record.overview.note_asked.emit("stay")
    assert screen.record.page is not None
    assert screen.record.page.moves == ()
    assert screen.record.page.paid_vnd == 500_000


@pytest.mark.parametrize("prepared", [True, False])
def test_the_office_carries_over(qtbot: QtBot, tmp_path: Path, *, prepared: bool) -> None:
    here, office = make_pair(tmp_path)
    there = make_desk(tmp_path, 2, pv=OTHER)
    enrol(there, office)
    who = here.person("Bế Văn Chính")
    if prepared:
        here.services().moving.prepare(who, Leaving(OTHER, "2026-08-01"))
    courier = Courier(tmp_path)
    courier.carry(here, office)
    window = window_for(office.services())
    screen = shown(qtbot, window)
    if prepared:
        press(Qt.Key.Key_M, CTRL)
        press(Qt.Key.Key_S, CTRL)
        assert screen.sheets.moves.chosen() is None
    else:
        screen.show_person(who)
        screen.move_away()
        leave = screen.sheets.leave
        leave.target.set_text("24615")
        leave.fields["moved_on"].set_text("1/8/2026")
        leave.save.click()
    assert window.told == []
    courier.carry(office, there)
    there.services().households.add_village({"name": "Tổ dân phố 3"})
    check_arrived(qtbot, there, who)


def check_arrived(qtbot: QtBot, there: Desk, who: UUID) -> None:
    screen = shown(qtbot, window_for(there.services()))
    assert screen.moves_link.isVisible()
    screen.show_person(who)
    page = screen.record.page
    assert page is not None
    assert page.moves[0].needs == ("household",)
    screen.record.overview.note_asked.emit("house")
    house = screen.sheets.house
    assert house.isVisible()
    house.save.click()
    assert house.village.error()
    assert house.fields["valid_from"].text() == "01/08/2026"
    house.village.set_value(str(there.services().households.villages()[0].id))
    house.save.click()
    assert not house.isVisible()
    assert screen.record.page is not None
    assert screen.record.page.moves[0].needs == ()
    assert not screen.moves_link.isVisible()
