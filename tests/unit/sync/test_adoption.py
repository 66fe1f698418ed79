"""What may be taken up beyond a gap: what is proved and allowed, every branch of it, once."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import insert

from app.models.log import sync_in, sync_parked
from app.oplog.operation import decode, encode
from app.oplog.registry import Channel
from app.oplog.stream import decode_descriptor
from app.storage.store import Store
from app.storage.streams import Stream, StreamBook
from app.sync import adoption, own_device
from tests.factories import OFFICER, PV, device, log_of, open_store

BUNDLE = UUID(int=0xB1)


@pytest.fixture
def office(tmp_path: Path) -> Store:
    """It holds the first of a laptop's five operations; nothing else has come so far."""
    laptop = open_store(tmp_path)
    with laptop.write(OFFICER) as work:
        first = work.create("person", {"name": "Y Blô"})
        for name in ("A", "B", "C", "D"):
            work.edit("person", first, {"name": name})
        work.commit()
    place = tmp_path / "office"
    place.mkdir()
    office = open_store(place, number=9, role="office", channels=())
    with office.write(OFFICER) as work:
        own_device.establish(
            work.connection, device(9), pv=PV, role="office", name="", clock=office.clock
        )
        work.commit()
    with laptop.read() as connection, office.write(OFFICER) as work:
        [stream] = [one for one in StreamBook(connection) if one.seq]
        raws = log_of(connection, stream)
        ours = work.streams.open(stream.descriptor, stream.descriptor_sig)
        work.receive(ours, raws[0])
        park(work.connection, ours, {4: raws[3], 5: raws[4]}, head=5)
        work.commit()
    return office


def park(
    connection: object, stream: Stream, raws: dict[int, bytes], *, head: int, bundle: UUID = BUNDLE
) -> None:
    """As a bundle leaves it that came too early."""
    execute = connection.execute  # type: ignore[attr-defined]  # a Connection
    execute(
        insert(sync_in).values(
            bundle=bundle, sha256=bundle.bytes * 2, name="", channel="base", state="held",
            added=0, changed=0, held=len(raws), received_ms=7,
        )
    )  # fmt: skip
    for seq, raw in raws.items():
        execute(
            insert(sync_parked).values(
                stream=stream.id, seq=seq, bundle=bundle, raw=raw, head_seq=head,
                head_sig=bytes(64),
            )
        )  # fmt: skip


def the_part(store: Store) -> adoption.Part:
    with store.read() as connection:
        [found] = adoption.parts(connection, StreamBook(connection), device(9), ["base"])
    return found


def names(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM person").scalars())


def taken_up(store: Store) -> int:
    with store.write(OFFICER) as work:
        count = adoption.take_up(work, own_device.load(work.connection), the_part(store).stream.id)
        work.commit()
    return count


def test_the_gap_and_what_waits_behind_it(office: Store) -> None:
    part = the_part(office)
    assert (part.first, part.last, len(part.waiting), part.taken) == (2, 3, 2, 0)
    assert part.since_ms == 7
    with office.read() as connection:
        assert adoption.parts(connection, StreamBook(connection), device(9), ["case"]) == []


def test_taken_up_it_stands_in_a_stream_that_points_back(office: Store) -> None:
    assert taken_up(office) == 2
    assert taken_up(office) == 0
    old = the_part(office).stream
    with office.read() as connection:
        [new] = [one for one in StreamBook(connection) if one.origin.parent == old.id.bytes]
        raws = log_of(connection, new)
    told = decode_descriptor(new.descriptor)
    assert (told.role, told.parent_seq, told.parent_chain) == ("office", 1, old.chain)
    assert (new.state, new.seq, new.device) == ("sealed", 2, device(9))
    assert new.origin.channel is Channel.BASE
    assert [decode(raw).seq for raw in raws] == [1, 2]
    assert the_part(office).taken == 2
    assert sorted(names(office)) == ["D"]


def test_what_a_neighbour_passed_on_in_part_is_not_proved_yet(office: Store) -> None:
    with office.write(OFFICER) as work:
        stream = work.streams.by_id[the_part(office).stream.id]
        raw = encode(msgspec.structs.replace(decode(the_part(office).waiting[-1]), seq=6))
        park(work.connection, stream, {6: raw}, head=9, bundle=UUID(int=0xB2))
        work.commit()
    assert len(the_part(office).waiting) == 2


def test_both_branches_behind_a_gap_are_taken_up(office: Store) -> None:
    with office.write(OFFICER) as work:
        part = the_part(office)
        stream = work.streams.by_id[part.stream.id]
        other = decode(part.waiting[-1])
        [write] = other.writes
        writes = [msgspec.structs.replace(write, value="E")]
        raw = encode(msgspec.structs.replace(other, writes=writes))
        park(work.connection, stream, {5: raw}, head=5, bundle=UUID(int=0xB3))
        work.commit()
    assert taken_up(office) == 3
    with office.read() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM difference").scalar_one()
    assert rows == 1
