"""The sheet of the office's keys: one key in the station, or two of three in drawers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.sync import trust_store
from app.ui.root_sheet import RootSheet
from tests.fakes.cheap_key_files import cheap_key_files
from tests.fakes.desks import PASSPHRASE, Desk, make_pair
from tests.fakes.window import Window, window_for

__all__ = ["cheap_key_files"]

pytestmark = pytest.mark.usefixtures("cheap_key_files")


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    return make_pair(tmp_path)[1]


def opened(qtbot: QtBot, desk: Desk) -> tuple[RootSheet, Window]:
    host = QWidget()
    host.resize(1200, 800)
    qtbot.addWidget(host)
    window = window_for(desk.services())
    sheet = RootSheet(host, window.context)
    host.show()
    sheet.begin()
    return sheet, window


def a_key(sheet: RootSheet, window: Window, path: Path) -> None:
    """Make a key for a drawer in ``path``."""
    window.asker.saved_as = path
    sheet.drawer.set_text(PASSPHRASE)
    sheet.again.set_text(PASSPHRASE)
    sheet.new_key.press()
    assert path.exists()


def test_with_the_only_key_here_it_holds_at_once(qtbot: QtBot, office: Desk) -> None:
    office.clock.advance(days=950)
    sheet, window = opened(qtbot, office)
    assert sheet.state.text() == "Giấy tin cậy số 1 có hiệu lực đến ngày 03/08/2029."
    assert "1 trong 1" in sheet.more.text()
    sheet.make.press()
    assert sheet.told.text() == "Xin cho biết giấy tin cậy mới thay đổi điều gì."
    sheet.what.set_values(["extended"])
    sheet.make.press()
    assert sheet.publish.isVisible()
    assert not sheet.sign.isVisible()
    assert sheet.changes.text().startswith("– Có giá trị đến ngày")
    window.asker.yes = False
    sheet.publish.press()
    assert office.root.view().version == 1
    window.asker.yes = True
    sheet.publish.press()
    assert office.root.view().version == 2
    assert sheet.state.text().startswith("Giấy tin cậy số 2")
    assert not sheet.publish.isVisible()
    assert window.told == []


def test_two_of_three_in_drawers(qtbot: QtBot, office: Desk, tmp_path: Path) -> None:
    sheet, window = opened(qtbot, office)
    for name in ("one", "two"):
        a_key(sheet, window, tmp_path / f"{name}.tgxs")
    assert len(sheet.added.text().split()) == 2
    sheet.threshold.set_text("hai")
    sheet.make.press()
    assert sheet.threshold.error()
    sheet.threshold.set_text("2")
    window.asker.saved_as = tmp_path / "draft.tgxr"
    sheet.make.press()
    assert sheet.told.text().startswith("Chưa có hiệu lực")
    assert not sheet.publish.isVisible()
    window.asker.opened = [tmp_path / "draft.tgxr"]
    sheet.open.press()
    assert sheet.changes.text().count("–") == 3
    window.asker.opened = [tmp_path / "one.tgxs"]
    sheet.choose_key.press()
    sheet.passphrase.set_text("một câu khác hẳn")
    sheet.sign.press()
    assert sheet.passphrase.error()
    sheet.passphrase.set_text(PASSPHRASE)
    sheet.sign.press()
    sheet.publish.press()
    view = office.root.view()
    assert (view.version, view.threshold, len(view.keys)) == (2, 2, 3)
    window.asker.saved_as = tmp_path / "own.tgxs"
    sheet.drawer.set_text(PASSPHRASE)
    sheet.take_out.press()
    assert sheet.again.error()
    sheet.again.set_text(PASSPHRASE)
    sheet.take_out.press()
    assert office.root.view().here == 0
    assert not sheet.take_out.isVisible()
    assert sheet.drawer.text() == ""
    assert window.told == []


def test_what_is_no_key_is_told_at_its_field(qtbot: QtBot, office: Desk, tmp_path: Path) -> None:
    sheet, window = opened(qtbot, office)
    sheet.added.set_text("abc")
    sheet.make.press()
    assert sheet.added.error()
    for field in (sheet.drawer, sheet.again):
        field.set_text("ngắn")
    window.asker.saved_as = tmp_path / "key.tgxs"
    sheet.new_key.press()
    assert sheet.drawer.error()
    assert not (tmp_path / "key.tgxs").exists()


def test_nothing_is_made_while_a_newer_document_is_missing(qtbot: QtBot, office: Desk) -> None:
    with office.store.write(office.session.officer) as work:
        trust_store.note_seen(work.connection, 4)
        work.commit()
    sheet, _ = opened(qtbot, office)
    assert "số 4" in sheet.state.text()
    sheet.what.set_values(["extended"])
    sheet.make.press()
    assert office.root.view().version == 1
    assert not sheet.publish.isVisible()
