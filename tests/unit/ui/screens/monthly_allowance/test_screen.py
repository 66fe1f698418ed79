"""The screen of dossiers by keyboard: receive, type facts, go on, decide."""

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
from app.ui.screens.monthly_allowance.screen import MonthlyAllowanceScreen
from app.ui.theme.scale import set_text_percent
from tests.fakes.open_desk import open_desk, poor_widow
from tests.fakes.window import Window, window_for

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Services) -> Window:
    return window_for(desk)


@pytest.fixture
def person(desk: Services) -> UUID:
    return poor_widow(desk).people[0]


@pytest.fixture
def dossier(desk: Services, person: UUID) -> UUID:
    made = desk.dossiers.open(person, {"category": "5.5.a"}).made
    assert made is not None
    return made


def shown(qtbot: QtBot, window: Window, **where: object) -> MonthlyAllowanceScreen:
    made = MonthlyAllowanceScreen(window.context)
    qtbot.addWidget(made)
    made.resize(1134, 688)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.activate(**where)
    return made


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def state(desk: Services, dossier: UUID) -> str | None:
    return desk.dossiers.file(dossier).row.state


def test_steps_by_ctrl_enter_and_the_decision_by_f7(
    qtbot: QtBot, window: Window, desk: Services, dossier: UUID, person: UUID
) -> None:
    screen = shown(qtbot, window, dossier=dossier)
    screen.list.setFocus()
    for step in ("verified", "posted", "submitted"):
        press(Qt.Key.Key_Return, CTRL)
        assert state(desk, dossier) == step
    press(Qt.Key.Key_F7)
    sheet = screen.decision
    assert sheet.isVisible()
    assert "750.000" in sheet.words.text()
    sheet.save.click()
    assert sheet.number.error()
    sheet.number.set_text("12/QĐ-UBND")
    sheet.signed_on.set_text("14/11/2025")
    sheet.signer.set_text("Phạm Văn Toán")
    sheet.from_month.set_text("11/2025")
    sheet.save.click()
    assert not sheet.isVisible()
    assert desk.person_pages.page(person).paid_vnd == 750_000
    assert not window.told


def test_a_refusal_needs_its_reason(
    qtbot: QtBot, window: Window, desk: Services, dossier: UUID
) -> None:
    screen = shown(qtbot, window, dossier=dossier)
    screen.enter_decision()
    sheet = screen.decision
    sheet.result.chips()[1].click()
    assert not sheet.from_month.isVisible()
    sheet.number.set_text("13")
    sheet.signed_on.set_text("14/11/2025")
    sheet.signer.set_text("Phạm Văn Toán")
    sheet.save.click()
    assert sheet.reason.error()
    sheet.reason.set_text("Có con đang phụng dưỡng")
    sheet.save.click()
    assert desk.dossiers.file(dossier).row.result == "refused"


def test_typed_facts_change_the_sum_and_hold_the_next_step_until_saved(
    qtbot: QtBot, window: Window, desk: Services, dossier: UUID
) -> None:
    screen = shown(qtbot, window, dossier=dossier)
    assert screen.page.facts is not None
    field = screen.page.facts.fields["supporter", "value"]
    field.chosen.emit("co")  # type: ignore[attr-defined]  # a choice
    screen.presenter.suppose("supporter", {"value": "co"})
    assert screen.page.sums.next.blocked()
    press_next = screen.page.sums.press
    press_next()
    assert state(desk, dossier) == "received"
    screen.presenter.save_facts()
    assert not screen.page.sums.next.blocked()
    press_next()
    assert state(desk, dossier) == "verified"


def test_what_was_typed_survives_in_the_draft(
    qtbot: QtBot, window: Window, desk: Services, dossier: UUID
) -> None:
    first = shown(qtbot, window, dossier=dossier)
    first.presenter.suppose("supporter", {"value": "co"})
    assert first.can_leave()
    second = shown(qtbot, window, dossier=dossier)
    assert second.presenter.typed() == {"supporter": {"value": "co"}}
    assert second.page.facts is not None
    assert second.page.facts.fields["supporter", "value"].value() == "co"  # type: ignore[attr-defined]  # a choice


def test_a_new_dossier_proposes_what_the_law_grants(
    qtbot: QtBot, window: Window, desk: Services, person: UUID
) -> None:
    screen = shown(qtbot, window)
    screen.receive()
    sheet = screen.new
    sheet.save.click()
    assert sheet.search.error()
    screen.presenter.find_people("rom")
    assert sheet.people.isVisible()
    sheet.search.entered.emit()
    assert (sheet.person, sheet.category.value()) == (person, "5.5.a")
    sheet.one_stop.set_text("0418")
    sheet.save.click()
    assert not sheet.isVisible()
    assert [row.one_stop_code for row in desk.dossiers.of_person(person)] == ["0418"]


def test_from_a_person_s_page_the_person_is_known(
    qtbot: QtBot, window: Window, person: UUID
) -> None:
    screen = shown(qtbot, window, new_for=person)
    assert screen.new.isVisible()
    assert screen.new.person == person


def test_an_answered_question_goes_with_the_decision(
    qtbot: QtBot, window: Window, desk: Services
) -> None:
    made = desk.people.intake({"name": "Lý Văn Phủ", "birth": "1950"}).made
    assert made is not None
    dossier = desk.dossiers.open(made, {"category": "HTXH.a"}).made
    screen = shown(qtbot, window, dossier=dossier)
    assert screen.page.facts is not None
    card = screen.page.facts.questions[0]
    card.options.rows[0].click()
    assert screen.presenter.answered is not None
    screen.enter_decision()
    assert "500.000" in screen.decision.words.text()


def test_keys_lead_to_the_person_the_papers_the_reason(
    qtbot: QtBot, window: Window, dossier: UUID, person: UUID
) -> None:
    screen = shown(qtbot, window, dossier=dossier)
    screen.list.setFocus()
    press(Qt.Key.Key_F4)
    press(Qt.Key.Key_P, CTRL)
    assert window.went == [
        ("people", {"person": person}),
        ("papers", {"dossier": dossier}),
    ]
    press(Qt.Key.Key_F6)
    assert screen.why.isVisible()


def test_large_text_sends_the_list_away_and_escape_brings_it_back(
    qtbot: QtBot, window: Window, dossier: UUID
) -> None:
    set_text_percent(125)
    try:
        screen = shown(qtbot, window, dossier=dossier)
        assert not screen.beside.side.isVisible()
        assert screen.beside.way_back.isVisible()
        screen.back()
        assert screen.beside.side.isVisible()
        assert screen.beside.open.isHidden()
        before = screen.presenter.file
        screen._next_step()
        assert screen.presenter.file is before, "nothing goes on unseen"
    finally:
        set_text_percent(100)


def test_nothing_here_offers_the_way_on(qtbot: QtBot, window: Window) -> None:
    screen = shown(qtbot, window)
    assert screen.none.isVisible()
    assert screen.middle.currentIndex() == 0
