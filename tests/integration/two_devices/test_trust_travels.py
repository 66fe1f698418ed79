"""A newer root document travels with any bundle, in both directions and in any order."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sync import trust_store, trust_updates
from app.sync.container import Segment
from app.sync.container_writer import pack
from app.sync.manifest import SegmentKind
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, enrol, make_desk
from tests.fakes.roots import publish, signed_root, version_at


def test_all_versions_in_between_travel_until_they_are_confirmed(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    for year in ("2030", "2031", "2032"):
        publish(office, expires=f"{year}-01-01")
    [lost] = courier.fetch(office, commune.id)
    [taken] = courier.carry(office, commune)
    assert (taken.state, version_at(commune)) == ("new", 4)
    courier.carry(commune, office)
    with office.store.read() as connection:
        assert trust_store.peer_version(connection, commune.id) == 4
        peer = trust_store.devices(connection)[commune.id]
        assert trust_updates.offer(connection, peer) == []
    [late] = deliver([lost], commune)
    assert late.state == "new"


def test_an_older_bundle_that_comes_late_is_taken_in(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    person = commune.person()
    courier.carry(commune, office)
    publish(office, expires="2030-01-01")
    office.edit(person, phone="0900000001")
    first = courier.fetch(office, commune.id)
    publish(office, expires="2031-01-01")
    office.edit(person, phone="0900000002")
    second = courier.fetch(office, commune.id)
    for bundles in (second, first):
        assert {one.state for one in deliver(bundles, commune)} == {"new"}
    assert version_at(commune) == 3
    assert commune.state() == office.state()


def test_an_office_restored_from_a_backup_learns_it_from_a_commune(
    pair: tuple[Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    commune, office = pair
    office.store.close()
    office = office.copy(tmp_path / "older.db")
    newer = signed_root(office, 2, expires="2030-01-01")
    with commune.store.write(commune.session.officer) as work:  # it had come by a bundle
        root = trust_updates.step(work.connection, trust_store.require_root(work.connection), newer)
        trust_store.keep_root(work.connection, root)
        work.commit()
    assert version_at(office) == 1
    courier.carry(commune, office)
    assert version_at(office) == 2


def test_two_truths_refuse_the_whole_bundle(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    publish(office, expires="2030-01-01")
    courier.carry(office, commune)
    other = signed_root(office, 2, expires="2031-01-01")
    with commune.store.write(commune.session.officer) as work:
        before = trust_store.require_root(work.connection).signed
    _send_with(office, commune, courier, [other], code="two_truths")
    gap = signed_root(office, 4, expires="2031-01-01")
    _send_with(office, commune, courier, [gap], code="trust_gap")
    with commune.store.read() as connection:
        assert trust_store.require_root(connection).signed == before


def _send_with(
    office: Desk, commune: Desk, courier: Courier, documents: list[bytes], *, code: str
) -> None:
    """Let the office's next bundle carry these documents."""
    packed = [pack(Segment(SegmentKind.TRUST, one, 1)) for one in documents]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trust_updates, "offer", lambda connection, peer: packed)
        bundles = courier.fetch(office, commune.id)
    [refused] = deliver(bundles, commune)
    assert (refused.state, refused.code) == ("refused", code)


def test_looking_at_a_bundle_takes_nothing_in(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    publish(office, expires="2030-01-01")
    [bundle] = courier.fetch(office, commune.id)
    commune.exchange.verify(bundle.path)
    assert version_at(commune) == 1


def test_who_is_enrolled_later_starts_with_the_version_of_that_day(
    pair: tuple[Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    _, office = pair
    publish(office, expires="2030-01-01")
    late = make_desk(tmp_path, 3)
    enrol(late, office)
    publish(office, expires="2031-01-01")
    assert version_at(late) == 2
    courier.carry(office, late)
    assert version_at(late) == 3
