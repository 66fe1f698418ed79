"""Drafted with the keys that lie here, and everything that follows when it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from app.sync import office_keys, root_change, trust_store
from app.sync.root_draft import next_document
from app.sync.signing import public_key
from app.sync.trust import Revocation, Role
from tests.fakes.desks import Desk, make_pair
from tests.fakes.stations import secret


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_one_key_in_the_station_is_enough_for_a_threshold_of_one(pair: tuple[Desk, Desk]) -> None:
    _, office = pair
    with office.store.write(office.session.officer) as work:
        now = trust_store.require_root(work.connection)
        draft = root_change.propose(work.connection, next_document(now, expires="2030-01-01"))
        assert draft.complete
        assert root_change.put_in_force(work, draft.finish(), office.id) == 0
        assert trust_store.require_root(work.connection).document.expires == "2030-01-01"


def test_keys_in_drawers_are_waited_for(pair: tuple[Desk, Desk]) -> None:
    _, office = pair
    with office.store.write(office.session.officer) as work:
        now = trust_store.require_root(work.connection)
        keys = sorted([*now.document.roles.root.keys, public_key(secret("drawer"))])
        roles = replace(now.document.roles, root=Role(2, tuple(keys)))
        draft = root_change.propose(work.connection, next_document(now, roles=roles))
        assert (draft.complete, draft.by_old_keys().have) == (False, 1)
        assert draft.signed_by(secret("drawer")).complete
        office_keys.take_root_key_out(work.connection)
        assert root_change.propose(work.connection, draft.document).signatures == ()


def test_a_new_issuer_issues_every_certificate_anew(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    with office.store.write(office.session.officer) as work:
        now = trust_store.require_root(work.connection)
        issuer = Role(1, (office_keys.prepare(work.connection, "issuer"),))
        roles = replace(now.document.roles, issuer=issuer)
        draft = root_change.propose(work.connection, next_document(now, roles=roles))
        root_change.put_in_force(work, draft.finish(), office.id)
        assert set(trust_store.devices(work.connection)) == {commune.id, office.id}


def test_withdrawn_devices_are_held_back_at_once(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    commune.person()
    office.exchange.import_files([one.path for one in commune.exchange.export(None, tmp_path)])
    with office.store.write(office.session.officer) as work:
        now = trust_store.require_root(work.connection)
        key = trust_store.devices(work.connection)[commune.id].certificate.sign_key
        document = next_document(now, revoked=(Revocation(key, None, 1, "mất"),))
        draft = root_change.propose(work.connection, document)
        assert root_change.put_in_force(work, draft.finish(), office.id) == 1
