"""The closed door's sheets."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication, QWidget

from app.core.errors import Correctable
from app.ui.screens.emergency.protection_sheets import CareSheet, ProtectionSheet

FRIDAY = date(2025, 11, 14)


def test_only_what_was_told_is_handed_over(dressed_app: QApplication) -> None:
    window = QWidget()
    sheet = ProtectionSheet(window, FRIDAY)
    told: list[dict[str, str]] = []
    sheet.saved.connect(told.append)
    sheet.open_for()
    sheet.name.set_text("Thị Krong")
    sheet.ground.set_value("khac")
    sheet._save()
    assert told == [{"person_name": "Thị Krong", "ground": "khac"}]
    sheet.refuse(Correctable("x", "Type the whole day, like 14/11/2025.", field="birth"))
    assert sheet.birth.error()


def test_each_step_asks_for_its_own(dressed_app: QApplication) -> None:
    window = QWidget()
    sheet = CareSheet(window, FRIDAY)
    told: list[tuple[str, ...]] = []
    sheet.verified.connect(lambda on: told.append((on,)))
    sheet.decided.connect(lambda *typed: told.append(typed))
    sheet.ended.connect(lambda *typed: told.append(typed))
    for step in ("verified_on", "decided_on", "ends_on"):
        sheet.open_for(step, step)
        sheet._save()
    assert [len(one) for one in told] == [1, 4, 2]
