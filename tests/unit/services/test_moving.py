"""A person goes on in another commune, and may come back; only the office carries over."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.models.records import person
from app.services.moving import Moving
from app.services.upkeep import Upkeep
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair

OTHER = 224615


def lines(desk: Desk) -> list[tuple[int, str | None, int | None, str | None]]:
    with desk.store.read() as connection:
        rows = connection.execute(person.select().order_by(person.c.pv)).all()
    return [(row.pv, row.name, row.carried_to, row.moved_on) for row in rows]


def test_there_and_back_again(tmp_path: Path) -> None:
    here, office = make_pair(tmp_path)
    there = make_desk(tmp_path, 2, pv=OTHER)
    enrol(there, office)
    courier = Courier(tmp_path)
    who = here.person("Bế Văn Chính", phone="0911111111")
    courier.carry(here, office)
    moving = Moving(office.store, office.session)
    moving.move(who, source=PV, target=OTHER, on="2026-08-01")
    for desk in (here, there):
        courier.carry(office, desk)
    assert lines(here) == [(PV, "Bế Văn Chính", OTHER, "2026-08-01")]
    assert lines(there) == [(OTHER, "Bế Văn Chính", None, None)]
    there.edit(who, pv=OTHER, note="đã nhận")
    courier.carry(there, office)
    moving.move(who, source=OTHER, target=PV, on="2026-08-03")
    for desk in (here, there):
        courier.carry(office, desk)
    assert lines(here) == [(PV, "Bế Văn Chính", None, None)]
    assert lines(there) == [(OTHER, "Bế Văn Chính", PV, "2026-08-03")]
    assert Upkeep(office.store, cleared=True).doctor().healthy


def test_who_may_and_where_to(tmp_path: Path) -> None:
    here, office = make_pair(tmp_path)
    who = here.person()
    Courier(tmp_path).carry(here, office)
    with pytest.raises(Correctable, match="office_only"):
        Moving(here.store, here.session).move(who, source=PV, target=OTHER, on="2026-08-01")
    moving = Moving(office.store, office.session)
    with pytest.raises(Correctable, match="not_enrolled_there"):
        moving.move(who, source=PV, target=OTHER, on="2026-08-01")
