"""The sheet of the law's tables: written out, looked at, signed; nothing is signed unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.policy import parameters
from app.ui.law_sheet import LawSheet
from tests.fakes.desks import Desk, make_pair
from tests.fakes.packs import own_figures, raised_level
from tests.fakes.window import Window, window_for

__all__ = ["own_figures"]

pytestmark = pytest.mark.usefixtures("own_figures")


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    return make_pair(tmp_path)[1]


def opened(qtbot: QtBot, desk: Desk) -> tuple[LawSheet, Window]:
    host = QWidget()
    host.resize(1200, 800)
    qtbot.addWidget(host)
    window = window_for(desk.services())
    sheet = LawSheet(host, window.context)
    host.show()
    sheet.begin()
    return sheet, window


def test_from_the_tables_in_use_to_a_signature(qtbot: QtBot, office: Desk, tmp_path: Path) -> None:
    sheet, window = opened(qtbot, office)
    assert sheet.state.text() == "Đang dùng: các bảng có sẵn trong phần mềm."
    assert not sheet.sign.isVisible()
    window.asker.saved_as = tmp_path / "tables"
    sheet.take_out.press()
    assert sheet.told.text() == "Trong thư mục đã có 9 bảng."
    sheet.look.press()
    assert sheet.told.text() == "Các bảng này giống với các bảng đang dùng."
    assert not sheet.sign.isVisible()
    window.asker.saved_as = raised_level(tmp_path / "new")
    sheet.look.press()
    assert "650.000 đồng" in sheet.changes.text()
    assert sheet.sign.isVisible()
    sheet.note.set_text("Theo nghị định mới")
    window.asker.yes = False
    sheet.sign.press()
    assert office.packs.show() is None
    window.asker.yes = True
    sheet.sign.press()
    view = office.packs.show()
    assert view is not None
    assert (view.version, view.note) == (1, "Theo nghị định mới")
    assert parameters.law().standard_levels[-1].vnd == 650_000
    assert sheet.state.text().startswith("Đang dùng: bộ bảng đã ký số 1 ngày 03/08/2026.")
    assert not sheet.sign.isVisible()
    assert window.told == []


def test_what_cannot_be_used_says_why(qtbot: QtBot, office: Desk, tmp_path: Path) -> None:
    sheet, window = opened(qtbot, office)
    window.asker.saved_as = tmp_path
    sheet.look.press()
    assert "levels.toml" in sheet.told.text()
    raised_level(tmp_path / "new")
    window.asker.saved_as = tmp_path / "new"
    sheet.look.press()
    assert sheet.sign.isVisible()
    (tmp_path / "new" / "levels.toml").write_text("x = ", encoding="utf-8")
    sheet.look.press()
    assert "levels.toml" in sheet.told.text()
    assert not sheet.sign.isVisible()
    sheet.take_out.press()
    assert sheet.told.text().startswith("Trong thư mục này đã có bảng")
    window.asker.saved_as = None
    sheet.look.press()
    sheet.take_out.press()
    assert window.told == []
