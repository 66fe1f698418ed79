"""The column beside the intake."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QApplication

from app.services.emergency_minimum import Harm, minimum_of
from app.ui.screens.emergency.intake_column import IntakeColumn

VIEW = minimum_of(
    Harm(on=date(2025, 11, 12), received=datetime.fromisoformat("2025-11-13T06:10"), persons=5)
)


def test_the_clock_stands_when_the_law_can_be_asked(dressed_app: QApplication) -> None:
    column = IntakeColumn()
    assert column.clock.isHidden()
    column.show_minimum(VIEW)
    assert not column.clock.isHidden()
    column.show_minimum(None)
    assert column.clock.isHidden()


def test_the_shortened_way_asks_why_and_who(dressed_app: QApplication) -> None:
    column = IntakeColumn()
    told: list[int] = []
    column.changed.connect(lambda: told.append(1))
    assert column.why.isHidden()
    column.shortened.click()
    assert not column.why.isHidden()
    assert not column.by.isHidden()
    assert told
