"""New figures are told once, in words, and not again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.new_figures import FiguresSheet
from tests.fakes.desks import Desk, make_pair
from tests.fakes.packs import own_figures, raised_level
from tests.fakes.window import window_for

__all__ = ["own_figures"]

pytestmark = pytest.mark.usefixtures("own_figures")


def sheet_of(qtbot: QtBot, desk: Desk) -> FiguresSheet:
    host = QWidget()
    host.resize(1200, 800)
    qtbot.addWidget(host)
    host.show()
    return FiguresSheet(host, window_for(desk.services()).context)


def test_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    sheet = sheet_of(qtbot, commune)
    sheet.look()
    assert sheet.isHidden()
    office.packs.make(raised_level(tmp_path / "new"), "Theo nghị định mới")
    commune.packs.take(office.packs.signed())
    sheet.look()
    assert sheet.isVisible()
    assert sheet.note.text() == "Theo nghị định mới"
    assert "650.000 đồng" in sheet.changes.text()
    sheet.done.press()
    assert sheet.isHidden()
    sheet.look()
    assert sheet.isHidden()
