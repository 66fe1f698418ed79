"""The sheets over the screen: each keeps its draft, and a refusal goes to the field."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.core.errors import Correctable
from app.services.container import Services
from app.ui.screens.emergency.screen import EmergencyScreen
from tests.fakes.station_window import Shown
from tests.fakes.window import Window, window_for


@pytest.fixture
def window(dressed_app: QApplication, desk: Services) -> Window:
    return window_for(desk)


@pytest.fixture
def screen(window: Window, shown: Shown) -> EmergencyScreen:
    made = EmergencyScreen(window.context)
    made.resize(1134, 688)
    shown(made)
    made.activate()
    return made


def test_a_step_of_a_case_kept_apart_keeps_its_draft(
    desk: Services, screen: EmergencyScreen
) -> None:
    made = desk.protection.intake(
        {"person_name": "Thị Krong", "ground": "nan_nhan_xam_hai", "measures": "đưa về trạm"}
    ).made
    assert made is not None
    desk.protection.verify(made, "14/11/2025")
    screen.activate(protection=made)
    screen.apart.next.press()
    screen.sheets.care.number.set_text("12/QĐ")
    screen.sheets.care.close_sheet()
    draft = desk.drafts.latest()
    assert draft is not None
    assert (draft.key.form, draft.key.subject) == ("care", str(made))
    screen.activate(protection=made, sheet="care")
    assert screen.sheets.care.isVisible()
    assert screen.sheets.care.number.text() == "12/QĐ"
    screen.sheets.care.signer.set_text("Y Thim Byă")
    screen.sheets.care._save()
    assert desk.protection.file(made).row.decision_no == "12/QĐ"
    assert desk.drafts.latest() is None


def test_whoever_may_not_write_there_hears_whom_to_ask(
    desk: Services, window: Window, screen: EmergencyScreen
) -> None:
    object.__setattr__(desk.session, "cleared", False)
    screen.sheets.open_apart()
    assert len(window.told) == 1
    assert screen.open_sheets() == []


def test_a_refusal_goes_to_the_sheet_that_is_open(screen: EmergencyScreen) -> None:
    error = Correctable("x", "Type the whole day, like 14/11/2025.", field="birth")
    assert not screen.sheets.refuse(error)
    screen.sheets.open_apart()
    assert screen.sheets.refuse(error)
    assert screen.sheets.protect.birth.error()
