from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.sync import age_keys, office_keys, trust_store
from app.sync.certificate import State, standing
from app.sync.signing import public_key
from app.sync.trust import Role, days_left
from tests.fakes.desks import DAY, OFFICE_PV, make_desk


def test_an_office_begins_with_one_key_in_each_role(tmp_path: Path) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    with office.store.read() as connection:
        keys = office_keys.load(connection)
        [root_seed] = office_keys.root_seeds(connection)
        root = trust_store.require_root(connection)
    roles = root.document.roles
    assert (root.version, root.document.expires) == (1, "2029-08-03")
    assert roles.root.keys == (public_key(root_seed),)
    assert roles.issuer.keys == (public_key(keys.issuer),)
    assert roles.policy.keys == (public_key(keys.policy),)
    assert {role.threshold for role in (roles.root, roles.issuer, roles.policy, roles.office)} == {
        1
    }
    assert len({root_seed, keys.issuer, keys.policy, keys.recovery}) == 4
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
    assert office_keys.expiry(date(2028, 2, 29)) == date(2031, 2, 28)
    assert office_keys.expiry(date(2026, 8, 3)) == date(2029, 8, 3)


def test_a_prepared_key_is_used_once_the_document_names_it(tmp_path: Path) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    with office.store.write(office.session.officer) as work:
        connection = work.connection
        old = office_keys.load(connection)
        office_keys.prepare(connection, "issuer")
        wanted = office_keys.prepare(connection, "issuer")  # the first was never used
        document = trust_store.require_root(connection).document
        office_keys.settle(connection, document)
        assert office_keys.load(connection) == old
        roles = replace(document.roles, issuer=Role(1, (wanted,)))
        office_keys.settle(connection, replace(document, roles=roles))
        assert public_key(office_keys.load(connection).issuer) == wanted
        assert office_keys.load(connection).policy == old.policy


def test_a_root_key_may_lie_in_a_drawer(tmp_path: Path) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    with office.store.write(office.session.officer) as work:
        connection = work.connection
        [seed] = office_keys.root_seeds(connection)
        new = office_keys.prepare(connection, "root")
        assert len(office_keys.root_seeds(connection)) == 2
        assert office_keys.take_root_key_out(connection) == seed
        assert [public_key(one) for one in office_keys.root_seeds(connection)] == [new]
        with pytest.raises(LookupError):
            office_keys.take_root_key_out(connection)
