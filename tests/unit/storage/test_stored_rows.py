"""Rows as stored: every kind of value comes back as the one that went in."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from sqlalchemy import insert

from app.models.log import difference, sync_awaited, sync_loser
from app.oplog.kinds import BY_NAME, KINDS
from app.oplog.operation import Value
from app.oplog.registry import DELETED
from app.storage.stored_rows import (
    BEFORE_FIELDS,
    awaited,
    differing_fields,
    losers,
    record_columns,
    row_state,
    stored_rows,
)
from tests.factories import OFFICER, PV, open_store

CASE = BY_NAME["emergency_case"]


def test_values_keep_their_kind(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    values: dict[str, Value | UUID] = {
        "no_place_to_live": False,
        "persons": 5,
        "cause": "mưa lũ",
        "shortened": True,
    }
    with store.write(OFFICER) as work:
        home = work.create("household", {"address": "tổ 1"})
        row = work.create("emergency_case", {**values, "household": home})
        work.commit()
    with store.read() as connection:
        (stored,) = stored_rows(connection, CASE, PV, [row.bytes, bytes(16), row.bytes])
    named = {CASE.by_number[n].name: v for n, v in stored.values.items() if n != DELETED}
    assert {name: named[name] for name in values} == values
    assert type(named["no_place_to_live"]) is bool
    assert named["household"] == home.bytes
    assert named["note"] is None
    assert (stored.id, stored.unsettled, stored.values[DELETED]) == (row.bytes, False, False)


def test_rows_of_another_scope_are_not_there(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        row = work.create("person", {"name": "Y Blô"})
        work.commit()
    with store.read() as connection:
        assert list(stored_rows(connection, BY_NAME["person"], PV + 1, [row.bytes])) == []


def test_more_rows_than_one_statement_takes(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        rows = [work.create("village", {"name": f"Buôn {n}"}).bytes for n in range(1_100)]
        work.commit()
    with store.read() as connection:
        found = {row.id for row in stored_rows(connection, BY_NAME["village"], PV, rows)}
    assert found == set(rows)


def test_the_state_holds_what_lies_beside_the_row(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    kind = BY_NAME["person"]
    with store.write(OFFICER) as work:
        row = work.create("person", {"name": "Y Blô"})
        at = {"pv": PV, "kind": kind.number, "row_id": row.bytes, "field": 1}
        loser = {"hash": b"h" * 16, "stream_no": 1, "seq": 9, "hlc": 3, "value": b"\xa1A"}
        connection = work.connection
        connection.execute(insert(sync_loser).values(**at, **loser))
        connection.execute(insert(sync_awaited).values(**at, hash=b"n" * 16))
        connection.execute(insert(difference).values(**at))
        (stored,) = stored_rows(connection, kind, PV, [row.bytes])
        settled = row_state(connection, work.streams, kind, PV, stored)
        assert [head.value for head in settled.heads[1]] == ["Y Blô"]
        marked = type(stored)(stored.id, stored.heads, True, stored.values)
        state = row_state(connection, work.streams, kind, PV, marked)
        assert [head.value for head in state.heads[1]] == ["Y Blô", "A"]
        assert state.awaited == {1: {b"n" * 16}}
        assert losers(connection, kind, PV, row.bytes) == {(1, b"h" * 16, 1, 9, 3, b"\xa1A")}
        assert awaited(connection, kind, PV, row.bytes) == {(1, b"n" * 16)}
        assert differing_fields(connection, kind, PV, row.bytes) == {1}


def test_columns_stand_in_the_registrys_order() -> None:
    for kind in KINDS:
        assert len(record_columns(kind)) == BEFORE_FIELDS + len(kind.fields)
