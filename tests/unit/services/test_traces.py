from __future__ import annotations

from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app.models.records import RECORDS
from app.services.traces import leave_trace
from tests.factories import PV
from tests.fakes.desks import OFFICE_PV, Desk, make_pair

WHO = UUID(int=77)


def traces(desk: Desk) -> list[tuple[int, str, str, UUID]]:
    found = RECORDS["station_event"]
    with desk.store.read() as connection:
        return [
            (row.pv, row.what, row.at, row.by)
            for row in connection.execute(select(found).where(found.c.what == "something"))
        ]


def test_who_what_and_when_in_the_scope_it_concerns(tmp_path: Path) -> None:
    _commune, office = make_pair(tmp_path)
    with office.store.write(office.session.officer) as work:
        leave_trace(work, "something", by=WHO)
        leave_trace(work, "something", by=WHO, pv=PV)
        work.commit()
    at = "2026-08-03T08:00:00+07:00"
    assert sorted(traces(office)) == [(PV, "something", at, WHO), (OFFICE_PV, "something", at, WHO)]
