"""Officers of a workstation: added, cleared, given another passphrase, never left half made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import Correctable
from app.core.station import read_card
from app.services.access import open_station
from app.services.container import Services
from app.services.root_care import RootPlan
from app.services.station import read_setting, write_setting
from app.storage import sealed_keys
from app.storage.key_slots import OfficeSlot, RecoverySlot
from tests.factories import OFFICER, open_store
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.desks import OFFICE_PV, enrol, make_desk
from tests.fakes.made_stations import NAME, PASSPHRASE, make

__all__ = ["cheap_stretching"]

CLOCK = FixedClock.on(date(2026, 8, 3))
THIM = "suối nếp trâu bến"


@pytest.fixture
def desk(tmp_path: Path, cheap_stretching: None) -> Iterator[Services]:
    """The first officer at a new commune's workstation."""
    services = make(tmp_path / "station").services
    yield services
    services.close()


def add(desk: Services, name: str = "Y Thim Byă", *, cleared: bool = False) -> None:
    desk.station.add_officer(name=name, title="Kế toán", passphrase=THIM, cleared=cleared)


def sign_in(desk: Services, place: int, passphrase: str) -> Services:
    """Close the workstation and open it again for the officer at that place of the list."""
    officer = desk.station.officers()[place].id
    desk.close()
    return open_station(desk.folder, officer, passphrase, CLOCK)


def test_what_is_said_of_the_workstation(desk: Services) -> None:
    assert desk.station.unit.short_name == "Cư Jút"
    assert not desk.station.training
    assert not desk.station.restored
    assert [(one.name, one.cleared) for one in desk.station.officers()] == [(NAME, True)]


def test_a_colleague_signs_in_with_a_passphrase_of_their_own(desk: Services) -> None:
    add(desk, "  Y Thim Byă ")
    assert [one.name for one in desk.station.officers()] == [NAME, "Y Thim Byă"]
    services = sign_in(desk, 1, THIM)
    assert (services.session.name, services.session.title) == ("Y Thim Byă", "Kế toán")
    assert not services.session.cleared
    services.close()


def test_clearance_is_passed_on_by_those_who_have_it(desk: Services) -> None:
    add(desk, cleared=False)
    services = sign_in(desk, 1, THIM)
    with pytest.raises(Correctable) as error:
        services.station.add_officer(
            name="Bế Văn Chính", title="", passphrase="mưa rơi trên nương", cleared=True
        )
    assert error.value.code == "not_cleared"
    assert len(services.station.officers()) == 2
    services.close()


@pytest.mark.parametrize(
    ("name", "passphrase", "code"),
    [("  ", THIM, "name_missing"), ("Y Thim", "ythim", "weak_passphrase")],
)
def test_who_cannot_be_added_leaves_no_trace(
    desk: Services, name: str, passphrase: str, code: str
) -> None:
    before = desk.upkeep.doctor().operations
    with pytest.raises(Correctable) as error:
        desk.station.add_officer(name=name, title="", passphrase=passphrase, cleared=False)
    assert error.value.code == code
    card = read_card(desk.folder)
    assert card is not None
    assert len(card.officers) == 1
    assert desk.upkeep.doctor().operations == before


def test_another_passphrase_replaces_the_old(desk: Services) -> None:
    desk.station.change_passphrase(THIM)
    with pytest.raises(Correctable):
        desk.station.check_passphrase(PASSPHRASE)
    desk.station.check_passphrase(THIM)
    with pytest.raises(Correctable):
        desk.station.change_passphrase("123456")
    desk.station.check_passphrase(THIM)


def test_the_offices_slot_takes_the_recovery_codes_place(desk: Services) -> None:
    recipient = "age1yt3tfqlfrwdwx0z0ynwplcr6qxcxfaqycuprpmy89nr83ltx74tqdpszlw"
    desk.station.use_office_recovery(recipient, 3)
    found = sealed_keys.read_keys(desk.folder)
    kinds = [type(slot) for slot in found.slots]
    assert OfficeSlot in kinds
    assert RecoverySlot not in kinds
    assert found.root_version_seen == 3


def test_settings_are_local_and_replaced(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        assert read_setting(work.connection, "theme") is None
        for value in ("light", "dark"):
            write_setting(work.connection, "theme", value)
        work.commit()
    with store.read() as connection:
        assert read_setting(connection, "theme") == "dark"
    store.close()


def test_the_window_locks_after_the_time_that_was_chosen(desk: Services) -> None:
    assert desk.station.lock_minutes() == 5
    desk.station.set_lock_minutes(2)
    assert desk.station.lock_minutes() == 2
    for minutes in (0, 31):
        with pytest.raises(Correctable, match="lock_minutes"):
            desk.station.set_lock_minutes(minutes)


def test_the_office_is_told_before_its_trust_document_ends(tmp_path: Path) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    station = office.services().station
    assert station.told_at_opening() is None
    office.clock.advance(days=3 * 365 - 178)
    told = station.told_at_opening()
    assert told is not None
    assert "03/08/2029" in told
    office.root.publish(office.root.draft(RootPlan(extended=True))[0])
    assert station.told_at_opening() is None
    commune = make_desk(tmp_path, 1)
    enrol(commune, office)
    commune.clock.advance(days=3 * 365)
    assert commune.services().station.told_at_opening() is None
