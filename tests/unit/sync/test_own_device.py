"""A workstation's own keys: made here, never sent; its streams: opened, ended, continued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.oplog.registry import Channel
from app.oplog.stream import decode_descriptor
from app.storage.store import Store
from app.storage.streams import StreamBook
from app.sync import own_device
from app.sync.own_device import OwnDevice
from app.sync.signing import Context, public_key, verify
from tests.factories import OFFICER, PV, device, open_store

CLOCK = FixedClock.on(date(2026, 8, 3))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A station of device 1 that has not been given its keys yet."""
    store = open_store(tmp_path, channels=())
    yield store
    store.close()


def establish(store: Store) -> OwnDevice:
    with store.write(OFFICER) as work:
        own = own_device.establish(
            work.connection, device(1), pv=PV, role="commune", name="Máy 1", clock=CLOCK
        )
        work.commit()
    return own


def test_the_keys_are_fresh_and_kept(store: Store, tmp_path: Path) -> None:
    own = establish(store)
    with store.read() as connection:
        assert own_device.load(connection) == own
    assert own.sign_secret != own.enc_secret
    assert own.sign_pub == public_key(own.sign_secret)
    assert len(own.enc_pub) == 32
    (tmp_path / "other").mkdir()
    other = open_store(tmp_path / "other", channels=())
    assert establish(other).sign_secret != own.sign_secret
    other.close()


def test_a_signed_stream_for_each_channel(store: Store) -> None:
    own = establish(store)
    with store.read() as connection:
        streams = list(StreamBook(connection))
    assert {stream.origin.channel for stream in streams} == set(Channel)
    for stream in streams:
        told = decode_descriptor(stream.descriptor)
        assert (told.device, told.pv, told.role) == (own.id.bytes, PV, "commune")
        assert (told.parent, told.parent_seq) == (None, 0)
        raw, signature = stream.descriptor, stream.descriptor_sig
        assert verify(Context.STREAM, own.sign_pub, raw, signature=signature)
        assert not verify(Context.HEAD, own.sign_pub, raw, signature=signature)


def test_opening_again_opens_nothing(store: Store) -> None:
    own = establish(store)
    with store.write(OFFICER) as work:
        streams = StreamBook(work.connection)
        before = {stream.id for stream in streams}
        own_device.open_streams(streams, own, PV, CLOCK)
        assert {stream.id for stream in streams} == before
        own_device.open_streams(streams, own, PV + 1, CLOCK)
        added = [stream for stream in streams if stream.id not in before]
        assert {stream.origin.pv for stream in added} == {PV + 1}
        assert len(added) == len(Channel)


def test_a_stream_goes_on_in_another_that_names_it(store: Store) -> None:
    own = establish(store)
    with store.write(OFFICER) as work:
        work.create("person", {"name": "Y Thim Byă"})
        work.commit()
    with store.write(OFFICER) as work:
        old = work.streams.own(own.id, Channel.BASE, PV)
        new = own_device.reopen(work.streams, own, old, created_ms=CLOCK.now_ms())
        told = decode_descriptor(new.descriptor)
        assert told.parent == old.id.bytes
        assert (told.parent_seq, told.parent_chain) == (1, old.chain)
        assert old.state == "sealed"
        assert work.streams.own(own.id, Channel.BASE, PV).id == new.id
        work.create("person", {"name": "Y Blơ̆"})
        work.commit()
    with store.read() as connection:
        by_id = StreamBook(connection).by_id
    assert (by_id[old.id].seq, by_id[new.id].seq) == (1, 1)
