"""What a root document says of devices, carried out on streams; stations are in two_devices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.oplog.registry import Channel
from app.storage.streams import Stream
from app.storage.unit_of_work import UnitOfWork
from app.sync import canonical, trust_store, withdrawals
from app.sync.trust import Revocation, accepted_up_to
from app.sync.veiled_limit import veil
from tests.factories import PV
from tests.fakes import stations
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair

DAY_MS = 24 * 3600 * 1000


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    commune, office = make_pair(tmp_path)
    commune.person("Bế Văn Chính")
    commune.clock.advance(days=2)
    commune.person("Nông Thị Mai")
    Courier(tmp_path).carry(commune, office)
    return commune, office


@pytest.fixture
def work(pair: tuple[Desk, Desk]) -> Iterator[UnitOfWork]:
    office = pair[1]
    with office.store.write(office.session.officer) as work:
        yield work


def base_stream(work: UnitOfWork, desk: Desk) -> Stream:
    return next(
        one
        for one in work.streams
        if (one.device, one.origin.channel, one.origin.pv) == (desk.id, Channel.BASE, PV)
    )


def key_of(work: UnitOfWork, desk: Desk) -> bytes:
    return trust_store.devices(work.connection)[desk.id].certificate.sign_key


def test_streams_follow_the_document_in_force(work: UnitOfWork, pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    stream, key = base_stream(work, commune), key_of(work, commune)
    for last, rows, waiting in ((1, 2, 2), (2, 1, 1), (3, 1, 0), (0, 3, 3)):
        root = stations.root(2, revoked=(Revocation(key, *veil(stream.id.bytes, last), ""),))
        assert withdrawals.enforce(work, root, office.id) == rows
        assert withdrawals.enforce(work, root, office.id) == 0
        assert stream.origin.last == last
        assert withdrawals.count(work.connection) == waiting
    assert withdrawals.enforce(work, stations.root(3), office.id) == 3
    assert stream.origin.last is None


def test_the_stations_own_streams_are_left_alone(work: UnitOfWork, pair: tuple[Desk, Desk]) -> None:
    _, office = pair
    entry = Revocation(key_of(work, office), None, 0, "")
    assert withdrawals.enforce(work, stations.root(2, revoked=(entry,)), office.id) == 0
    assert all(one.origin.last is None for one in work.streams)


def test_entries_name_each_stream_held_and_where_it_stands(
    work: UnitOfWork, pair: tuple[Desk, Desk]
) -> None:
    commune, _ = pair
    stream, key = base_stream(work, commune), key_of(work, commune)
    begun = commune.clock.now_ms()
    for since_ms, last in (
        (None, 3),
        (begun + 1, 3),
        (begun, 2),
        (begun - DAY_MS, 2),
        (begun - 3 * DAY_MS, 0),
    ):
        found = withdrawals.revocations(
            work.connection, work.streams, commune.id, key=key, reason="mất", since_ms=since_ms
        )
        assert len(found) == withdrawals.ENTRIES
        assert {(one.key, one.reason) for one in found} == {(key, "mất")}
        assert accepted_up_to(found, key, stream.id.bytes) == last
        assert stream.id.bytes not in canonical.encode(found)


def test_a_device_that_wrote_nothing_here_counts_not_at_all(work: UnitOfWork) -> None:
    found = withdrawals.revocations(
        work.connection, work.streams, UUID(int=7), key=bytes(32), reason="", since_ms=None
    )
    assert found == (Revocation(bytes(32), None, 0, ""),)


def test_what_waits_is_told_by_device_and_channel(
    work: UnitOfWork, pair: tuple[Desk, Desk]
) -> None:
    commune, office = pair
    entry = Revocation(key_of(work, commune), None, 1, "")
    withdrawals.enforce(work, stations.root(2, revoked=(entry,)), office.id)
    assert withdrawals.withheld(work.connection, channels=["base"]) == {commune.id: 2}
    assert withdrawals.withheld(work.connection, channels=["case"]) == {}
