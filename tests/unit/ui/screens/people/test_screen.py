"""The screen of people by keyboard: find, enter a household, correct, add a fact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.ui.screens.people.intake_page import IntakePage
from app.ui.screens.people.record_page import PARTS
from app.ui.screens.people.screen import PeopleScreen
from app.ui.theme.scale import set_text_percent
from app.ui.widgets.list_model import ListLine
from tests.fakes.open_desk import Household, at_desk, desk_store, poor_widow
from tests.fakes.window import Window, window_for

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    store = desk_store(tmp_path)
    yield at_desk(store, tmp_path)
    store.close()


@pytest.fixture
def home(desk: Services) -> Household:
    return poor_widow(desk)


@pytest.fixture
def window(qtbot: QtBot, desk: Services) -> Window:
    return window_for(desk)


@pytest.fixture
def screen(qtbot: QtBot, window: Window, home: Household) -> PeopleScreen:
    made = PeopleScreen(window.context)
    qtbot.addWidget(made)
    made.resize(1134, 688)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.activate()
    return made


def intake_of(screen: PeopleScreen) -> IntakePage:
    assert screen.intake is not None
    return screen.intake


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, held)


def test_the_first_person_of_the_list_is_shown_with_the_number_masked(
    screen: PeopleScreen,
) -> None:
    assert screen.record.head.name.text() == "H’Rơ̆m Ƀuôn Yă"
    assert "067145004417" not in screen.record.head.number.text()
    assert screen.record.head.number.text().endswith("4417")
    screen.record.head.see.click()
    assert "0671 4500 4417" in screen.record.head.number.text()


def test_the_key_bar_tells_how_to_save_while_a_household_is_entered(
    screen: PeopleScreen,
) -> None:
    def told() -> set[str]:
        return {action.key for action in screen.keys_told()}

    assert "Ctrl+N" in told()
    with_changes: list[bool] = []
    screen.keys_changed.connect(lambda: with_changes.append("Ctrl+S" in told()))
    screen.enter_household()
    screen.back()
    assert with_changes == [True, False]
    assert "Ctrl+N" in told()


def test_keys_open_the_parts_of_the_page_and_the_reason(screen: PeopleScreen) -> None:
    press(Qt.Key.Key_2, ALT)
    assert screen.record.tabs.current() == "facts"
    press(Qt.Key.Key_5, ALT)
    assert screen.record.changes.model.rowCount() > 0
    press(Qt.Key.Key_F6)
    assert screen.record.tabs.current() == "overview"
    assert focused() is screen.record.overview.reason


def test_a_household_is_entered_by_keyboard_and_shown(screen: PeopleScreen, desk: Services) -> None:
    press(Qt.Key.Key_N, CTRL)
    intake = screen.intake
    assert intake is not None
    intake.grid.set_rows([["Giàng A Páo", "", "14/02/1991", "", "", ""], ["Sùng Thị Dợ"]])
    press(Qt.Key.Key_S, CTRL)
    assert screen.intake is None
    assert screen.record.head.name.text() == "Giàng A Páo"
    assert len(desk.people.numbers()) == 3


def test_the_keys_of_a_spreadsheet_are_the_grids_not_the_screens(screen: PeopleScreen) -> None:
    press(Qt.Key.Key_N, CTRL)
    grid = intake_of(screen).grid
    grid.set_rows([["Giàng A Páo", "", "", "", "", "Mông"], ["Sùng Thị Dợ"]])
    grid.view.setFocus()
    grid.view.setCurrentIndex(grid.model.index(1, 5))
    press(Qt.Key.Key_D, CTRL)  # of the screen: moves to another commune
    assert grid.rows()[1][5] == "Mông"


def test_what_must_be_mended_is_marked_in_the_grid_and_kept_on_escape(
    screen: PeopleScreen, desk: Services
) -> None:
    press(Qt.Key.Key_N, CTRL)
    intake_of(screen).grid.set_rows([["Giàng A Páo", "", "31/2/1991", "", "", ""]])
    press(Qt.Key.Key_S, CTRL)
    assert list(intake_of(screen).grid.model.wrong) == [(0, 2)]
    screen.back()
    assert not isinstance(screen.middle.currentWidget(), IntakePage)
    assert desk.drafts.latest() is not None
    screen.enter_household()
    assert intake_of(screen).grid.rows()[0][0] == "Giàng A Páo"


def test_f2_corrects_and_tells_at_the_field(screen: PeopleScreen, desk: Services) -> None:
    press(Qt.Key.Key_F2)
    sheet = screen.sheets.person
    assert sheet.isVisible()
    sheet.fields["phone"].set_text("12")
    sheet.save.click()
    assert sheet.fields["phone"].error()
    sheet.fields["phone"].set_text("0905 123 456")
    sheet.save.click()
    assert not sheet.isVisible()
    assert screen.record.page is not None
    assert screen.record.page.file.person["phone"] == "0905123456"


def test_a_fact_of_the_household_begins_and_ends(
    screen: PeopleScreen, desk: Services, home: Household
) -> None:
    press(Qt.Key.Key_F8)
    sheet = screen.sheets.fact
    sheet.open_for("poverty")
    sheet.save.click()
    assert sheet.value.error()
    sheet.value.set_value("can_ngheo")
    sheet.valid_from.set_text("1/1/2026")
    sheet.save.click()
    assert [one.value for one in desk.facts.of(home.id)] == ["ngheo", "can_ngheo"]
    first = desk.facts.of(home.id)[0]
    screen.record.facts.opened.emit(str(first.id))
    screen.sheets.end.save.click()
    assert screen.sheets.end.day.error()
    screen.sheets.end.day.set_text("31/12/2025")
    screen.sheets.end.save.click()
    assert desk.facts.of(home.id)[0].valid_to == "2025-12-31"


def test_a_fact_half_typed_comes_back(screen: PeopleScreen, desk: Services) -> None:
    press(Qt.Key.Key_F8)
    sheet = screen.sheets.fact
    sheet.kind.set_value("poverty")
    sheet.kind.chosen.emit("poverty")
    sheet.value.set_value("can_ngheo")
    sheet.number.set_text("17")
    sheet.close_sheet()
    screen.add_fact()
    assert (sheet.kind.value(), sheet.value.value()) == ("poverty", "can_ngheo")
    assert sheet.number.text() == "17"
    sheet.save.click()
    assert desk.drafts.all() == []


def test_a_draft_is_gone_on_with_where_it_was_left(screen: PeopleScreen, home: Household) -> None:
    screen.activate(person=home.people[0], sheet="person")
    assert screen.sheets.person.isVisible()
    screen.sheets.person.close_sheet()
    screen.activate(household=home.id, new=True)
    assert intake_of(screen).presenter.into == home.id
    screen.back()
    screen.activate(new=True)
    assert intake_of(screen).presenter.into is None


def test_the_next_step_and_the_papers_lead_elsewhere(
    screen: PeopleScreen, window: Window, home: Household
) -> None:
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_P, CTRL)
    assert [name for name, _where in window.went] == ["monthly_allowance", "papers"]
    assert window.went[1][1] == {"person": home.people[0]}


def test_nobody_fits_and_the_way_on_is_offered(screen: PeopleScreen, qtbot: QtBot) -> None:
    screen.presenter.find("zzz")
    assert screen.none.isVisible()
    assert not screen.record.isVisible()
    screen.show_person(screen.context.services.people.lines(
        screen.context.services.people.numbers())[0].id)  # fmt: skip
    assert screen.record.isVisible()


def test_restricted_facts_are_offered_only_to_who_is_cleared(qtbot: QtBot, tmp_path: Path) -> None:
    store = desk_store(tmp_path, number=2)
    for cleared in (True, False):
        made = PeopleScreen(window_for(at_desk(store, tmp_path, cleared=cleared)).context)
        qtbot.addWidget(made)
        kinds = {fact.kind for fact in made.sheets.fact._kinds.values()}
        assert ("hiv" in kinds) is cleared
    store.close()


def test_the_head_entered_stays_chosen_when_the_list_comes_before_the_page(
    screen: PeopleScreen, desk: Services
) -> None:
    screen.enter_household()
    intake_of(screen).grid.set_rows([["Sùng Thị Dợ", *[""] * 5], ["Giàng A Páo", *[""] * 5]])
    screen.presenter.opened.disconnect(screen._opened)  # its page is still on its way
    press(Qt.Key.Key_S, CTRL)
    screen._listed(screen.presenter.numbers)  # what was saved has the list read once more
    line = screen.list.line_at(screen.list.currentIndex().row())
    assert isinstance(line, ListLine)
    assert line.title == "Sùng Thị Dợ"
    assert str(screen.presenter.wanted) == line.key


def test_large_text_shows_the_list_or_the_person(
    qtbot: QtBot, window: Window, home: Household
) -> None:
    set_text_percent(125)
    try:
        screen = PeopleScreen(window.context)
        qtbot.addWidget(screen)
        screen.resize(1134, 688)
        with qtbot.waitExposed(screen):
            screen.show()
        screen.activate()
        assert screen.beside.side.isVisible()
        assert screen.beside.open.isHidden()
        screen._open_record()
        assert not screen.beside.side.isVisible()
        assert screen.middle.isVisible()
        screen.back()
        screen.enter_household()
        assert intake_of(screen).isVisible()
        intake_of(screen).leave()
        assert screen.record.isVisible()
    finally:
        set_text_percent(100)


def test_every_part_has_its_help(screen: PeopleScreen) -> None:
    told = set()
    for part in PARTS:
        screen.record.show_part(part)
        told.add(tuple(screen.help_told()))
    screen.enter_household()
    told.add(tuple(screen.help_told()))
    assert len(told) == len(PARTS) + 1
    assert all(told)
