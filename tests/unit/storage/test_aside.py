"""Operations leave the log only for the place beside it, and come back in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from app.models.forks import sync_aside
from app.models.log import sync_op
from app.oplog.operation import decode
from app.oplog.registry import Channel
from app.storage import aside
from app.storage.aside import Link
from app.storage.reproject import reproject
from app.storage.store import Store
from tests.factories import OFFICER, PV, device, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Four persons, then a note on the first."""
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        made = [work.create("person", {"name": f"Người {n}"}) for n in range(4)]
        work.edit("person", made[0], {"note": "đã gặp"})
        work.commit()
    return store


def test_the_database_shortens_no_log(store: Store) -> None:
    with store.write(OFFICER) as work:
        for which in (sync_op.c.seq == 5, sync_op.c.seq == 1):
            with pytest.raises(IntegrityError, match="never shortened"):
                work.connection.execute(delete(sync_op).where(which))


def test_cut_and_taken_in_again_is_the_same(store: Store) -> None:
    with store.write(OFFICER) as work:
        stream = work.streams.own(device(1), Channel.BASE, PV)
        end = stream.chain
        moved = aside.cut(work, stream, 4)
        assert [(one.seq, one.chain) for one in moved] == [(5, end)]
        assert (stream.seq, aside.logged(work.connection, stream, 4, 9)) == (4, [])
        reproject(work, {one.row for one in moved})
        assert notes(store, work.connection) == [None] * 4
        aside.extend(work, stream, [one.raw for one in moved])
        reproject(work, {one.row for one in moved})
        assert (stream.seq, stream.chain) == (5, end)
        assert sorted(notes(store, work.connection), key=str) == [None, None, None, "đã gặp"]
        work.commit()
    with store.write(OFFICER) as work, pytest.raises(IntegrityError, match="stays there"):
        work.connection.execute(delete(sync_aside))


def notes(store: Store, connection: object) -> list[str | None]:
    rows = connection.exec_driver_sql("SELECT note FROM person")  # type: ignore[attr-defined]  # a Connection
    return list(rows.scalars())


def test_a_branch_is_followed_by_its_chain(store: Store) -> None:
    with store.write(OFFICER) as work:
        stream = work.streams.own(device(1), Channel.BASE, PV)
        links = aside.logged(work.connection, stream, 1, 5)
        stray = Link(3, bytes(32), b"another branch")
        aside.keep(work.connection, stream.id, [*links, stray])
        aside.keep(work.connection, stream.id, links)
        count = select(func.count()).select_from(sync_aside)
        assert work.connection.execute(count).scalar_one() == 5
        assert aside.branch(work.connection, stream.id, links[0].chain) == links
        assert aside.branch(work.connection, stream.id, links[2].chain) == links[2:]
        assert aside.branch(work.connection, stream.id, stray.chain) == [stray]
        assert aside.chain_at(work.connection, stream, 2) == links[0].chain
        assert aside.chain_at(work.connection, stream, 5) == stream.chain
        assert links[0].row.bytes == decode(links[0].raw).row
