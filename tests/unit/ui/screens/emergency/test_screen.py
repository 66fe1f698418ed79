"""The screen by keyboard: take in, decide, and the closed door."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.ui.screens.emergency.screen import EmergencyScreen
from app.ui.theme.scale import set_text_percent
from app.ui.widgets.buttons import Button
from tests.fakes.open_desk import poor_widow
from tests.fakes.station_window import Shown
from tests.fakes.window import Window, window_for


@pytest.fixture
def window(dressed_app: QApplication, desk: Services) -> Window:
    return window_for(desk)


@pytest.fixture
def screen(window: Window, shown: Shown) -> EmergencyScreen:
    made = EmergencyScreen(window.context)
    made.resize(1134, 688)
    shown(made)
    made.activate()
    return made


def test_from_the_telephone_to_the_decision(
    desk: Services, window: Window, screen: EmergencyScreen
) -> None:
    home = poor_widow(desk)
    screen.take_in()
    page = screen.intake
    page.form.cause.set_value("hoa_hoan")
    page.presenter.choose(home.id)
    assert page.form.pick.persons.isHidden()
    page.form.house.set_value("hu_hong_nang")
    page.form.needs.set_values(["gao"])
    page.form.grid.view.setCurrentIndex(page.form.grid.model.index(0, 2))
    page.form.grid.change_condition()
    page.presenter.ask_now()
    page.save_open()
    line = desk.emergencies.lines()[0]
    assert (line.hurt, line.total_vnd, line.total_kg) == (1, 25_000_000, 15)
    assert screen.presenter.file is not None
    assert not screen.taking_in
    screen._press_next()
    assert screen.sheets.meeting.isVisible()
    screen.sheets.meeting.saved.emit("14/11/2025", "nhất trí")
    assert not screen.sheets.meeting.isVisible()
    screen._act("decide")
    screen.sheets.relief.number.set_text("45/QĐ-UBND")
    screen.sheets.relief.signer.set_text("Y Thim Byă")
    screen.sheets.relief._save()
    assert desk.emergencies.file(line.id).row.decision_no == "45/QĐ-UBND"
    assert window.told == []


def test_what_is_wrong_is_told_at_the_field(screen: EmergencyScreen) -> None:
    screen.take_in()
    screen.intake.form.cause.set_value("giap_hat")
    screen.intake.form.pick.home.set_text("Vàng A Lềnh")
    screen.intake.form.needs.set_values(["gao"])
    screen.intake.form.months.set_text("4")
    screen.intake.save_next()
    assert screen.intake.form.months.error()


def test_less_than_the_minimum_asks_why(desk: Services, screen: EmergencyScreen) -> None:
    made = desk.emergencies.intake(
        {"cause": "hoa_hoan", "household_name": "Y Lô", "persons": 2, "needs": "gao",
         "shortened": True, "shortened_reason": "cháy", "shortened_by": "Y Thim"}
    ).made  # fmt: skip
    assert made is not None
    screen.presenter.open(made)
    screen._act("decide")
    sheet = screen.sheets.relief
    sheet.number.set_text("1/QĐ")
    sheet.signer.set_text("Y Thim")
    sheet._sums[0].set_value(10)
    sheet._save()
    assert sheet._sums[0].error()
    assert not sheet.why_less.isHidden()
    sheet.why_less.set_text("kho hết gạo")
    sheet._save()
    assert desk.emergencies.file(made).supports[0].kilograms == 10


def test_the_draft_is_kept_when_the_page_is_left(desk: Services, screen: EmergencyScreen) -> None:
    screen.take_in()
    screen.intake.form.pick.home.set_text("Thị Mbơ̆ng")
    screen.back()
    assert desk.drafts.latest() is not None
    screen.take_in()
    assert screen.intake.form.pick.home.text() == "Thị Mbơ̆ng"
    assert not screen.intake.note.isHidden()


def test_the_closed_door_opens_for_the_cleared(desk: Services, screen: EmergencyScreen) -> None:
    screen.sheets.open_apart()
    assert screen.sheets.protect.isVisible()
    screen.sheets.protect._save()
    assert screen.sheets.protect.name.error()
    screen.sheets.protect.name.set_text("Thị Krong")
    screen.sheets.protect.ground.set_value("nan_nhan_xam_hai")
    screen.sheets.protect._save()
    assert not screen.sheets.protect.isVisible()
    made = desk.protection.lines()[0].id
    screen.activate(protection=made)
    assert screen.presenter.closed is not None
    screen.apart.next.press()
    assert screen.sheets.care.isVisible()
    screen.sheets.care._save()
    assert desk.protection.file(made).row.state == "verified"


def test_every_key_is_told(screen: EmergencyScreen) -> None:
    keys = {one for action in screen.actions_told() for one in action.key.split("|")}
    assert {"Ctrl+N", "Ctrl+S", "F8", "Alt+B", "Esc"} <= keys


def test_the_key_bar_tells_the_keys_of_the_open_page(
    desk: Services, screen: EmergencyScreen
) -> None:
    def told() -> set[str]:
        return {action.key for action in screen.keys_told()}

    changed: list[bool] = []
    screen.keys_changed.connect(lambda: changed.append(True))
    assert "Ctrl+N" in told()
    assert "Ctrl+S" not in told()
    screen.take_in()
    assert {"Ctrl+S", "F8", "Esc"} <= told()
    assert "Ctrl+N" not in told()
    screen.back()
    assert "Ctrl+N" in told()
    assert len(changed) == 2
    event = desk.events.add({"cause": "thien_tai", "name": "Mưa lũ"}).made
    screen.activate(event=event)
    assert told() == {"Ctrl+Return", "Esc"}


def test_one_button_alone_is_the_next_thing_to_do(desk: Services, screen: EmergencyScreen) -> None:
    desk.emergencies.intake({"cause": "hoa_hoan", "household_name": "Y Lô"})
    screen.presenter.load()
    primary = [one for one in screen.findChildren(Button) if one.isVisible() and one._primary]
    assert primary == [screen.record.next]


def test_with_large_text_the_case_stands_alone(
    qtbot: QtBot, desk: Services, window: Window
) -> None:
    made = desk.emergencies.intake({"cause": "hoa_hoan", "household_name": "Y Lô"}).made
    set_text_percent(125)
    try:
        screen = EmergencyScreen(window.context)
        qtbot.addWidget(screen)
        screen.resize(1134, 688)
        with qtbot.waitExposed(screen):
            screen.show()
        screen.activate(case=made)
        assert not screen.beside.side.isVisible()
        assert screen.record.next.isVisible()
        screen.back()
        assert screen.beside.side.isVisible()
        screen._press_next()
        assert not screen.sheets.meeting.isVisible(), "nothing goes on unseen"
    finally:
        set_text_percent(100)


def test_an_event_is_decided_as_a_whole(
    desk: Services, window: Window, screen: EmergencyScreen
) -> None:
    flood = desk.events.add({"cause": "thien_tai", "name": "Mưa lũ"}).made
    for name in ("Y Lô", "Y Pơr"):
        desk.emergencies.intake(
            {"event": flood, "household_name": name, "persons": 2, "needs": "gao"}
        )
    screen.activate(event=flood)
    page = screen.event_page
    assert page.isVisible()
    assert page.decide.blocked()
    page.meet.press()
    screen.sheets.meeting_of_all._save()
    assert not page.decide.blocked()
    screen._press_next()
    screen.sheets.relief_of_all.number.set_text("45/QĐ-UBND")
    screen.sheets.relief_of_all.signer.set_text("Y Thim Byă")
    screen.sheets.relief_of_all._save()
    assert not screen.sheets.relief_of_all.isVisible()
    assert [line.state for line in desk.emergencies.lines()] == ["decided", "decided"]
    assert page.to_decide() == page.to_meet() == []
    page.table.opened.emit(str(desk.emergencies.lines()[0].id))
    assert not page.isVisible()
    assert screen.presenter.file is not None
    screen.go_to_event()
    assert page.isVisible()
    screen.back()
    assert window.told == []


def test_what_is_typed_into_the_sheets_is_kept(desk: Services, screen: EmergencyScreen) -> None:
    screen.activate(apart=True)
    screen.sheets.protect.name.set_text("Thị Krong")
    screen.sheets.protect.close_sheet()
    left = desk.drafts.latest()
    assert left is not None
    assert left.document == {"person_name": "Thị Krong"}
    screen.sheets.open_apart()
    assert screen.sheets.protect.name.text() == "Thị Krong"
    screen.sheets.protect.ground.set_value("khac")
    screen.sheets.protect._save()
    assert desk.drafts.all() == []


def test_a_decision_half_typed_opens_where_it_was_left(
    desk: Services, screen: EmergencyScreen
) -> None:
    made = desk.emergencies.intake(
        {"cause": "hoa_hoan", "household_name": "Y Lô", "persons": 2, "needs": "gao",
         "shortened": True, "shortened_reason": "cháy", "shortened_by": "Y Thim"}
    ).made  # fmt: skip
    assert made is not None
    screen.presenter.open(made)
    screen._act("decide")
    screen.sheets.relief.number.set_text("45/QĐ")
    screen.sheets.relief.close_sheet()
    screen.activate(case=made, sheet="relief")
    assert screen.sheets.relief.isVisible()
    assert screen.sheets.relief.number.text() == "45/QĐ"


def test_the_next_household_begins_with_its_own_minimum(
    desk: Services, screen: EmergencyScreen
) -> None:
    home = poor_widow(desk)
    screen.take_in()
    page = screen.intake
    page.form.cause.set_value("hoa_hoan")
    page.presenter.choose(home.id)
    page.form.house.set_value("do_sap_troi_chay_hoan_toan")
    page.presenter.typed(page.entry())
    page.presenter.ask_now()
    assert "40.000.000" in page.column.reason._text
    page.save_next()
    assert page.form.cause.value() == "hoa_hoan"
    assert "40.000.000" not in page.column.reason._text
    assert desk.drafts.latest() is None
