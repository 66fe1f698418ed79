"""Who can be sent to, and what they still lack."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.core.ids import new_id
from app.services.bundles import Unsent
from tests.factories import PV
from tests.fakes.desks import OFFICE_PV, Desk, enrol, make_desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_a_single_destination_need_not_be_named(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    [made] = commune.exchange.export(None, tmp_path)
    assert (made.to, made.verified) == ("Tỉnh Lâm Đồng", True)
    [there] = commune.exchange.destinations()
    assert (there.device, there.role) == (office.id, "office")
    assert there.last_sent_ms == commune.clock.now_ms()


def test_several_destinations_must_be_told_apart(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    _, office = pair
    enrol(make_desk(tmp_path, 2, pv=224615), office)
    with pytest.raises(Correctable, match="which_peer"):
        office.exchange.export(None, tmp_path)
    with pytest.raises(Correctable, match="unknown_peer"):
        office.exchange.export(new_id(), tmp_path)


def test_an_office_without_communes_says_so(tmp_path: Path) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    with pytest.raises(Correctable, match="nobody_enrolled"):
        office.exchange.export(None, tmp_path)


def test_an_office_counts_what_goes_to_each_commune(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    other = make_desk(tmp_path, 2, pv=224615)
    enrol(other, office)
    with office.store.write(office.session.officer) as work:
        work.create("notice", {"title": "Nhắc"}, pv=PV)
        work.commit()
    assert office.exchange.outgoing(commune.id).topics == {"notices": 1}
    assert office.exchange.outgoing(other.id).topics == {}
    assert office.exchange.outgoing().topics == {"notices": 1}
    told = office.exchange.outgoing()
    assert office.exchange.unsent() == Unsent(told.operations, told.since_ms)
