"""After an upgrade: what older programs kept without understanding it enters the tables."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from app.models.local import search
from app.models.log import sync_op
from app.models.records import person
from app.oplog import fold as folding
from app.oplog.kinds import CURRENT
from app.oplog.operation import NOBODY, Action, Operation, Write, encode, read
from app.oplog.registry import Channel, Registry
from app.storage import aside
from app.storage.replay import replay
from app.storage.reproject import reproject, waiting_rows
from app.storage.state_hash import state_hash
from app.storage.store import Store
from app.storage.streams import StreamBook
from tests.factories import OFFICER, PV, device, open_store, open_stream

NEW, OLD = UUID(int=1), UUID(int=2)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A station that holds three operations of a program with the next registry."""
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        stream = open_stream(work, device(2), Channel.BASE)
        for seq, (schema, row, field, value) in enumerate(
            [
                (1, OLD, 1, "Y Blô"),
                (2, OLD, 13, "0912"),
                (2, NEW, 1, "Y Thim"),
                (2, NEW, 1, 5),  # never allowed, whatever the program
            ],
            start=1,
        ):
            operation = Operation(
                1, seq, seq, schema, bytes(16), Action.EDIT, 4, PV, row.bytes,
                [Write(field, value, [])],
            )  # fmt: skip
            work.receive(stream, encode(operation))
        work.commit()
    return store


def people(store: Store) -> list[tuple[str | None, str | None]]:
    with store.read() as connection:
        found = connection.execute(select(person.c.name, person.c.phone).order_by(person.c.id))
        return [(row.name, row.phone) for row in found]


def upgrade(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the program is the one with the next registry."""
    next_one, understood = Registry(CURRENT.kinds, 2), folding.understood
    monkeypatch.setattr(
        folding, "understood", lambda operation, _registry: understood(operation, next_one)
    )


def clean(store: Store) -> bool:
    with store.read() as connection:
        return replay(connection, verify=lambda *_: True).found == 0


@pytest.mark.parametrize("chosen", [True, False])
def test_what_waited_enters_the_tables(
    store: Store, monkeypatch: pytest.MonkeyPatch, chosen: bool
) -> None:
    assert people(store) == [("Y Blô", None)]
    assert clean(store)
    upgrade(monkeypatch)
    assert not clean(store)
    with store.write(OFFICER) as work:
        waiting = waiting_rows(work.connection)
        assert set(waiting) == {NEW, OLD}
        assert reproject(work, waiting if chosen else None) == 2
        work.commit()
    assert people(store) == [("Y Thim", None), ("Y Blô", "0912")]
    assert clean(store)
    with store.read() as connection:
        status = connection.execute(select(sync_op.c.status).order_by(sync_op.c.seq)).scalars()
        assert list(status) == ["folded", "folded", "folded", "denied"]
        lines = set(connection.execute(select(search.c.folded)).scalars())
        assert waiting_rows(connection) == set()
    assert lines == {"y blo 0912", "y thim"}


def test_what_nobody_could_read_is_filed_under_its_row(store: Store) -> None:
    """As a program left it that knew no second version: kept, and about nobody."""
    with store.write(OFFICER) as work:
        stream = open_stream(work, device(3), Channel.BASE)
        raw = encode(
            Operation(
                1, 1, 1, 1, bytes(16), Action.EDIT, 4, PV, NEW.bytes, [Write(1, "Y Thim", [])]
            )
        )
        kept = work.streams.append(
            stream, raw, hlc=1, kind=NOBODY, row_id=bytes(16), status="unknown"
        )
        work.streams.save([kept])
        work.commit()
    assert not clean(store)
    with store.write(OFFICER) as work:
        assert reproject(work, waiting_rows(work.connection)) == 1
        work.commit()
    assert people(store) == [("Y Thim", None), ("Y Blô", None)]
    assert clean(store)


def test_only_the_given_rows_are_made_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade(monkeypatch)
    with store.write(OFFICER) as work:
        assert reproject(work, [NEW]) == 1
        work.commit()
    assert people(store) == [("Y Thim", None), ("Y Blô", None)]


def test_rows_that_come_out_the_same_are_not_written(store: Store) -> None:
    with store.write(OFFICER) as work:
        assert reproject(work) == 0
        work.commit()
    assert clean(store)


def test_leaving_without_commit_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade(monkeypatch)
    with store.write(OFFICER) as work:
        reproject(work)
    assert people(store) == [("Y Blô", None)]


def test_what_a_withdrawn_device_wrote_leaves_the_tables_and_comes_back(store: Store) -> None:
    """A row that nothing counts of is as if it were not there, also for the state hash."""
    before = people(store), state(store)
    for last, names in ((0, [None]), (None, ["Y Blô"])):
        with store.write(OFFICER) as work:
            stream = next(one for one in work.streams if one.device == device(2))
            work.streams.limit(stream, last)
            assert reproject(work, [OLD, NEW]) == 1
            work.commit()
        assert [name for name, _phone in people(store)] == names
        assert clean(store)
        with store.read() as connection:
            alive = connection.execute(select(person.c.alive)).scalars()
            assert list(alive) == [last is None]
            empty = state_hash(connection, StreamBook(connection), PV + 1, Channel.BASE)
        assert (state(store) == before[1]) is (last is None)
        assert empty != state(store)
    assert people(store) == before[0]


def state(store: Store) -> bytes:
    with store.read() as connection:
        return state_hash(connection, StreamBook(connection), PV, Channel.BASE)


def test_a_row_of_which_nothing_is_left_in_the_log_goes(store: Store) -> None:
    with store.write(OFFICER) as work:
        [stream] = [one for one in work.streams if one.device == device(2)]
        moved = aside.cut(work, stream, 0)
        reproject(work, {one.row for one in moved}, taken=[read(one.raw, one.seq) for one in moved])
        work.commit()
    assert people(store) == [(None, None)]  # as if nothing of it counted
    assert clean(store)
