from __future__ import annotations

import itertools
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection

from app.oplog.stream import chain_next, chain_start
from app.storage.streams import Stream, StreamBook
from app.sync import canonical, limits, own_device, trust_store
from app.sync.container_reader import unpack
from app.sync.manifest import OpsSegment
from app.sync.parcel import Parcel
from app.sync.steps.collect_changes import ROOM, collect, readable
from tests.factories import log_of
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def base_stream(desk: Desk, connection: Connection) -> Stream:
    return next(
        one
        for one in StreamBook(connection)
        if one.device == desk.id and one.origin.channel.value == "base" and one.seq
    )


def operations(parcel: Parcel) -> list[bytes]:
    """What the segments hold, in order."""
    found: list[bytes] = []
    for segment in parcel.segments:
        found += canonical.decode(unpack(segment.entry, segment.data), OpsSegment).ops
    return found


@pytest.mark.parametrize("after", [0, 1, 5, 9])
def test_everything_beyond_what_the_peer_has(pair: tuple[Desk, Desk], after: int) -> None:
    commune, _ = pair
    for number in range(8):
        commune.person(f"Người thứ {number}")
    with commune.store.read() as connection:
        stream = base_stream(commune, connection)
        parcels = list(
            collect(commune.store.read, [stream], {stream.id: after}, channel="base", room=ROOM)
        )
        log = log_of(connection, stream)
    assert [raw for parcel in parcels for raw in operations(parcel)] == log[after:]
    assert len(parcels) == (after < 9)
    for parcel in parcels:
        [stretch] = parcel.stretches
        chain = chain_start(stream.descriptor)
        for raw in log[:after]:
            chain = chain_next(chain, raw)
        assert (stretch.first, stretch.last) == (after + 1, 9)
        assert (stretch.chain_before, stretch.chain_after) == (chain, stream.chain)


def test_segments_keep_to_the_limits_and_bundles_to_their_room(
    pair: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_OPS", 3)
    commune, _ = pair
    for number in range(8):
        commune.person(f"Người thứ {number}")
    with commune.store.read() as connection:
        stream = base_stream(commune, connection)
        one = list(collect(commune.store.read, [stream], {}, channel="base", room=ROOM))
        many = list(collect(commune.store.read, [stream], {}, channel="base", room=1))
        log = log_of(connection, stream)
    assert [segment.entry.count for segment in one[0].segments] == [3, 3, 3]
    assert [len(parcel.segments) for parcel in many] == [1, 1, 1]
    assert [raw for parcel in many for raw in operations(parcel)] == log
    for before, following in itertools.pairwise(many):
        assert before.stretches[-1].last + 1 == following.stretches[0].first
        assert before.stretches[-1].chain_after == following.stretches[0].chain_before


def test_a_commune_sends_its_own_streams_an_office_passes_on(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    person = commune.person()
    Courier(tmp_path).carry(commune, office)
    office.edit(person, note="đã gặp")
    Courier(tmp_path / "back").carry(office, commune)
    with commune.store.read() as connection:
        assert _devices(connection, commune, office, set()) == {commune.id}
    with office.store.read() as connection:
        assert _devices(connection, office, commune, set()) == {office.id}
        named = {base_stream(commune, connection).id}
        assert _devices(connection, office, commune, named) == {office.id, commune.id}


def _devices(connection: Connection, here: Desk, peer: Desk, named: set[UUID]) -> set[UUID]:
    own = own_device.load(connection)
    target = trust_store.devices(connection)[peer.id]
    streams = readable(StreamBook(connection), own, target, "base", named=frozenset(named))
    assert here.id == own.id
    return {one.device for one in streams}
