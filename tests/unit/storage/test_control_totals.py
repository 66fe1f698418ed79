"""Totals agree when contents do, and a difference shows in its own bucket only."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from uuid import UUID

import msgspec

from app.oplog.registry import Channel
from app.storage.control_totals import (
    BUCKETS,
    ControlTotals,
    bucket_of,
    control_totals,
    older_totals,
    row_hashes,
)
from app.storage.state_hash import state_hash, told_rows
from app.storage.store import Store
from app.storage.streams import StreamBook
from tests.factories import OFFICER, PV, open_store, send


def of(store: Store, channel: Channel = Channel.BASE) -> ControlTotals:
    with store.read() as connection:
        return control_totals(connection, StreamBook(connection), PV, channel)


def with_people(folder: Path, count: int) -> tuple[Store, list[UUID]]:
    store = open_store(folder)
    with store.write(OFFICER) as work:
        rows = [work.create("person", {"name": f"Điểu {one}"}) for one in range(count)]
        work.commit()
    return store, rows


def test_they_count_rows_and_changes(tmp_path: Path) -> None:
    store, rows = with_people(tmp_path, 12)
    with store.write(OFFICER) as work:
        work.edit("person", rows[0], {"birth": "1941"})
        work.commit()
    found = of(store)
    assert (found.rows, found.operations, len(found.buckets)) == (12, 13, BUCKETS)
    with store.read() as connection:
        older = older_totals(connection, StreamBook(connection), PV, Channel.BASE)
        assert older.whole == state_hash(connection, StreamBook(connection), PV, Channel.BASE)
    assert (older.rows, older.operations, older.buckets) == (12, 13, found.buckets)


def test_the_whole_is_made_of_the_buckets(tmp_path: Path) -> None:
    """exchange.md §6, worked by hand: an empty scope but for one row."""
    store, [row] = with_people(tmp_path, 1)
    with store.read() as connection:
        streams = StreamBook(connection)
        [(_kind, _row, told)] = told_rows(connection, streams, PV, Channel.BASE)
    hashes = [sha256(told if end == row.bytes[-1] else b"").digest() for end in range(BUCKETS)]
    start = b"tgxh/totals/1\0" + msgspec.msgpack.encode([PV, "base"])
    found = of(store)
    assert found.whole == sha256(start + b"".join(hashes)).digest()
    assert found.buckets == tuple(one[:8] for one in hashes)


def test_two_stations_with_the_same_contents_agree(tmp_path: Path) -> None:
    store, _ = with_people(tmp_path, 5)
    other = open_store(tmp_path, number=2)
    send(store, other)
    assert of(other) == of(store)


def test_a_change_shows_in_the_bucket_of_its_row(tmp_path: Path) -> None:
    store, rows = with_people(tmp_path, 30)
    before = of(store)
    with store.write(OFFICER) as work:
        work.edit("person", rows[3], {"birth": "1941"})
        work.commit()
    after = of(store)
    changed = {at for at in range(BUCKETS) if before.buckets[at] != after.buckets[at]}
    assert changed == {bucket_of(rows[3].bytes)}
    assert before.whole != after.whole


def test_channels_are_told_apart(tmp_path: Path) -> None:
    store, _ = with_people(tmp_path, 1)
    before = of(store)
    with store.write(OFFICER) as work:
        work.create("restricted_dossier", {"category": "k"})
        work.commit()
    assert of(store) == before
    assert of(store, Channel.CASE).rows == 1


def test_the_rows_of_a_bucket_are_all_told_and_no_others(tmp_path: Path) -> None:
    store, rows = with_people(tmp_path, 40)
    buckets = bytes({bucket_of(row.bytes) for row in rows[:3]})
    with store.read() as connection:
        told = row_hashes(connection, StreamBook(connection), PV, Channel.BASE, buckets=buckets)
    assert {one.row for one in told} == {
        row.bytes for row in rows if bucket_of(row.bytes) in buckets
    }
    assert {len(one.hash) for one in told} == {8}
