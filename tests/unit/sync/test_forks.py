"""A branch written anew: the same each time, its bases renamed, nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.oplog.operation import decode, operation_hash
from app.oplog.registry import Channel
from app.oplog.stream import decode_descriptor
from app.storage import aside
from app.storage.store import Store
from app.storage.streams import Stream
from app.storage.unit_of_work import UnitOfWork
from app.sync import forks, own_device
from tests.factories import OFFICER, PV, device, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """One operation, and a branch of two after it, the second based on the first."""
    store = open_store(tmp_path, channels=())
    with store.write(OFFICER) as work:
        own_device.establish(
            work.connection, device(1), pv=PV, role="commune", name="", clock=store.clock
        )
        work.commit()
    with store.write(OFFICER) as work:
        work.create("person", {"name": "Y Thim Byă"})
        second = work.create("person", {"name": "H’Lem Kbuôr"})
        work.edit("person", second, {"name": "H’Lem Byă"})
        work.commit()
    return store


def opened(work: UnitOfWork) -> Stream:
    return work.streams.own(device(1), Channel.BASE, PV)


def raws(work: UnitOfWork, stream: Stream) -> list[bytes]:
    return [one.raw for one in aside.logged(work.connection, stream, 0, stream.seq)]


def test_a_branch_goes_on_in_a_stream_of_its_own(store: Store) -> None:
    with store.write(OFFICER) as work:
        old = opened(work)
        branch = raws(work, old)[1:]
        assert forks.repeat(work, own_device.load(work.connection), old, 1) == 2
        new = opened(work)
        told = decode_descriptor(new.descriptor)
        assert (told.parent, told.parent_seq, told.parent_chain) == (old.id.bytes, 1, old.chain)
        assert (old.seq, old.state, new.seq, new.state) == (1, "sealed", 2, "open")
        made = [decode(raw) for raw in raws(work, new)]
        was = [decode(raw) for raw in branch]
        assert [one.nonce for one in made] == [operation_hash(old.id.bytes, raw) for raw in branch]
        assert [one.hlc for one in made] == [one.hlc for one in was]
        assert made[1].writes[0].bases == [operation_hash(new.id.bytes, raws(work, new)[0])]
        names = work.connection.exec_driver_sql("SELECT name FROM person").scalars()
        assert set(names) == {"Y Thim Byă", "H’Lem Byă"}
        work.commit()


def test_done_again_it_is_the_same(store: Store) -> None:
    made = []
    for _ in range(2):
        with store.write(OFFICER) as work:  # not committed: the file was set back
            forks.repeat(work, own_device.load(work.connection), opened(work), 1)
            made.append((opened(work).descriptor, raws(work, opened(work))))
    assert made[0] == made[1]


def test_what_came_back_is_not_written_twice(store: Store) -> None:
    with store.write(OFFICER) as work:
        forks.repeat(work, own_device.load(work.connection), opened(work), 1)
        new = opened(work)
        kept = new.descriptor, new.descriptor_sig, raws(work, new)
    for most in (0, 1, 2):
        with store.write(OFFICER) as work:
            back = work.streams.open(kept[0], kept[1], state="sealed")
            aside.extend(work, back, kept[2][:most])
            old = opened(work)
            forks.repeat(work, own_device.load(work.connection), old, 1)
            assert raws(work, back) == kept[2]
            after = opened(work)
            assert decode_descriptor(after.descriptor).parent == back.id.bytes
            assert (old.state, back.state, after.seq) == ("sealed", "sealed", 0)


def test_an_ended_stream_goes_on_in_an_ended_one(store: Store) -> None:
    with store.write(OFFICER) as work:
        own, old = own_device.load(work.connection), opened(work)
        forks.leave(work, own, old)
        after = opened(work)
        forks.repeat(work, own, old, 1)
        assert opened(work) is after
        assert (old.seq, after.seq) == (1, 0)
