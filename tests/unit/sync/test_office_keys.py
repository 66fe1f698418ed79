from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.sync import age_keys, office_keys, trust_store
from app.sync.certificate import State, standing
from app.sync.signing import public_key
from app.sync.trust import days_left
from tests.fakes.desks import DAY, OFFICE_PV, make_desk


def test_an_office_begins_with_one_key_in_each_role(tmp_path: Path) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    with office.store.read() as connection:
        keys = office_keys.load(connection)
        root = trust_store.require_root(connection)
    roles = root.document.roles
    assert (root.version, root.document.expires) == (1, "2029-08-03")
    assert roles.root.keys == (public_key(keys.root),)
    assert roles.issuer.keys == (public_key(keys.issuer),)
    assert roles.policy.keys == (public_key(keys.policy),)
    assert {role.threshold for role in (roles.root, roles.issuer, roles.policy, roles.office)} == {
        1
    }
    assert len({keys.root, keys.issuer, keys.policy, keys.recovery}) == 4
    assert len(age_keys.public_of(keys.recovery)) == 32
    assert days_left(root, DAY) == 1096


def test_the_offices_own_station_has_a_certificate(tmp_path: Path) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    with office.store.read() as connection:
        root = trust_store.require_root(connection)
        [own] = trust_store.devices(connection).values()
    assert (own.id, own.state, own.role, own.cleared) == (office.id, "own", "office", True)
    assert root.document.roles.office.keys == (own.certificate.sign_key,)
    assert standing(root, own.certificate, DAY).state is State.GOOD


def test_a_commune_keeps_no_office_keys(tmp_path: Path) -> None:
    commune = make_desk(tmp_path, 1)
    with commune.store.read() as connection, pytest.raises(LookupError):
        office_keys.load(connection)


def test_three_years_after_a_leap_day() -> None:
    assert office_keys._expiry(date(2028, 2, 29)) == date(2031, 2, 28)
    assert office_keys._expiry(date(2026, 8, 3)) == date(2029, 8, 3)
