"""Enrolment between two real stations: no trust without the right digits, on either side."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable, Untrusted
from app.sync import own_device
from tests.fakes.desks import OFFICE_PV, Desk, enrol, make_desk, make_pair


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_desk(tmp_path, 1), make_desk(tmp_path, 9, "office", OFFICE_PV)


def with_digit(digits: str, at: int) -> str:
    """The same digits but one."""
    places = [i for i, c in enumerate(digits) if c.isdigit()]
    i = places[at]
    return f"{digits[:i]}{(int(digits[i]) + 1) % 10}{digits[i + 1 :]}"


def test_the_office_sees_the_digits_that_the_commune_reads_out(desks: tuple[Desk, Desk]) -> None:
    commune, office = desks
    asked = commune.trust.request()
    seen = office.trust.read_request(asked.file)
    assert seen.digits == asked.digits
    assert (seen.unit, seen.pv, seen.role) == ("Phường Bắc Gia Nghĩa", 224611, "commune")
    assert seen.asks_restricted
    assert not seen.known


@pytest.mark.parametrize("at", [0, 12, 24])
def test_one_wrong_digit_of_25_is_refused_by_the_office(desks: tuple[Desk, Desk], at: int) -> None:
    commune, office = desks
    asked = commune.trust.request()
    with pytest.raises(Untrusted, match="wrong_digits"):
        office.trust.grant(asked.file, with_digit(asked.digits, at))
    assert office.exchange.destinations() == []


@pytest.mark.parametrize("at", [0, 12, 24])
def test_one_wrong_digit_of_25_is_refused_by_the_commune(desks: tuple[Desk, Desk], at: int) -> None:
    commune, office = desks
    asked = commune.trust.request()
    granted = office.trust.grant(asked.file, asked.digits)
    with pytest.raises(Untrusted, match="wrong_digits"):
        commune.trust.accept(granted.file, with_digit(granted.root_digits, at))
    assert not commune.trust.standing().enrolled
    assert commune.recovery == []


def test_both_sides_stand_enrolled_afterwards(desks: tuple[Desk, Desk]) -> None:
    commune, office = desks
    enrol(commune, office)
    ours = commune.trust.standing()
    assert ours.enrolled
    assert ours.root_digits == office.trust.standing().root_digits
    assert ours.offices == ("Tỉnh Lâm Đồng",)
    assert (ours.state, ours.valid_to, ours.restricted) == ("good", "2027-09-03", True)
    assert [one.name for one in commune.exchange.destinations()] == ["Tỉnh Lâm Đồng"]
    assert [one.name for one in office.exchange.destinations()] == ["Phường Bắc Gia Nghĩa"]


def test_the_recovery_slot_becomes_the_offices(desks: tuple[Desk, Desk]) -> None:
    commune, office = desks
    enrol(commune, office)
    [(recipient, version)] = commune.recovery
    assert recipient.startswith("age1")
    assert version == 1


def test_a_grant_for_another_request_is_refused(desks: tuple[Desk, Desk]) -> None:
    commune, office = desks
    first = commune.trust.request()
    granted = office.trust.grant(first.file, first.digits)
    commune.clock.advance(minutes=1)
    commune.trust.request()
    with pytest.raises(Untrusted, match="other_request"):
        commune.trust.accept(granted.file, granted.root_digits)


def test_a_grant_needs_a_request_of_our_own(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = desks
    asked = commune.trust.request()
    granted = office.trust.grant(asked.file, asked.digits)
    other = make_desk(tmp_path, 2)
    with pytest.raises(Correctable, match="nothing_asked"):
        other.trust.accept(granted.file, granted.root_digits)
    other.trust.request()
    with pytest.raises(Untrusted, match="other_request"):
        other.trust.accept(granted.file, granted.root_digits)


def test_a_station_does_not_change_its_office_by_itself(tmp_path: Path) -> None:
    commune, _ = make_pair(tmp_path)
    other = make_desk(tmp_path, 8, "office", 299001)
    asked = commune.trust.request()
    granted = other.trust.grant(asked.file, asked.digits)
    with pytest.raises(Correctable, match="other_office"):
        commune.trust.accept(granted.file, granted.root_digits)


def test_only_an_office_grants_and_only_to_communes(desks: tuple[Desk, Desk]) -> None:
    commune, office = desks
    asked = commune.trust.request()
    with pytest.raises(Correctable, match="wrong_role"):
        commune.trust.grant(asked.file, asked.digits)
    own = office.trust.request()
    with pytest.raises(Correctable, match="not_a_commune"):
        office.trust.grant(own.file, own.digits)


def test_enrolling_again_renews_the_certificate(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    commune.clock.advance(days=100)
    office.clock.advance(days=100)
    enrol(commune, office)
    assert commune.trust.standing().valid_to == "2027-12-11"
    assert len(office.exchange.destinations()) == 1


def test_the_offices_streams_for_the_commune_are_opened_once(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    enrol(commune, office)
    with office.store.write(office.session.officer) as work:
        mine = [s for s in work.streams if s.device == office.id and s.origin.pv == 224611]
    assert sorted(s.origin.channel.value for s in mine) == ["base", "case", "ctl"]


def test_taking_the_key_out_asks_for_the_passphrase_and_leaves_a_trace(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 1)
    with pytest.raises(Correctable, match="wrong_passphrase"):
        desk.trust.export_identity("something else")
    identity = desk.trust.export_identity("suối nếp trâu bến")
    assert identity.startswith("AGE-SECRET-KEY-1")
    with desk.store.read() as connection:
        own = own_device.load(connection)
        [event] = connection.exec_driver_sql("SELECT what, at FROM station_event").all()
    assert event == ("key_exported", "2026-08-03T08:00:00+07:00")
    assert own.enc_secret.hex() not in identity.lower()


def test_only_a_cleared_officer_takes_the_key_out(tmp_path: Path) -> None:
    """It opens the bundles of the restricted channel."""
    desk = make_desk(tmp_path, 1).uncleared()
    with pytest.raises(Correctable, match="not_cleared"):
        desk.trust.export_identity("suối nếp trâu bến")
    with desk.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM station_event").scalar() == 0
