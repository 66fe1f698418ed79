"""Cases with the names a list shows, also when half of them is not here yet."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from app.storage.queries.emergencies import cases, events, supports_of, victims_of
from tests.factories import OFFICER, PV, open_store


def test_a_case_whose_event_and_household_have_not_arrived(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        made = work.create(
            "emergency_case",
            {"event": UUID(int=1), "household": UUID(int=2), "received_at": "2026-08-01T07:00"},
        )
        gone = work.create("emergency_case", {"cause": "hoa_hoan", "received_at": "2026-08-02"})
        work.delete("emergency_case", gone)
        work.create("victim", {"emergency_case": made, "person": UUID(int=3), "name": "Y Lô"})
        work.create("support", {"emergency_case": made, "type": "12.1", "kilograms": 15})
        work.commit()
    with store.read() as connection:
        found = cases(connection, PV)
        assert [(one.id, one.event_name, one.head_name) for one in found] == [(made, None, None)]
        assert victims_of(connection, PV, [made])[made][0].name == "Y Lô"
        assert supports_of(connection, PV, [made])[made][0].kilograms == 15
        assert supports_of(connection, PV, []) == {}


def test_filters(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        flood = work.create("event", {"cause": "thien_tai", "happened_on": "2026-08-01"})
        old = work.create("event", {"cause": "hoa_hoan", "happened_on": "2026-01"})
        made = work.create(
            "emergency_case",
            {"event": flood, "received_at": "2026-08-02T23:59", "state": "received"},
        )
        work.create("emergency_case", {"received_at": "2026-08-03", "state": "decided"})
        work.commit()
    with store.read() as connection:
        assert [(one.id, one.cases) for one in events(connection, PV)] == [(flood, 1), (old, 0)]
        assert [one.id for one in cases(connection, PV, of_event=flood)] == [made]
        assert [one.id for one in cases(connection, PV, states=("received",))] == [made]
        day = ("2026-08-02", "2026-08-02")
        assert [one.id for one in cases(connection, PV, received=day)] == [made]
        assert [one.id for one in cases(connection, PV, case_id=made)] == [made]
        assert cases(connection, PV, of_households=[UUID(int=9)]) == []
