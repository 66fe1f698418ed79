"""The sheet of the decision carries what was typed for its result alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.services.decisions import DecisionEntry
from app.ui.screens.monthly_allowance.decision_sheet import REFUSED, DecisionSheet
from tests.fakes.open_desk import FRIDAY, open_desk, poor_widow


def test_a_grant_carries_the_month_and_a_refusal_the_reason(qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    dossier = desk.dossiers.open(poor_widow(desk).people[0], {"category": "5.5.a"}).made
    assert dossier is not None
    file = desk.dossiers.file(dossier)
    desk.close()
    room = QWidget()
    qtbot.addWidget(room)
    sheet = DecisionSheet(room, FRIDAY)
    saved: list[DecisionEntry] = []
    sheet.saved.connect(saved.append)
    sheet.open_for(file, None)
    sheet.number.set_text("12")
    sheet.from_month.set_text("11/2025")
    sheet.reason.set_text("không dùng")
    sheet.save.click()
    sheet.result.set_value(REFUSED)
    sheet.save.click()
    assert [(one.granted, one.from_month, one.reason) for one in saved] == [
        (True, "11/2025", None),
        (False, None, "không dùng"),
    ]
    assert sheet.refuse(Correctable("x", "Type it again.", field="signer"))
    assert sheet.signer.error()
