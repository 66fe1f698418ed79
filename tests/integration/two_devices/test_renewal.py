"""Certificates are renewed on their way; what came too late waits until somebody vouches."""

from __future__ import annotations

import pytest

from app.core.errors import Correctable
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk


def pass_days(days: int, *desks: Desk) -> None:
    for desk in desks:
        desk.clock.advance(days=days)


def test_the_next_bundle_brings_the_renewal(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    pass_days(335, commune, office)
    courier.carry(office, commune)
    assert commune.trust.standing().valid_to == "2027-09-03"
    assert commune.trust.standing().days_left == 61
    pass_days(1, commune, office)
    courier.carry(office, commune)
    standing = commune.trust.standing()
    assert (standing.valid_to, standing.state) == ("2028-08-05", "good")
    assert office.trust.standing().valid_to == "2028-08-05"
    [outcome] = courier.carry(commune, office)
    assert (outcome.state, outcome.warning) == ("new", None)


def test_five_years_of_exchanges_need_nobody(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    for _ in range(36):
        pass_days(50, commune, office)
        commune.person()
        for outcomes in (courier.carry(commune, office), courier.carry(office, commune)):
            assert {(one.state, one.warning) for one in outcomes} == {("new", None)}
    assert commune.states() == office.states()


def test_expired_warns_at_both_ends_and_brings_the_renewal(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    """The office renewed its own certificate meanwhile, with somebody else's bundle."""
    commune, office = pair
    pass_days(390, office)
    office.care.renew(office.id)
    pass_days(20, office)
    [outcome] = courier.carry(commune, office)
    assert outcome.warning is not None
    [outcome] = courier.carry(office, commune)
    assert (outcome.state, outcome.warning) == ("new", None)
    assert commune.trust.standing().state == "good"
    [outcome] = courier.carry(commune, office)
    assert outcome.warning is None


def test_long_after_the_end_the_file_waits_until_somebody_vouches(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    commune.person()
    pass_days(300, office)
    office.care.renew(office.id)
    pass_days(190, office)
    [outcome] = courier.carry(commune, office)
    assert (outcome.state, outcome.code) == ("refused", "sender_lapsed")
    [unchanged] = office.care.machines()
    assert unchanged.days_left == -94
    courier.carry(office, commune)  # nothing is renewed for it without a call
    assert office.care.machines()[0].days_left == -94
    office.care.renew(commune.id)
    [taken] = office.exchange.take_kept()
    assert (taken.state, taken.warning) == ("new", None)
    assert list((office.folder / "spool").iterdir()) == []
    assert office.exchange.take_kept() == []
    courier.carry(office, commune)
    assert commune.trust.standing().state == "good"


def test_a_station_without_the_issuers_key_renews_nothing(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    with pytest.raises(Correctable, match="wrong_role"):
        commune.care.renew(commune.id)
    with pytest.raises(Correctable, match="unknown_machine"):
        office.care.renew(office.session.officer)
    assert deliver(courier.fetch(office, commune.id), commune)
