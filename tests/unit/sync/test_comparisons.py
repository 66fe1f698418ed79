"""Notes about comparing: each peer, channel and scope has one, and it forgets what agrees."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.storage.unit_of_work import UnitOfWork
from app.sync.comparisons import (
    NAMED,
    NamedRow,
    comparison,
    comparisons,
    note_compared,
    note_named,
)
from tests.factories import OFFICER, PV, open_store

PEER = UUID(int=9)


@pytest.fixture
def work(tmp_path: Path) -> UnitOfWork:
    return open_store(tmp_path).write(OFFICER)


def compare(work: UnitOfWork, *differing: int) -> None:
    note_compared(
        work.connection, PEER, "base", PV, now_ms=5, rows=3, operations=4, differing=differing
    )


def test_nothing_is_known_before(work: UnitOfWork) -> None:
    with work:
        assert comparisons(work.connection) == []
        assert comparison(work.connection, PEER, "base", PV) is None


def test_what_differs_stays_named_until_it_agrees(work: UnitOfWork) -> None:
    with work:
        compare(work, 7, 2)
        row = NamedRow(3, bytes(16))
        note_named(work.connection, PEER, "base", PV, [row] * (NAMED + 1))
        compare(work, 7)
        [known] = comparisons(work.connection)
        assert (known.agrees, known.buckets, known.named) == (False, b"\x07", (row,) * NAMED)
        compare(work)
        [known] = comparisons(work.connection)
        assert (known.agrees, known.buckets, known.named) == (True, b"", ())
        assert (known.rows, known.operations, known.compared_ms) == (3, 4, 5)
