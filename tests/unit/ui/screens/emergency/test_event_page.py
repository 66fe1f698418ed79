"""An event with its households and sums."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QApplication

from app.services.container import Services
from app.ui.screens.emergency.event_page import EventPage


def test_who_waits_for_what(dressed_app: QApplication, desk: Services) -> None:
    flood = desk.events.add({"cause": "thien_tai", "name": "Mưa lũ"}).made
    assert flood is not None
    made: list[UUID | None] = []
    for shortened in (True, False):
        entry = {"event": flood, "household_name": "Y Lô", "persons": 2, "needs": "gao"}
        if shortened:
            entry |= {"shortened": True, "shortened_reason": "lũ", "shortened_by": "Y Thim"}
        made.append(desk.emergencies.intake(entry).made)  # type: ignore[arg-type]  # plain values
    made.append(desk.emergencies.intake({"event": flood, "household_name": "Y Pơr"}).made)
    page = EventPage()
    page.show_event(desk.events.file(flood), date(2025, 11, 14))
    assert page.to_decide() == [made[0]]
    assert set(page.to_meet()) == {made[1], made[2]}
    assert not page.decide.blocked()
    opened: list[UUID] = []
    page.case_opened.connect(opened.append)
    page.table.opened.emit(str(made[2]))
    assert opened == [made[2]]
