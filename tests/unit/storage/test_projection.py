"""Tables as the fold of the log: what is loaded, kept beside, awaited and left to a person."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import IntegrityError

from app.core.clock import FixedClock
from app.models.log import difference, sync_awaited, sync_loser
from app.models.records import RECORDS, person
from app.oplog.kinds import BY_NAME
from app.oplog.operation import decode, encode, operation_hash
from app.oplog.registry import DELETED
from app.oplog.stream import decode_descriptor, encode_descriptor
from app.storage.findings import FindingKind
from app.storage.projection import Projection, differing
from app.storage.replay import replay
from app.storage.reproject import reproject
from app.storage.store import Store
from app.storage.streams import StreamBook
from tests.factories import OFFICER, PV, known_stream, log_of, open_store, send

PERSON = BY_NAME["person"]
NAME = PERSON.by_name["name"].number
PHONE = PERSON.by_name["phone"].number


def pair(folder: Path) -> tuple[Store, Store]:
    return open_store(folder), open_store(folder, number=2)


def two_names(folder: Path, field: str = "name") -> Store:
    """A station where two officers wrote the same field without knowing of each other."""
    ours, theirs = pair(folder)
    with ours.write(OFFICER) as work:
        row = work.create("person", {"name": "Y Blô", "phone": "0911"})
        work.commit()
    send(ours, theirs)
    for store, value in ((ours, "A"), (theirs, "B")):
        with store.write(OFFICER) as work:
            work.edit("person", row, {field: value})
            work.commit()
    send(theirs, ours)
    return ours


def count(connection: Connection) -> tuple[int, int, int]:
    losers, awaited, open_fields = (
        len(connection.execute(select(table)).all())
        for table in (sync_loser, sync_awaited, difference)
    )
    return losers, awaited, open_fields


def test_two_entries_are_kept_and_wait_for_a_person(tmp_path: Path) -> None:
    with two_names(tmp_path).read() as connection:
        row = connection.execute(select(person)).one()
        assert (row.name, row.unsettled) == ("B", True)
        assert count(connection) == (1, 0, 1)
        state = Projection(connection, StreamBook(connection)).state(PERSON, PV, row.id.bytes)
    assert [head.value for head in state.heads[NAME]] == ["B", "A"]
    assert differing(PERSON, state) == {NAME}


def test_fields_of_the_history_do_not_bother_anybody(tmp_path: Path) -> None:
    with two_names(tmp_path, "phone").read() as connection:
        assert count(connection) == (1, 0, 0)


def test_a_resolution_clears_what_was_kept(tmp_path: Path) -> None:
    store = two_names(tmp_path)
    with store.write(OFFICER) as work:
        row = work.connection.execute(select(person.c.id)).scalar_one()
        work.resolve("person", row, {"name": "A"})
        work.commit()
    with store.read() as connection:
        found = connection.execute(select(person)).one()
        assert (found.name, found.unsettled) == ("A", False)
        assert count(connection) == (0, 0, 0)


def test_an_entry_before_its_base_waits_without_a_difference(tmp_path: Path) -> None:
    ours, theirs = pair(tmp_path)
    third = open_store(tmp_path, number=3)
    with ours.write(OFFICER) as work:
        row = work.create("person", {"name": "Y Blô"})
        work.commit()
    send(ours, theirs)
    with theirs.write(OFFICER) as work:
        work.edit("person", row, {"name": "Y Blơ̆"})
        work.commit()
    with theirs.read() as source:
        streams = list(StreamBook(source))
        logs = {stream.id: log_of(source, stream) for stream in streams}
    later = next(s for s in streams if logs[s.id] and s.device == theirs.identity.device)
    with third.write(OFFICER) as work:
        work.receive(known_stream(work, later), logs[later.id][0])
        work.commit()
    with third.read() as connection:
        assert connection.execute(select(person.c.name, person.c.unsettled)).one() == (
            "Y Blơ̆",
            True,
        )
        assert count(connection) == (0, 1, 0)
    send(ours, third)
    with third.read() as connection:
        assert connection.execute(select(person.c.name, person.c.unsettled)).one() == (
            "Y Blơ̆",
            False,
        )
        assert count(connection) == (0, 0, 0)


def test_a_name_of_another_rows_operation_settles_nothing(tmp_path: Path) -> None:
    """What was received for one row is not received for another with the same id."""
    ours, theirs = pair(tmp_path)
    with ours.write(OFFICER) as work:
        row = work.create("person", {"name": "Y Blô"})
        work.commit()
    send(ours, theirs)
    with theirs.write(OFFICER) as work:
        projection = work.projection
        key = (BY_NAME["fact"].number, PV, row.bytes)
        assert projection._logged_names(key) == set()
        assert len(projection._logged_names((PERSON.number, PV, row.bytes))) == 1
        assert projection._logged_names((PERSON.number, PV + 1, row.bytes)) == set()


def test_a_deleted_row_stays_with_empty_fields(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        row = work.create("person", {"name": "Y Blô"})
        work.delete("person", row)
        work.commit()
    with store.read() as connection:
        found = connection.execute(select(person)).one()
        state = Projection(connection, StreamBook(connection)).state(PERSON, PV, row.bytes)
    assert (found.alive, found.name) == (False, None)
    assert state.shown(DELETED) is True
    assert not state.alive


def test_only_another_state_is_written(tmp_path: Path) -> None:
    store = two_names(tmp_path)
    with store.write(OFFICER) as work:
        row = work.connection.execute(select(person.c.id)).scalar_one()
        state = work.projection.state(PERSON, PV, row.bytes)
        assert not work.projection.replace(PERSON, PV, row.bytes, state)
        work.flush()
        assert work.projection.written == []


@pytest.mark.parametrize("table", sorted(RECORDS))
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM {table}",
        "UPDATE {table} SET alive = 0",
        "UPDATE {table} SET unsettled = 1",
        "UPDATE {table} SET pv = pv + 1",
    ],
)
def test_rows_do_not_change_behind_the_log(tmp_path: Path, table: str, statement: str) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        work.connection.execute(
            insert(RECORDS[table]).values(
                pv=PV, id=bytes(16), heads=b"\x92\x90\xc4\0", alive=True, unsettled=False
            )
        )
        with pytest.raises(IntegrityError, match=table):
            work.connection.execute(text(statement.format(table=table)))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM sync_op",
        "UPDATE sync_op SET raw = x'00'",
        "UPDATE sync_op SET chain = x'00'",
    ],
)
def test_the_log_is_neither_shortened_nor_rewritten(tmp_path: Path, statement: str) -> None:
    with two_names(tmp_path).write(OFFICER) as work, pytest.raises(IntegrityError, match="the log"):
        work.connection.execute(text(statement))


def test_a_row_without_heads_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path).write(OFFICER) as work, pytest.raises(IntegrityError, match="log"):
        work.connection.execute(
            insert(person).values(pv=PV, id=bytes(16), heads=b"", alive=True, unsettled=False)
        )


def twice(folder: Path) -> list[tuple[bytes, bytes]]:
    """What a laptop wrote, what somebody wrote on top of it, and what the laptop wrote anew: each
    as the description of its stream, and its bytes."""
    laptop, other = pair(folder)
    with laptop.write(OFFICER) as work:
        row = work.create("person", {"name": "Y Blô"})
        work.commit()
    send(laptop, other)
    with other.write(OFFICER) as work:
        work.edit("person", row, {"name": "Y Blơ̆"})
        work.commit()
    found = []
    for store in (laptop, other):
        with store.read() as connection:
            for stream in StreamBook(connection):
                if stream.device == store.identity.device and stream.seq:
                    [raw] = log_of(connection, stream)
                    found.append((stream, raw))
    (old, first), (_, _second) = found
    again = msgspec.structs.replace(decode(first), nonce=operation_hash(old.id.bytes, first))
    told = decode_descriptor(old.descriptor)
    anew = msgspec.structs.replace(
        told, stream=b"a" * 16, parent=old.id.bytes, parent_seq=0, parent_chain=old.chain
    )
    return [
        *((stream.descriptor, raw) for stream, raw in found),
        (encode_descriptor(anew), encode(again)),
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("at_once", [True, False])
def test_what_was_written_twice_counts_once_whatever_comes_first(
    tmp_path: Path, order: tuple[int, ...], at_once: bool
) -> None:
    written = twice(tmp_path)
    here = open_store(tmp_path, number=3)
    for group in [order] if at_once else [[one] for one in order]:
        with here.write(OFFICER) as work:
            for one in group:
                descriptor, raw = written[one]
                stream = work.streams.by_id.get(UUID(bytes=decode_descriptor(descriptor).stream))
                work.receive(stream or work.streams.open(descriptor, bytes(64)), raw)
            work.commit()
    with here.read() as connection:
        row = connection.execute(select(person)).one()
        assert (row.name, row.unsettled) == ("Y Blơ̆", False)
        assert replay(connection, verify=lambda *told: True).found == 0
    with here.write(OFFICER) as work:
        assert reproject(work) == 0
        work.connection.execute(text("DELETE FROM sync_repeated"))
        found = replay(work.connection, verify=lambda *told: True)
    assert [one.kind for one in found.findings] == [FindingKind.REPEATED]


def test_what_is_awaited_is_noted_once(tmp_path: Path) -> None:
    ours, theirs = pair(tmp_path)
    with ours.write(OFFICER) as work:
        row = work.create("person", {"name": "A"})
        work.commit()
    send(ours, theirs)
    with theirs.write(OFFICER) as work:
        work.edit("person", row, {"name": "B"})
        work.commit()
    third = open_store(tmp_path, number=3)
    with theirs.read() as connection:
        own = [one for one in StreamBook(connection) if one.device == theirs.identity.device]
        [(descriptor, raw)] = [
            (one.descriptor, raw) for one in own for raw in log_of(connection, one)
        ]
    begun = third.clock.now_ms()
    with third.write(OFFICER) as work:
        work.receive(work.streams.open(descriptor, bytes(64)), raw)
        work.commit()
    assert isinstance(third.clock, FixedClock)
    third.clock.advance(days=1)
    with third.write(OFFICER) as work:
        work.edit("person", row, {"phone": "0911"})
        work.commit()
    with third.read() as connection:
        assert connection.execute(select(sync_awaited.c.noted_ms)).scalars().all() == [begun]
