"""The log by rows: each row whole, nothing twice, nothing left out, and never sorted in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.log import sync_op
from app.storage.logged_rows import log_of_rows, whole_log
from app.storage.store import Store
from tests.factories import OFFICER, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        rows = [work.create("person", {"name": f"Y {n}"}) for n in range(7)]
        for row in rows[::2]:
            work.edit("person", row, {"phone": "0912"})
        work.commit()
    return store


@pytest.mark.parametrize("at_once", [1, 2, 3, 7, 500])
def test_rows_come_whole_and_once(store: Store, at_once: int) -> None:
    with store.read() as connection:
        batches = list(whole_log(connection, at_once=at_once))
        all_of_them = connection.execute(select(sync_op.c.seq)).scalars().all()
    ids = [{one.row_id for one in batch} for batch in batches]
    assert all(len(one) <= at_once for one in ids)
    assert sum(map(len, ids)) == len(set().union(*ids)) == 7
    assert sorted(one.seq for batch in batches for one in batch) == sorted(all_of_them)


def test_an_empty_log_has_no_rows(tmp_path: Path) -> None:
    with open_store(tmp_path).read() as connection:
        assert list(whole_log(connection)) == []


def test_the_log_of_chosen_rows(store: Store) -> None:
    with store.read() as connection:
        wanted = [row.row_id.bytes for row in connection.execute(select(sync_op).limit(3))]
        found = list(log_of_rows(connection, [*wanted, wanted[0], bytes(16)], at_once=2))
    assert [len({one.row_id for one in batch}) for batch in found] == [2, 1]
    assert sum(map(len, found)) == 5


def test_the_database_reads_in_order_instead_of_sorting(store: Store) -> None:
    with store.read() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT DISTINCT row_id FROM sync_op"
            " WHERE row_id > x'' ORDER BY row_id LIMIT 500"
        ).all()
    assert "COVERING INDEX ix_sync_op_row_id" in plan[0][3]
    assert len(plan) == 1
