"""Events with all their households."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.services.emergency_cases import EmergencyCases
from app.services.events import Events
from tests.fakes.desk import open_desk


def test_an_event_sums_its_households(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    events = Events(desk.store, desk.session)
    flood = events.add({"cause": "thien_tai", "name": "Mưa lũ", "happened_on": "12/11/2025"}).made
    assert flood is not None
    for name, persons in (("Y Lô", 3), ("H'Yŭm", 4)):
        EmergencyCases(desk.store, desk.session).intake(
            {"event": flood, "household_name": name, "persons": persons, "needs": "gao"},
            [{"name": "Y Pơr", "status": "chet"}] if persons == 3 else [],
        )
    found = events.file(flood)
    assert (found.persons, found.dead, found.hurt) == (7, 1, 0)
    assert found.total_kg == 15 * (2 + 4)
    assert found.total_vnd == 25_000_000
    assert found.due == date(2025, 11, 15)
    events.edit(flood, {"name": "Mưa lũ đêm 12/11"})
    assert events.file(flood).event.name == "Mưa lũ đêm 12/11"


def test_only_recent_events_are_offered(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    events = Events(desk.store, desk.session)
    events.add({"cause": "hoa_hoan", "happened_on": "2025-08"})
    events.add({"cause": "hoa_hoan", "happened_on": "2025-10-01"})
    events.add({"cause": "hoa_hoan", "happened_on": "2025-03-01"})
    assert [one.happened_on for one in events.open()] == ["2025-10-01", "2025-08"]
    assert len(events.all()) == 3


def test_what_an_event_needs(tmp_path: Path) -> None:
    events = Events((desk := open_desk(tmp_path)).store, desk.session)
    with pytest.raises(Correctable) as told:
        events.add({"name": "Mưa"})
    assert told.value.field == "cause"
    with pytest.raises(Correctable):
        events.file(UUID(int=5))
