"""The page of a case that is kept apart."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication

from app.services.container import Services
from app.ui.screens.emergency.protection_page import ProtectionPage, next_of

FRIDAY = date(2025, 11, 14)


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
