"""Who is told of a missing part, and that nothing is taken up where nothing waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services.missing_parts import LONG_DAYS, MissingPart, MissingParts
from app.services.traces import PART_TAKEN_UP
from tests.factories import PV
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    """The second of three changes of a laptop is missing."""
    laptop, office = make_pair(tmp_path)
    courier = Courier(tmp_path / "way")
    courier.carry(laptop, office)
    laptop.person("Nông Văn Lầu")
    laptop.person("H’Lem Kbuôr")
    deliver(laptop.exchange.export(office.id, courier.bag(), start=3), office)
    return office


def parts(desk: Desk) -> MissingParts:
    return MissingParts(desk.store, desk.session)


def only(desk: Desk) -> MissingPart:
    [found] = parts(desk).all()
    return found


def test_a_gap_is_told_with_computer_and_day(office: Desk) -> None:
    found = only(office)
    assert (found.pv, found.device, found.restricted) == (PV, "Phường Bắc Gia Nghĩa", False)
    assert (found.missing, found.waiting, found.taken_up, found.long) == (1, 1, 0, False)
    assert parts(office).all(PV + 1) == []
    office.clock.advance(days=LONG_DAYS)
    assert not only(office).long
    office.clock.advance(days=1)
    assert only(office).long


def test_who_took_it_up_is_kept(office: Desk) -> None:
    found = only(office)
    assert "person" in parts(office).take_up([found]).kinds
    with office.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT pv, what, by FROM station_event").all()
    assert (PV, PART_TAKEN_UP, office.session.officer.bytes) in rows
    with pytest.raises(Correctable, match="nothing_waits"):
        parts(office).take_up([found])
