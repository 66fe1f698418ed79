"""Tables of log and exchange: what leads their keys and what they can hold."""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from app.models.log import (
    difference,
    sync_awaited,
    sync_loser,
    sync_op,
    sync_parked,
    sync_peer,
    sync_stream,
)


@pytest.mark.parametrize("table", [sync_loser, sync_awaited, difference], ids=str)
def test_what_lies_beside_a_row_is_found_by_its_row(table: Table) -> None:
    key = [column.name for column in table.primary_key]
    assert key[:4] == ["pv", "kind", "row_id", "field"]


@pytest.mark.parametrize(
    ("table", "key"),
    [
        (sync_op, ["stream_no", "seq"]),
        (sync_stream, ["stream_no"]),
        (sync_parked, ["stream", "seq", "bundle"]),
        (sync_peer, ["device", "stream"]),
    ],
    ids=str,
)
def test_keys_of_log_and_exchange(table: Table, key: list[str]) -> None:
    assert [column.name for column in table.primary_key] == key


def test_an_operation_is_always_whole() -> None:
    assert not [column.name for column in sync_op.columns if column.nullable]
