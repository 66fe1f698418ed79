"""The sheet of a commune's workstations: withdrawing needs a reason and the name, typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.sync import office_keys
from app.sync.root_draft import read_draft
from app.ui.machines_sheet import MachinesSheet
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.fakes.window import Window, window_for

NAME = "Phường Bắc Gia Nghĩa"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def opened(qtbot: QtBot, office: Desk) -> tuple[MachinesSheet, Window]:
    host = QWidget()
    host.resize(1200, 800)
    qtbot.addWidget(host)
    window = window_for(office.services())
    sheet = MachinesSheet(host, window.context)
    host.show()
    sheet.open_for(PV, NAME)
    return sheet, window


def withdraw(sheet: MachinesSheet, *, reason: str = "máy bị mất", name: str = NAME) -> None:
    sheet.reason.set_text(reason)
    sheet.confirm.set_text(name)
    sheet.withdraw.press()


def test_the_days_that_are_left(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    sheet, _ = opened(qtbot, pair[1])
    assert sheet.state.text() == "Đã đăng ký tin cậy, còn 396 ngày."
    assert sheet.withdraw.isVisible()
    for hidden in (sheet.renew, sheet.vouch, sheet.back, sheet.choice):
        assert not hidden.isVisible()


def test_a_renewal_is_offered_when_it_is_time(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    office = pair[1]
    office.clock.advance(days=350)
    sheet, window = opened(qtbot, office)
    assert sheet.state.text().endswith("còn 46 ngày.")
    sheet.renew.press()
    assert sheet.told.text().startswith("Đã gia hạn.")
    assert sheet.state.text().endswith("còn 397 ngày.")
    assert not sheet.renew.isVisible()
    assert window.told == []


def test_withdrawn_vouched_for_and_taken_back(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    sheet, _ = opened(qtbot, office)
    withdraw(sheet, name="bac gia nghia")
    assert sheet.confirm.error()
    withdraw(sheet, reason="  ")
    assert sheet.reason.error()
    sheet.since.set_text("hôm kia")
    withdraw(sheet)
    assert sheet.since.error()
    sheet.since.set_text("")
    withdraw(sheet, name="phuong bac gia nghia")
    assert sheet.state.text() == "Đã thu hồi: không gửi dữ liệu tới máy này nữa."
    assert not sheet.withdraw.isVisible()
    assert not sheet.vouch.isVisible()
    commune.person()
    Courier(tmp_path / "way").carry(commune, office)
    sheet.open_for(PV, NAME)
    assert sheet.more.text().startswith("2 thay đổi")
    sheet.vouch.press()
    assert not sheet.vouch.isVisible()
    sheet.back.press()
    assert sheet.state.text().startswith("Đã đăng ký")
    assert office.state() == commune.state()


def test_since_a_day(qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    commune.person()
    Courier(tmp_path / "way").carry(commune, office)
    sheet, window = opened(qtbot, office)
    sheet.since.set_text("1/8/2026")
    withdraw(sheet)
    assert window.told == []
    assert sheet.more.text().startswith("2 thay đổi")


def test_one_of_two(qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    _, office = pair
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    sheet, _ = opened(qtbot, office)
    assert sheet.choice.isVisible()
    marks = {one.device: one.mark for one in pair[1].care.machines(PV)}
    assert len(set(marks.values())) == 2
    told = {chip.choice.value: chip.choice.text.lower() for chip in sheet.choice.chips()}
    assert all(marks[device].lower() in told[str(device)] for device in marks)
    assert marks[pair[0].id] in sheet.withdraw.text() or marks[second.id] in sheet.withdraw.text()
    sheet.choice.set_value(str(second.id))
    withdraw(sheet)
    states = {one.device: one.state for one in office.care.machines()}
    assert states[second.id] == "revoked"
    assert sheet.machine() is not None
    sheet.choice.set_value(str(pair[0].id))
    sheet.choice.changed.emit()
    assert sheet.withdraw.isVisible()


def test_a_commune_without_workstations(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    sheet, _ = opened(qtbot, pair[1])
    sheet.open_for(224615, "Xã khác")
    assert sheet.state.text() == "Xã này chưa có máy nào được đăng ký tin cậy."
    assert not sheet.withdraw.isVisible()


def test_with_keys_in_drawers_a_draft_is_written(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    _, office = pair
    with office.store.write(office.session.officer) as work:
        office_keys.take_root_key_out(work.connection)
        work.commit()
    sheet, window = opened(qtbot, office)
    withdraw(sheet)
    assert sheet.told.text().startswith("Chưa có gì thay đổi")
    window.asker.saved_as = tmp_path / "draft.tgxr"
    withdraw(sheet)
    assert sheet.told.text().startswith("Chưa có hiệu lực")
    assert read_draft((tmp_path / "draft.tgxr").read_bytes()).document.version == 2
    assert sheet.withdraw.isVisible()


def test_the_offices_own_certificate_is_renewed_by_a_person(
    qtbot: QtBot, pair: tuple[Desk, Desk]
) -> None:
    office = pair[1]
    office.clock.advance(days=396)
    sheet, _ = opened(qtbot, office)
    assert not sheet.own.isVisible()
    office.clock.advance(days=1)
    sheet.open_for(PV, NAME)
    assert sheet.own.isVisible()
    sheet.own.acted.emit()
    assert not sheet.own.isVisible()
    assert not office.care.own_ended()
