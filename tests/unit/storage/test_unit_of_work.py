"""One use case, one transaction: all of it or nothing, and always with its operations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.core.clock import FixedClock
from app.core.errors import Correctable
from app.core.ids import new_id
from app.models.log import sync_op
from app.models.records import RECORDS, fact, person
from app.oplog.hybrid_clock import stamp_ms
from app.oplog.operation import (
    MAX_BYTES,
    Action,
    Operation,
    Write,
    decode,
    encode,
    operation_hash,
)
from app.oplog.registry import DELETED, Channel
from app.storage.replay import replay
from app.storage.reproject import reproject
from app.storage.store import Store
from app.storage.streams import StreamBook
from tests.factories import OFFICER, PV, device, open_store, open_stream, send


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path)
    yield store
    store.close()


def operations(store: Store) -> list[Operation]:
    with store.read() as connection:
        found = connection.execute(
            select(sync_op.c.raw).order_by(sync_op.c.stream_no, sync_op.c.seq)
        )
        return [decode(bytes(row.raw)) for row in found]


def names(store: Store) -> list[str | None]:
    with store.read() as connection:
        return list(connection.execute(select(person.c.name).where(person.c.alive)).scalars())


def made(store: Store, **values: str) -> UUID:
    with store.write(OFFICER) as work:
        row = work.create("person", values)
        work.commit()
    return row


def foreign(**change: object) -> Operation:
    """An operation as it arrives from elsewhere."""
    base: dict[str, object] = {
        "version": 1, "seq": 1, "hlc": 1 << 40, "schema": 1, "actor": b"o" * 16,
        "action": Action.EDIT, "kind": 4, "pv": PV, "row": b"r" * 16,
        "writes": [Write(1, "Y Blô", [])],
    }  # fmt: skip
    return Operation(**{**base, **change})  # type: ignore[arg-type]  # a table of changes


def test_leaving_without_commit_undoes_everything(store: Store) -> None:
    with store.write(OFFICER) as work:
        work.create("person", {"name": "Y Blô"})
        work.flush()
    assert operations(store) == []
    assert names(store) == []


def test_an_exception_undoes_everything(store: Store) -> None:
    def fail() -> None:
        with store.write(OFFICER) as work:
            work.create("person", {"name": "Y Blô"})
            work.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert operations(store) == []


def test_an_entry_is_an_operation_and_a_row(store: Store) -> None:
    row = made(store, name="  Y Blô ", birth="1941", note="")
    (operation,) = operations(store)
    assert (operation.seq, operation.row, operation.actor) == (1, row.bytes, OFFICER.bytes)
    assert operation.writes == [Write(1, "Y Blô", []), Write(4, "1941", [])]
    assert names(store) == ["Y Blô"]


def test_queries_within_the_work_see_what_was_entered(store: Store) -> None:
    with store.write(OFFICER) as work:
        work.create("person", {"name": "Y Blô"})
        assert work.connection.execute(select(person.c.name)).scalar_one() == "Y Blô"


def test_what_is_the_same_is_not_written_again(store: Store) -> None:
    row = made(store, name="Y Blô")
    with store.write(OFFICER) as work:
        assert not work.edit("person", row, {"name": " Y Blô", "phone": ""})
        assert work.edit("person", row, {"name": "Y Blơ̆"})
        work.commit()
    assert [operation.action for operation in operations(store)] == [Action.EDIT, Action.EDIT]


def test_an_edit_names_what_it_replaces(store: Store) -> None:
    row = made(store, name="Y Blô")
    with store.write(OFFICER) as work:
        stream = work.streams.own(device(1), Channel.BASE, PV)
        raw = work.connection.execute(select(sync_op.c.raw)).scalar_one()
        work.edit("person", row, {"name": "Y Thim"})
        work.commit()
    assert operations(store)[1].writes == [
        Write(1, "Y Thim", [operation_hash(stream.id.bytes, bytes(raw))])
    ]


def test_a_row_without_any_entry_is_not_made(store: Store) -> None:
    with store.write(OFFICER) as work, pytest.raises(ValueError, match="at least one"):
        work.create("person", {"name": " "})


def test_texts_that_no_station_would_take_are_refused_at_entry(store: Store) -> None:
    long = "ơ̆" * 9_999
    fields = dict.fromkeys(("name", "other_names", "residence", "living_with", "note"), long)
    fields |= dict.fromkeys(("moved_to", "death_source", "pin_issued_by", "birth_source"), long)
    with store.write(OFFICER) as work, pytest.raises(Correctable) as refusal:
        work.create("person", fields)
    assert refusal.value.code == "entry_too_long"
    assert len(long.encode()) * len(fields) > MAX_BYTES


def test_what_is_written_once_stays(store: Store) -> None:
    with store.write(OFFICER) as work:
        row = work.create("decision", {"number": "02/QĐ-UBND"})
        with pytest.raises(Correctable) as refusal:
            work.edit("decision", row, {"number": "03/QĐ-UBND"})
    assert (refusal.value.code, refusal.value.field) == ("written_once", "number")


@pytest.mark.parametrize(
    ("kind", "values", "empty"),
    [
        ("person", {"name": "Y Blô", "phone": "0912"}, True),
        ("decision", {"number": "02/QĐ-UBND", "monthly_vnd": 540_000}, False),  # written once
    ],
)
@pytest.mark.parametrize("typed_again", [False, True])
def test_a_deleted_row_comes_back_with_its_values(
    store: Store, kind: str, values: dict[str, str | int], *, empty: bool, typed_again: bool
) -> None:
    table = RECORDS[kind]
    with store.write(OFFICER) as work:
        row = work.create(kind, values)
        work.commit()
    with store.write(OFFICER) as work:
        work.delete(kind, row)
        work.commit()
    with store.read() as connection:
        gone = connection.execute(select(table)).mappings().one()
    assert not gone["alive"]
    assert {name: gone[name] for name in values} == (dict.fromkeys(values) if empty else values)
    with store.write(OFFICER) as work:
        work.restore(kind, row, values if typed_again else {})
        work.commit()
    with store.read() as connection:
        back = connection.execute(select(table)).mappings().one()
    assert {name: back[name] for name in values} == values
    assert (back["alive"], back["unsettled"]) == (True, False)
    assert [one.action for one in operations(store)] == [
        Action.EDIT,
        Action.DELETE,
        Action.RESTORE,
    ]


def test_a_restricted_record_goes_into_its_own_stream_with_a_nonce(store: Store) -> None:
    with store.write(OFFICER) as work:
        work.create("restricted_fact", {"kind": "hiv", "value": "co"})
        work.commit()
    (operation,) = operations(store)
    assert operation.nonce is not None
    with store.read() as connection:
        reach = {stream.origin.channel: stream.seq for stream in StreamBook(connection)}
        assert reach == {Channel.BASE: 0, Channel.CASE: 1, Channel.CTL: 0}
        assert connection.execute(select(func.count()).select_from(fact)).scalar_one() == 0


def test_stamps_never_go_back_even_when_the_clock_does(tmp_path: Path) -> None:
    clock = FixedClock.on(date(2026, 8, 3))
    store = open_store(tmp_path, clock=clock)
    made(store, name="A")
    clock.advance(days=-400)
    made(store, name="B")
    first, second = (operation.hlc for operation in operations(store))
    assert second == first + 1
    assert stamp_ms(first) == clock.now_ms() + 400 * 24 * 3600 * 1000


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, "folded"),
        ({"pv": PV + 1}, "denied"),
        ({"writes": [Write(1, 5, [])]}, "denied"),
        ({"writes": [Write(DELETED, "yes", [])], "action": Action.DELETE}, "denied"),
        ({"kind": 101}, "denied"),
        ({"kind": 9_999}, "unknown"),
        ({"schema": 2}, "unknown"),
        ({"writes": [Write(999, "?", [])]}, "unknown"),
        ({"action": 9}, "unknown"),
    ],
)
def test_what_becomes_of_an_operation_from_elsewhere(
    store: Store, change: dict[str, object], status: str
) -> None:
    with store.write(OFFICER) as work:
        stream = open_stream(work, device(2), Channel.BASE)
        assert work.receive(stream, encode(foreign(**change))) == status
        work.commit()
    assert names(store) == (["Y Blô"] if status == "folded" else [])
    with store.read() as connection:
        assert connection.execute(select(sync_op.c.status)).scalar_one() == status


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (encode(foreign(seq=2)), "denied"),  # it says that it stands in another place
        (b"", "denied"),
        (b"\x00", "denied"),
        (encode(foreign())[:-1], "denied"),
        (encode(foreign()) + b"\x00", "denied"),
        (bytes([0x9B, 2]) + encode(foreign())[2:], "unknown"),  # of version 2
    ],
)
def test_bytes_that_nobody_can_read_hold_up_nothing(store: Store, raw: bytes, status: str) -> None:
    with store.write(OFFICER) as work:
        stream = open_stream(work, device(2), Channel.BASE)
        assert work.receive(stream, raw) == status
        assert work.receive(stream, encode(foreign(seq=2))) == "folded"
        work.commit()
    assert names(store) == ["Y Blô"]
    with store.read() as connection:
        kept = connection.execute(select(sync_op.c.raw, sync_op.c.status).order_by(sync_op.c.seq))
        assert kept.first() == (raw, status)
        assert replay(connection, verify=lambda *_: True).found == 0
    with store.write(OFFICER) as work:
        assert reproject(work) == 0


def test_a_stamp_from_the_far_future_does_not_push_ours(store: Store) -> None:
    with store.write(OFFICER) as work:
        stream = open_stream(work, device(2), Channel.BASE)
        work.receive(stream, encode(foreign(hlc=(1 << 62))))
        work.create("person", {"name": "Y Thim"})
        work.commit()
    with store.read() as connection:
        reach = {stream.hlc for stream in StreamBook(connection)}
    assert stamp_ms(max(reach)) == store.clock.now_ms()


def test_a_deletion_against_a_change_waits_for_a_person(tmp_path: Path, store: Store) -> None:
    other = open_store(tmp_path, number=2)
    row = made(store, name="Y Blô")
    send(store, other)
    with store.write(OFFICER) as work:
        work.delete("person", row)
        work.commit()
    with other.write(OFFICER) as work:
        work.edit("person", row, {"name": "Y Thim"})
        work.commit()
    send(other, store)
    with store.read() as connection:
        found = connection.execute(select(person)).one()
    assert (found.alive, found.unsettled) == (False, True)


def test_the_streams_are_told_after_a_commit_alone(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    told: list[int] = []
    watched = Store(
        store._engine, store.clock, store.identity, lambda book, asked: told.append(len(list(book)))
    )
    with watched.write(OFFICER) as work:
        work.create("person", {"name": "Y Blô"})
    assert told == []
    made(watched, name="Y Blô")
    assert told == [3]


def test_the_word_for_a_stream_is_kept_without_a_new_operation(store: Store) -> None:
    made(store, name="Y Blô")
    with store.write(OFFICER) as work:
        stream = work.streams.own(device(1), Channel.BASE, PV)
        stream.head_seq, stream.head_sig, stream.changed = 1, b"s" * 64, True
        work.commit()
    with store.read() as connection:
        stream = StreamBook(connection).own(device(1), Channel.BASE, PV)
    assert (stream.head_seq, stream.head_sig) == (1, b"s" * 64)


def test_a_row_of_another_scope_needs_its_stream(store: Store) -> None:
    with store.write(OFFICER) as work:
        with pytest.raises(LookupError):
            work.create("person", {"name": "Y Blô"}, pv=PV + 1)
        open_stream(work, device(1), Channel.BASE, pv=PV + 1)
        row = work.create("person", {"name": "Y Blô"}, pv=PV + 1)
        assert work.connection.execute(
            select(person.c.pv).where(person.c.id == row)
        ).scalar_one() == (PV + 1)


def test_deleting_what_is_not_there_leaves_a_tombstone(store: Store) -> None:
    """The row itself may arrive later; it is known to be deleted by then."""
    with store.write(OFFICER) as work:
        work.delete("person", new_id())
        work.commit()
    assert names(store) == []
