"""Which certificates are renewed, for how long, and that keys and scopes stay."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.sync import office_keys, renewal, trust_store
from app.sync.here import here
from app.sync.trust import Root
from tests.fakes.desks import DAY, Desk, make_pair
from tests.fakes.stations import role, secret


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


@pytest.mark.parametrize(
    ("days", "due"), [(0, False), (335, False), (336, True), (396, True), (486, True), (487, False)]
)
def test_a_peer_in_its_last_sixty_days_and_ninety_more(
    pair: tuple[Desk, Desk], days: int, due: bool
) -> None:
    commune, office = pair
    today = DAY + timedelta(days=days)
    with office.store.write(office.session.officer) as work:
        connection = work.connection
        renewal.renew(connection, trust_store.devices(connection)[office.id], today)
        at = here(connection)
        one = at.known[commune.id]
        assert renewal.days_left(one, today) == 396 - days
        assert renewal.renew_due(connection, at, one, today) == ([one] if due else [])
        renewed = trust_store.devices(connection)[commune.id].certificate
    old = one.certificate
    assert (renewed.serial > old.serial) is due
    assert (renewed.not_before == today.isoformat()) is (due or days == 0)
    assert (renewed.sign_key, renewed.age_key, renewed.scopes, renewed.channels) == (
        old.sign_key,
        old.age_key,
        old.scopes,
        old.channels,
    )


@pytest.mark.parametrize(
    ("days", "due"), [(335, False), (336, True), (396, True), (397, False), (7300, False)]
)
def test_the_offices_own_is_not_renewed_once_it_has_ended(
    pair: tuple[Desk, Desk], days: int, due: bool
) -> None:
    """The clock may be wrong by years; each bundle would move the day by thirteen months."""
    commune, office = pair
    with office.store.write(office.session.officer) as work:
        at = here(work.connection)
        found = renewal.renew_due(
            work.connection, at, at.known[commune.id], DAY + timedelta(days=days)
        )
    assert (office.id in [one.id for one in found]) is due


def test_a_withdrawn_device_is_not_renewed(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    office.care.withdraw(commune.id, "máy bị mất")
    with office.store.write(office.session.officer) as work:
        at = here(work.connection)
        later = DAY + timedelta(days=390)
        found = renewal.renew_due(work.connection, at, at.known[commune.id], later)
    assert [one.id for one in found] == [office.id]


def test_the_issuers_key_has_to_lie_here_and_be_enough(pair: tuple[Desk, Desk]) -> None:
    _, office = pair
    with office.store.write(office.session.officer) as work:
        root = trust_store.require_root(work.connection)
        assert renewal.can_issue(work.connection, root)
        seeds = [office_keys.load(work.connection).issuer, secret("another")]
        for issuer in (role(secret("another")), role(*seeds, threshold=2)):
            roles = replace(root.document.roles, issuer=issuer)
            moved = Root(replace(root.document, roles=roles), b"")
            assert not renewal.can_issue(work.connection, moved)


def test_certificates_are_issued_anew_with_the_same_days(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    with office.store.write(office.session.officer) as work:
        before = trust_store.devices(work.connection)
        renewal.issue_anew(work.connection, before.values())
        after = trust_store.devices(work.connection)
    old, new = before[commune.id].certificate, after[commune.id].certificate
    assert replace(new, serial=old.serial) == old
    assert len({one.certificate.serial for one in after.values()}) == 2
