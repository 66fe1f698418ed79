from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.enrolment_sheet import CommuneSheet, OfficeSheet
from tests.fakes.desks import OFFICE_PV, Desk, make_desk
from tests.fakes.paper import text_of
from tests.fakes.window import Window, window_for


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_desk(tmp_path, 1), make_desk(tmp_path, 9, "office", OFFICE_PV)


def sheets(
    qtbot: QtBot, desks: tuple[Desk, Desk]
) -> tuple[CommuneSheet, Window, OfficeSheet, Window]:
    host = QWidget()
    qtbot.addWidget(host)
    ours, theirs = (window_for(desk.services()) for desk in desks)
    return CommuneSheet(host, ours.context), ours, OfficeSheet(host, theirs.context), theirs


def asked(
    commune: CommuneSheet, ours: Window, office: OfficeSheet, theirs: Window, folder: Path
) -> Path:
    """The commune's request lies open at the office; where the answer will be written."""
    request, answer = folder / "r.tgxq", folder / "a.tgxg"
    ours.asker.saved_as = request
    commune.request.click()
    theirs.asker.opened, theirs.asker.saved_as = [request], answer
    office.file.click()
    return answer


def test_three_steps_through_the_sheets(
    qtbot: QtBot, desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, ours, office, theirs = sheets(qtbot, desks)
    answer = asked(commune, ours, office, theirs, tmp_path)
    assert office.who.text() == "Phường Bắc Gia Nghĩa"
    office.digits.set_text(commune.spoken.text())
    office.confidential.rows[0].click()
    office.answer.press()
    assert len(office.letter.text().split()) == 5
    for code in (commune.code, office.code):
        assert not code.isHidden()
    theirs.asker.saved_as = tmp_path / "letter.pdf"
    office.paper.click()
    assert office.letter.text() in text_of((tmp_path / "letter.pdf").read_bytes())
    assert theirs.toasts
    ours.asker.opened = [answer]
    commune.digits.set_text(office.letter.text().replace(" ", "."))
    commune.answer.click()
    assert desks[0].trust.standing().enrolled
    assert desks[0].trust.standing().restricted
    assert ours.toasts == ["Máy này đã được đăng ký tin cậy."]


def test_the_letter_is_at_hand_when_a_commune_is_enrolled(
    qtbot: QtBot, desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, ours, office, theirs = sheets(qtbot, desks)
    office.window().show()
    office.open_sheet()
    asked(commune, ours, office, theirs, tmp_path)
    office.digits.set_text(commune.spoken.text())
    office.confidential.rows[0].click()
    office.answer.press()
    assert office.focusWidget() is office.paper


def test_wrong_digits_stand_at_the_field(
    qtbot: QtBot, desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, ours, office, theirs = sheets(qtbot, desks)
    answer = asked(commune, ours, office, theirs, tmp_path)
    office.confidential.rows[1].click()
    for typed in ("123", "1" * 25):
        office.digits.set_text(typed)
        office.answer.click()
        assert office.digits.error()
    assert not answer.exists()
    assert theirs.told == []
    assert theirs.asker.asked == ["Chọn tệp đề nghị"]  # never where to save what is not written


def test_digits_that_are_not_all_there_are_told_before_a_file_is_asked_for(
    qtbot: QtBot, desks: tuple[Desk, Desk]
) -> None:
    commune, ours, office, theirs = sheets(qtbot, desks)
    commune.digits.set_text("12345 67890")
    commune.answer.click()
    assert commune.digits.error()
    assert not office.enrolment.heard("1" * 25)  # no request lies open
    assert ours.asker.asked == theirs.asker.asked == []


def test_another_file_is_told(qtbot: QtBot, desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    _, _, office, theirs = sheets(qtbot, desks)
    wrong = tmp_path / "letter.tgxq"
    wrong.write_bytes(b"dear office")
    theirs.asker.opened = [wrong]
    office.file.click()
    assert office.told.text()
    office.answer.click()
    assert office.letter.text() == ""


def test_changing_ones_mind_does_nothing(qtbot: QtBot, desks: tuple[Desk, Desk]) -> None:
    commune, _, office, _ = sheets(qtbot, desks)
    commune.request.click()
    commune.digits.set_text("1" * 25)
    commune.answer.click()
    office.file.click()
    assert commune.spoken.text() == office.who.text() == ""


def test_whether_confidential_dossiers_go_along_is_said_and_never_supposed(
    qtbot: QtBot, desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, ours, office, theirs = sheets(qtbot, desks)
    answer = asked(commune, ours, office, theirs, tmp_path)
    assert office.confidential.isVisibleTo(office)
    office.digits.set_text(commune.spoken.text())
    office.answer.press()
    assert not answer.exists()
    assert office.answer.blocked()
    office.confidential.rows[1].click()
    office.answer.press()
    ours.asker.opened = [answer]
    commune.digits.set_text(office.letter.text())
    commune.answer.click()
    assert desks[0].trust.standing().enrolled
    assert not desks[0].trust.standing().restricted


def test_who_is_not_cleared_is_not_offered_it_and_grants_without(
    qtbot: QtBot, desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, ours, office, theirs = sheets(qtbot, (desks[0], desks[1].uncleared()))
    answer = asked(commune, ours, office, theirs, tmp_path)
    assert not office.confidential.isVisibleTo(office)
    office.digits.set_text(commune.spoken.text())
    office.answer.click()
    ours.asker.opened = [answer]
    commune.digits.set_text(office.letter.text())
    commune.answer.click()
    assert not desks[0].trust.standing().restricted
