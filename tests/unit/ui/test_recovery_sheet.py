from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.recovery import Second
from app.services.reopening import Asked, accept, ask
from app.ui.recovery_sheet import RecoverySheet
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE
from tests.fakes.recovering import COLLEAGUE_PASSPHRASE, NEW, Enrolled, both
from tests.fakes.typist import nameless_controls
from tests.fakes.window import Window, window_for

__all__ = ["both", "cheap_stretching"]


@pytest.fixture
def asked(both: Enrolled, tmp_path: Path) -> Asked:
    made = ask(both.commune.folder, both.commune.session.officer, NEW, both.clock)
    (tmp_path / "q.tgxo").write_bytes(made.file)
    return made


@pytest.fixture
def window(both: Enrolled, asked: Asked, tmp_path: Path) -> Window:
    found = window_for(both.office)
    found.asker.opened, found.asker.saved_as = [tmp_path / "q.tgxo"], tmp_path / "a.tgxa"
    return found


@pytest.fixture
def sheet(qtbot: QtBot, window: Window) -> RecoverySheet:
    host = QWidget()
    qtbot.addWidget(host)
    made = RecoverySheet(host, window.context)
    made.begin()
    return made


def fill(sheet: RecoverySheet, digits: str) -> None:
    sheet.file.click()
    sheet.digits.set_text(digits)
    sheet.own.set_text(PASSPHRASE)
    sheet.other.set_text(COLLEAGUE_PASSPHRASE)


def test_two_officers_open_it_again(
    both: Enrolled, sheet: RecoverySheet, asked: Asked, tmp_path: Path
) -> None:
    assert sheet.answer.blocked()
    fill(sheet, asked.digits)
    assert sheet.who.text() == "Xã Cư Jút · cán bộ L. T. H."
    sheet.answer.press()
    assert sheet.own.text() == sheet.other.text() == ""  # no passphrase stays on the screen
    assert sheet.answer.blocked()
    both.commune.close()
    both.commune = accept(both.commune.folder, (tmp_path / "a.tgxa").read_bytes(), NEW, both.clock)


def test_what_came_of_it_is_seen_on_a_small_screen(
    qtbot: QtBot, sheet: RecoverySheet, asked: Asked
) -> None:
    host = sheet.parentWidget()
    assert host is not None
    host.resize(1134, 520)
    host.show()
    fill(sheet, asked.digits)
    sheet.answer.press()
    qtbot.waitUntil(lambda: sheet.told.isVisible() and not sheet.told.visibleRegion().isEmpty())
    assert sheet.told.visibleRegion().boundingRect() == sheet.told.rect()
    assert sheet.focusWidget() is sheet.file


@pytest.mark.parametrize(
    ("digits", "own", "other", "place"),
    [
        ("123", PASSPHRASE, COLLEAGUE_PASSPHRASE, "digits"),
        ("1" * 25, PASSPHRASE, COLLEAGUE_PASSPHRASE, "digits"),
        ("", "một câu khác", COLLEAGUE_PASSPHRASE, "own"),
        ("", PASSPHRASE, "một câu khác", "other"),
    ],
)
def test_what_has_to_be_mended_stands_at_its_field(
    sheet: RecoverySheet,
    window: Window,
    asked: Asked,
    tmp_path: Path,
    digits: str,
    own: str,
    other: str,
    place: str,
) -> None:
    fill(sheet, digits or asked.digits)
    sheet.own.set_text(own)
    sheet.other.set_text(other)
    sheet.answer.press()
    assert getattr(sheet, place).error()
    assert "Ghi tệp trả lời vào đâu" not in window.asker.asked  # proved first
    assert not (tmp_path / "a.tgxa").exists()


def test_an_answer_that_is_put_off_can_be_asked_again(
    sheet: RecoverySheet, window: Window, asked: Asked, tmp_path: Path
) -> None:
    fill(sheet, asked.digits)
    window.asker.saved_as = None
    sheet.answer.press()
    assert window.asker.asked.count("Ghi tệp trả lời vào đâu") == 1
    assert sheet.own.text() == PASSPHRASE
    window.asker.saved_as = tmp_path / "a.tgxa"
    sheet.answer.press()
    assert (tmp_path / "a.tgxa").exists()


def test_what_was_closed_meanwhile_asks_nothing(
    sheet: RecoverySheet, window: Window, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []
    monkeypatch.setattr(sheet.answering, "prove", lambda own, _second: tries.append(own))
    fill(sheet, asked.digits)
    sheet.answer.press()
    sheet.answer.press()
    assert tries == [PASSPHRASE]  # not doubled while it is under way
    assert sheet.told.accessibleName()
    sheet.close_sheet()
    sheet.answering.proved.emit()
    assert "Ghi tệp trả lời vào đâu" not in window.asker.asked


def test_an_office_of_one_officer_adds_another_first(
    both: Enrolled, sheet: RecoverySheet, asked: Asked, tmp_path: Path
) -> None:
    sheet._show_colleagues([])
    assert "hai" in sheet.told.accessibleName()
    fill(sheet, asked.digits)
    sheet.answer.press()
    assert sheet.second.error()
    assert not (tmp_path / "a.tgxa").exists()


def test_a_withdrawn_workstation_is_told_at_once(both: Enrolled, sheet: RecoverySheet) -> None:
    [machine] = both.office.trust_care.machines()
    both.office.trust_care.withdraw(machine.device, "Mất máy")
    sheet.file.click()
    assert sheet.answer.blocked()
    assert "thu hồi" in sheet.told.accessibleName()


def test_another_file_is_told(sheet: RecoverySheet, window: Window, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"something else")
    window.asker.opened = [other]
    sheet.file.click()
    assert sheet.told.accessibleName()
    assert sheet.answer.blocked()
    window.asker.opened = []
    sheet.file.click()
    assert not sheet.answering.heard("1" * 25)
    sheet.answering.answer(tmp_path / "a.tgxa", "1", "a", Second(UUID(int=1), "b"))
    assert not (tmp_path / "a.tgxa").exists()
    assert window.told == []


def test_everything_has_a_name(sheet: RecoverySheet) -> None:
    assert nameless_controls(sheet) == []
