from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.clock import FixedClock
from app.core.errors import Correctable, Environment
from app.services.access import open_station
from app.services.container import Services
from app.ui.officers_sheet import (
    FORGOT,
    LEFT,
    LOCK,
    NEW,
    NO,
    OTHERS,
    YES,
    OfficersSheet,
)
from app.ui.widgets.field import Field
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE, make
from tests.fakes.typist import nameless_controls
from tests.fakes.window import Window, window_for

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")

SECOND = "rẫy cà phê mùa khô"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = make(tmp_path / "station").services
    yield made
    made.close()


@pytest.fixture
def window(services: Services) -> Window:
    return window_for(services)


@pytest.fixture
def sheet(qtbot: QtBot, window: Window) -> OfficersSheet:
    host = QWidget()
    qtbot.addWidget(host)
    made = OfficersSheet(host, window.context)
    made.begin()
    return made


def show(sheet: OfficersSheet, topic: str) -> None:
    sheet.topic.set_value(topic)
    sheet.topic.changed.emit()


def add(sheet: OfficersSheet, *, cleared: str = NO) -> None:
    show(sheet, NEW)
    sheet.name.set_text("Y Briu Êban")
    sheet.new_title.set_text("Kế toán")
    sheet.first.set_text(SECOND)
    sheet.first_again.set_text(SECOND)
    sheet.new_cleared.set_value(cleared)
    sheet.add.click()


def test_it_begins_with_ones_own_passphrase(sheet: OfficersSheet) -> None:
    assert not sheet.now.isHidden()
    assert sheet.name.isHidden()
    for topic in (OTHERS, FORGOT, LEFT):
        show(sheet, topic)
        assert not sheet._nobody.isHidden()
        assert sheet.who.isHidden()


def test_who_is_not_cleared_makes_nobody_cleared(qtbot: QtBot, services: Services) -> None:
    uncleared = replace(services.session, cleared=False)
    services.session = services.officers._session = services.station._session = uncleared
    host = QWidget()
    qtbot.addWidget(host)
    made = OfficersSheet(host, window_for(services).context)
    made.begin()
    add(made)
    assert made.new_cleared.isHidden()
    assert not services.officers.lines()[1].cleared


def test_ones_own_passphrase_is_changed(sheet: OfficersSheet, services: Services) -> None:
    sheet.now.set_text(PASSPHRASE)
    sheet.new.set_text(SECOND)
    sheet.again.set_text(SECOND)
    sheet.change.click()
    services.station.check_passphrase(SECOND)
    assert sheet.now.text() == sheet.new.text() == sheet.again.text() == ""
    assert "mật khẩu mới" in sheet.told.accessibleName()


@pytest.mark.parametrize(
    ("now", "new", "again", "place"),
    [
        ("một câu khác", SECOND, SECOND, "now"),
        (PASSPHRASE, "ngắn", "ngắn", "new"),
        (PASSPHRASE, SECOND, "một câu khác", "again"),
    ],
)
def test_what_has_to_be_mended_stands_at_its_field(
    sheet: OfficersSheet, services: Services, now: str, new: str, again: str, place: str
) -> None:
    sheet.now.set_text(now)
    sheet.new.set_text(new)
    sheet.again.set_text(again)
    sheet.change.click()
    field = getattr(sheet, place)
    assert isinstance(field, Field)
    assert field.error()
    services.station.check_passphrase(PASSPHRASE)


def test_an_officer_comes_and_is_entrusted(sheet: OfficersSheet, services: Services) -> None:
    add(sheet)
    [_own, other] = services.officers.lines()
    assert (other.name, other.title, other.cleared) == ("Y Briu Êban", "Kế toán", False)
    assert sheet.first.text() == ""
    show(sheet, OTHERS)
    assert sheet._nobody.isHidden()
    assert sheet.title.text() == "Kế toán"
    sheet.title.set_text("Công chức")
    sheet.cleared.set_value(YES)
    sheet.save.click()
    [_own, other] = services.officers.lines()
    assert (other.title, other.cleared) == ("Công chức", True)


def test_a_name_is_needed_and_told_at_its_field(sheet: OfficersSheet) -> None:
    show(sheet, NEW)
    sheet.first.set_text(SECOND)
    sheet.first_again.set_text(SECOND)
    sheet.add.click()
    assert sheet.name.error()


def test_who_leaves_loses_the_way_in(
    qtbot: QtBot, sheet: OfficersSheet, services: Services
) -> None:
    add(sheet)
    other = services.officers.lines()[1].id
    show(sheet, OTHERS)
    show(sheet, LEFT)
    sheet.mine.set_text("một câu khác")
    sheet.out.click()
    assert sheet.mine.error()
    sheet.mine.set_text(PASSPHRASE)
    with qtbot.waitSignal(sheet.lock_asked):
        sheet.out.click()
    clock = services.clock
    assert isinstance(clock, FixedClock)
    with pytest.raises(Correctable, match="unknown_officer"):
        open_station(services.folder, other, SECOND, clock)


def test_a_colleague_who_forgot_types_a_new_passphrase(
    sheet: OfficersSheet, services: Services
) -> None:
    add(sheet)
    other = services.officers.lines()[1].id
    show(sheet, FORGOT)
    for own, new, again, place in (
        (PASSPHRASE, "thác nước đầu nguồn", "một câu khác", "theirs_again"),
        (PASSPHRASE, "ngắn", "ngắn", "theirs"),
        ("một câu khác", "thác nước đầu nguồn", "thác nước đầu nguồn", "mine"),
        (PASSPHRASE, "thác nước đầu nguồn", "thác nước đầu nguồn", ""),
    ):
        sheet.mine.set_text(own)
        sheet.theirs.set_text(new)
        sheet.theirs_again.set_text(again)
        sheet.renew.click()
        for field in ("mine", "theirs", "theirs_again"):
            assert bool(getattr(sheet, field).error()) is (field == place)
    services.station.check_passphrase("thác nước đầu nguồn", other)
    assert sheet.mine.text() == ""


def test_a_no_changes_nothing(sheet: OfficersSheet, window: Window, services: Services) -> None:
    add(sheet)
    show(sheet, LEFT)
    window.asker.yes = False
    sheet.mine.set_text(PASSPHRASE)
    sheet.out.click()
    assert len(services.officers.lines()) == 2


def test_the_disk_may_refuse_half_way_and_the_register_is_locked(
    qtbot: QtBot, sheet: OfficersSheet, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Environment("disk_full", "The disk is full.")

    add(sheet)
    show(sheet, LEFT)
    monkeypatch.setattr("app.bootstrap.take_out_officer", refuse)
    with qtbot.waitSignal(sheet.lock_asked):
        sheet.out.click()
    assert [type(error) for error in window.told] == [Environment]


def test_the_last_one_entrusted_stays(sheet: OfficersSheet, services: Services) -> None:
    add(sheet, cleared=YES)
    services.officers.set_cleared(services.session.officer, cleared=False)
    show(sheet, OTHERS)
    sheet.cleared.set_value(NO)
    sheet.save.click()
    assert "hồ sơ kín" in sheet.told.accessibleName()
    assert services.officers.lines()[1].cleared


def test_minutes_until_the_lock(qtbot: QtBot, sheet: OfficersSheet, services: Services) -> None:
    show(sheet, LOCK)
    assert sheet.minutes.value() == "5"
    sheet.minutes.set_value("10")
    with qtbot.waitSignal(sheet.minutes_changed) as changed:
        sheet.minutes.changed.emit()
    assert changed.args == [10]
    assert services.station.lock_minutes() == 10


@pytest.mark.parametrize("topic", [OTHERS, FORGOT, LEFT, NEW, LOCK])
def test_everything_has_a_name(sheet: OfficersSheet, topic: str) -> None:
    add(sheet)
    show(sheet, topic)
    assert nameless_controls(sheet) == []
