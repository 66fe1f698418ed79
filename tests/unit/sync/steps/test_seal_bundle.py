from __future__ import annotations

import io
from pathlib import Path

import pytest

from app.storage.streams import StreamBook
from app.sync import own_device, trust_store
from app.sync.container_reader import read_bundle
from app.sync.manifest import Have, Need
from app.sync.parcel import Parcel
from app.sync.signing import verify_head
from app.sync.steps.collect_changes import ROOM, collect
from app.sync.steps.seal_bundle import Words, seal_parcel
from app.sync.stream_description import read_description, require_signed
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_the_manifest_says_what_the_parcel_is(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    commune.person()
    with commune.store.read() as connection:
        own = own_device.load(connection)
        peer = trust_store.devices(connection)[office.id]
        stream = next(one for one in StreamBook(connection) if one.seq == 2)
        [parcel] = collect(commune.store.read, [stream], {}, channel="base", room=ROOM)
    have, need = (Have(bytes(16), 4, bytes(32)),), (Need(bytes(16), 5, 6),)
    words = Words(3, 1000, 2000, have, need, [peer.signed], 1)
    out = io.BytesIO()
    sealed = seal_parcel(out, parcel, words, own=own, peer=peer, bundle_id=bytes(16))
    with office.store.read() as connection:
        secret = own_device.load(connection).enc_secret
    segments: list[int] = []
    opened = read_bundle(
        io.BytesIO(out.getvalue()),
        secret=secret,
        senders=[own.sign_pub],
        on_segment=lambda segment: segments.append(segment.count),
    )
    manifest = opened.manifest
    assert sealed.size == len(out.getvalue())
    assert (manifest.statement, manifest.have, manifest.need) == (3, have, need)
    assert (manifest.created_ms, manifest.created_hlc, manifest.trust_version) == (1000, 2000, 1)
    assert manifest.certificates == (peer.signed,)
    assert segments == [2]
    [line] = manifest.streams
    signed, description = read_description(line.descriptor)
    require_signed(signed, own.sign_pub)
    assert (line.first, line.last, line.head) == (1, 2, 2)
    assert verify_head(
        own.sign_pub,
        description.stream,
        seq=2,
        chain=stream.chain,
        signature=line.head_signature,
    )


def test_what_its_device_never_signed_is_not_passed_on(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    with office.store.read() as connection:
        own = own_device.load(connection)
        peer = trust_store.devices(connection)[commune.id]
    with commune.store.read() as connection:
        stream = next(one for one in StreamBook(connection) if one.seq == 1)
        [parcel] = collect(commune.store.read, [stream], {}, channel="base", room=ROOM)
    words = Words(1, 0, 0, (), (), [], 1)
    with pytest.raises(AssertionError):
        seal_parcel(io.BytesIO(), parcel, words, own=own, peer=peer, bundle_id=bytes(16))
    empty = Parcel("base", (), ())
    assert seal_parcel(io.BytesIO(), empty, words, own=own, peer=peer, bundle_id=bytes(16)).size
