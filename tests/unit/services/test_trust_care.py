"""The office's list of workstations and its decisions; stations are in integration/two_devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services.trust_care import TrustCare
from app.sync import office_keys, trust_store
from app.sync.root_draft import read_draft
from tests.fakes.desks import Desk, enrol, make_desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_every_workstation_with_its_days(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    other = make_desk(tmp_path, 2, pv=224615)
    enrol(other, office)
    office.clock.advance(days=390)
    assert [(one.device, one.state, one.days_left) for one in office.care.machines()] == [
        (commune.id, "good", 6),
        (other.id, "good", 6),
    ]
    office.care.renew(office.id)
    office.clock.advance(days=10)
    [one] = office.care.machines(commune.session.pv)
    assert (one.state, one.days_left, one.valid_to, one.withheld) == (
        "expired",
        -4,
        "2027-09-03",
        0,
    )
    office.care.withdraw(commune.id, "máy bị mất")
    assert [one.state for one in office.care.machines()] == ["revoked", "expired"]


def test_a_renewal_is_for_those_that_are_trusted(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    office.clock.advance(days=100)
    office.care.renew(commune.id)
    assert office.care.machines()[0].days_left == 395
    office.care.withdraw(commune.id, "máy bị mất")
    with pytest.raises(Correctable, match="machine_withdrawn"):
        office.care.renew(commune.id)
    with pytest.raises(Correctable, match="wrong_role"):
        commune.care.machines()


def test_without_enough_keys_a_draft_is_written_and_nothing_changes(
    pair: tuple[Desk, Desk],
) -> None:
    commune, office = pair
    with office.store.write(office.session.officer) as work:
        office_keys.take_root_key_out(work.connection)
        work.commit()
    change = office.care.withdraw(commune.id, "máy bị mất")
    assert (change.in_force, change.version) == (False, 2)
    assert change.draft is not None
    [entry] = read_draft(change.draft).document.revoked
    assert entry.reason == "máy bị mất"
    with office.store.read() as connection:
        assert trust_store.require_root(connection).version == 1


def test_every_decision_is_noted(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    care: TrustCare = office.care
    care.renew(commune.id)
    care.withdraw(commune.id, "máy bị mất")
    care.take_back(commune.id)
    with office.store.read() as connection:
        events = connection.exec_driver_sql("SELECT what FROM station_event ORDER BY id").scalars()
        assert list(events) == ["device_renewed", "device_withdrawn", "device_taken_back"]
