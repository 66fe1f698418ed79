from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.differences import Rule
from app.ui.screens.exchange.differences_page import DifferencesPage
from app.ui.screens.exchange.presenter import ExchangePresenter
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair
from tests.fakes.station_window import Shown
from tests.fakes.window import window_for


@pytest.fixture
def commune(tmp_path: Path) -> Desk:
    """Two fields of two people wait."""
    commune, office = make_pair(tmp_path)
    people = [commune.person("Bế Văn Chính"), commune.person("Nông Văn Lầu")]
    courier = Courier(tmp_path)
    courier.carry(commune, office)
    commune.edit(people[0], birth="1965-12-11")
    office.edit(people[0], birth="1965-11-12")
    commune.edit(people[1], name="Nông Văn Lầu A")
    office.edit(people[1], name="Nông Văn Lầu B")
    courier.carry(office, commune)
    return commune


def page(qtbot: QtBot, desk: Desk) -> DifferencesPage:
    presenter = ExchangePresenter(window_for(desk.services()).context, list)
    made = DifferencesPage(presenter)
    qtbot.addWidget(made)
    made.show()
    presenter.load()
    return made


def test_before_here_and_there_stand_side_by_side(qtbot: QtBot, commune: Desk) -> None:
    made = page(qtbot, commune)
    assert made.title.text() == "Bế Văn Chính"
    assert made.money.isVisible()
    cards = [(c.entry.title, c.entry.cells[0].text, c.entry.key) for c in made.entries.cards]
    assert cards == [
        ("Ban đầu", "1965", ""),
        ("Máy này", "11/12/1965", "1"),
        ("Tỉnh Lâm Đồng", "12/11/1965", "2"),
    ]
    assert made.entries.chosen_value() is None
    who = [
        (c.entry.who, c.entry.cells[1].text, c.entry.cells[1].second) for c in made.entries.cards
    ]
    assert who[1:] == [
        ("của anh, chị", "Cán bộ 1", "03/08/2026 08:00"),
        ("đơn vị tiếp nhận", "Cán bộ 9", "03/08/2026 08:00"),
    ]


def test_the_same_kinds_stand_together_money_first(qtbot: QtBot, tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    people = [commune.person(name) for name in ("Á", "Bế", "Cao")]
    courier = Courier(tmp_path)
    courier.carry(commune, office)
    for person in people:
        commune.edit(person, name="Tên ở xã", birth="1961")
        office.edit(person, name="Tên ở tỉnh", birth="1962")
    courier.carry(office, commune)
    made = page(qtbot, commune)
    assert [one.field for one in made._found.values()] == ["birth"] * 3 + ["name"] * 3


def test_by_the_keyboard_one_after_the_other(qtbot: QtBot, commune: Desk, shown: Shown) -> None:
    made = page(qtbot, commune)
    shown(made)
    made.take_focus()
    QTest.keyClick(made.list, Qt.Key.Key_Return)
    first = next(card for card in made.entries.cards if card.hasFocus())
    QTest.keyClick(first, Qt.Key.Key_2)
    assert made.reason.editor.hasFocus()
    QTest.keyClicks(made.reason.editor, "xem the")
    QTest.keyClick(made.reason.editor, Qt.Key.Key_Return)
    assert len(commune.exchange.differences()) == 1
    assert any(card.hasFocus() for card in made.entries.cards)


def test_a_code_is_told_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    person = commune.person(sex="nu")
    courier = Courier(tmp_path)
    courier.carry(commune, office)
    commune.edit(person, sex="nam")
    office.edit(person, sex="khac")
    courier.carry(office, commune)
    made = page(qtbot, commune)
    assert [card.entry.cells[0].text for card in made.entries.cards][:2] == ["nữ", "nam"]


def test_a_choice_with_a_reason_settles_and_the_next_one_opens(qtbot: QtBot, commune: Desk) -> None:
    made = page(qtbot, commune)
    made.settle()
    made.press_key("2")
    made.settle()
    assert made.reason.error()
    assert len(commune.exchange.differences()) == 2
    made.reason.set_text("đã xem thẻ căn cước")
    made.settle()
    [left] = commune.exchange.differences()
    assert left.field == "name"


def test_what_was_typed_for_one_is_not_kept_for_another(qtbot: QtBot, commune: Desk) -> None:
    made = page(qtbot, commune)
    made.reason.set_text("vì thế")
    other = next(key for key, one in made._found.items() if one.field == "name")
    made.open(other)
    assert made.reason.text() == ""
    assert not made.money.isVisible()
    made.open("nothing")
    assert made.title.text().startswith("Nông")


def test_the_person_can_be_opened(qtbot: QtBot, commune: Desk) -> None:
    made = page(qtbot, commune)
    asked: list[object] = []
    made.person_asked.connect(asked.append)
    made.person.click()
    assert asked == [commune.exchange.differences()[0].person]


def test_nothing_waits(qtbot: QtBot, tmp_path: Path) -> None:
    commune, _ = make_pair(tmp_path)
    made = page(qtbot, commune)
    assert made.empty.isVisible()


def test_one_answer_for_all_of_a_kind(qtbot: QtBot, tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    people = [commune.person(f"Điểu {number}") for number in range(3)]
    courier = Courier(tmp_path)
    courier.carry(commune, office)
    for person in people:
        commune.edit(person, name="Tên ở xã")
        office.edit(person, name="Tên ở tỉnh")
    courier.carry(office, commune)
    made = page(qtbot, commune)
    assert made.alike.text().startswith("Ô “Tên” còn 3 bản ghi")
    made.settle_alike(Rule.OFFICE)
    assert made.reason.error()
    made.reason.set_text("tỉnh đã đối chiếu với công an")
    made.office.click()
    assert commune.exchange.differences() == []
    assert made.empty.isVisible()


def test_money_has_no_answer_for_all(qtbot: QtBot, commune: Desk) -> None:
    made = page(qtbot, commune)
    assert not made.newer.isVisible()
    made.settle_alike(Rule.NEWER)
    assert len(commune.exchange.differences()) == 2


def test_another_record_is_told_by_its_name(qtbot: QtBot, tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    people = [commune.person(name) for name in ("Bế Văn Chính", "Nông Văn Lầu", "Thị Mbơ̆ng")]
    with commune.store.write(commune.session.officer) as work:
        home = work.create("household", {"head": people[0]})
        work.commit()
    courier = Courier(tmp_path)
    courier.carry(commune, office)
    for desk, head in ((commune, people[1]), (office, people[2])):
        with desk.store.write(desk.session.officer) as work:
            work.edit("household", home, {"head": head}, pv=PV)
            work.commit()
    courier.carry(office, commune)
    made = page(qtbot, commune)
    told = [card.entry.cells[0].text for card in made.entries.cards]
    assert told == ["Bế Văn Chính", "Nông Văn Lầu", "Thị Mbơ̆ng"]
