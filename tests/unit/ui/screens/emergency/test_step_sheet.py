"""The sheets of the steps hand over what is typed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.services.relief_decisions import ReliefDecision, SupportEntry
from app.ui.screens.emergency.step_sheet import (
    REFUSED,
    DeliverySheet,
    MeetingSheet,
    ReliefSheet,
)

FRIDAY = date(2025, 11, 14)
LINES = [SupportEntry("15.3", vnd=20_000_000), SupportEntry("12.1", kilograms=60)]


@pytest.fixture
def window(dressed_app: QApplication) -> QWidget:
    return QWidget()


def test_a_decision_starts_with_the_minimum(window: QWidget) -> None:
    sheet = ReliefSheet(window, FRIDAY)
    granted: list[tuple[ReliefDecision, list[SupportEntry]]] = []
    sheet.granted.connect(lambda entry, lines: granted.append((entry, lines)))
    sheet.open_for(LINES, late=True)
    assert not sheet.late.isHidden()
    sheet.number.set_text("45/QĐ-UBND")
    sheet.signer.set_text("Y Thim")
    sheet.late.set_text("cầu trôi")
    sheet._save()
    entry, lines = granted[0]
    assert entry == ReliefDecision("45/QĐ-UBND", "14/11/2025", "Y Thim", "cầu trôi")
    assert [(one.vnd, one.kilograms) for one in lines] == [(20_000_000, None), (None, 60)]


def test_a_refusal_carries_its_reason(window: QWidget) -> None:
    sheet = ReliefSheet(window, FRIDAY)
    refused: list[str] = []
    sheet.refused.connect(lambda _entry, reason: refused.append(reason))
    sheet.open_for([], late=False)
    assert sheet.result.value() == REFUSED
    sheet.reason.set_text("ở xã khác")
    sheet._save()
    assert refused == ["ở xã khác"]


def test_the_short_sheets(window: QWidget) -> None:
    meeting, delivery = MeetingSheet(window, FRIDAY), DeliverySheet(window, FRIDAY)
    told: list[tuple[str, str]] = []
    meeting.saved.connect(lambda on, result: told.append((on, result)))
    delivery.saved.connect(lambda on, who: told.append((on, who)))
    meeting.open_for()
    meeting.result.set_text("nhất trí")
    meeting._save()
    delivery.open_for("Y Lô")
    delivery._save()
    assert told == [("14/11/2025", "nhất trí"), ("14/11/2025", "Y Lô")]
