"""The closed door's sheets and page."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication, QWidget

from app.core.errors import Correctable
from app.services.container import Services
from app.ui.screens.emergency.protection_page import (
    CareSheet,
    ProtectionPage,
    ProtectionSheet,
    next_of,
)

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


def test_the_page_walks_with_the_case(dressed_app: QApplication, desk: Services) -> None:
    made = desk.protection.intake({"person_name": "Thị Krong", "ground": "khac"}).made
    assert made is not None
    page = ProtectionPage()
    page.show_case(desk.protection.file(made))
    assert next_of(desk.protection.file(made))[0] == "verified_on"
    desk.protection.verify(made, "2025-11-14")
    desk.protection.decide(made, number="9", signed_on="2025-11-14", signer="Y Thim")
    assert next_of(desk.protection.file(made))[0] == "ends_on"
    desk.protection.end(made, "2025-11-14", "về nhà")
    page.show_case(desk.protection.file(made))
    assert page.next.isHidden()
