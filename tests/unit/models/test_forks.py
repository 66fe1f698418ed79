"""Tables of second histories: what leads their keys, and that nothing in them is half."""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from app.models.forks import sync_aside, sync_fork


@pytest.mark.parametrize(
    ("table", "key"),
    [(sync_aside, ["stream", "seq", "chain"]), (sync_fork, ["stream", "common", "theirs"])],
    ids=str,
)
def test_branches_of_one_stream_lie_side_by_side(table: Table, key: list[str]) -> None:
    assert [column.name for column in table.primary_key] == key
    assert not [column.name for column in table.columns if column.nullable]
