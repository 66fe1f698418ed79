"""What is kept, brought up by the log alone, is what a look at every row comes to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.oplog.registry import Channel
from app.storage import aside, kept_totals
from app.storage.kept_totals import BUCKETS, EVERY_MS, Totals, brought_up, counted, is_current, keep
from app.storage.reproject import reproject
from app.storage.store import Store
from app.storage.streams import StreamBook
from app.storage.unit_of_work import UnitOfWork
from tests.factories import OFFICER, PV, open_store, send

BASE = Channel.BASE


def renewed(work: UnitOfWork) -> Totals:
    """Brought up, or counted where nothing is kept, and kept."""
    found = brought_up(work.connection, work.streams, PV, BASE)
    if found is None:
        found = counted(work.connection, work.streams, PV, BASE, now_ms=5)
    keep(work.connection, PV, BASE, found)
    return found


def renew(store: Store) -> Totals:
    with store.write(OFFICER) as work:
        found = renewed(work)
        work.commit()
    return found


def truth(store: Store) -> Totals:
    with store.read() as connection:
        return counted(connection, StreamBook(connection), PV, BASE, now_ms=5)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("cedrs"), st.integers(0, 5)), max_size=6), max_size=5
    )
)
def test_whatever_was_written_they_are_what_a_full_count_gives(
    tmp_path_factory: pytest.TempPathFactory, sittings: list[list[tuple[str, int]]]
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    store, other = open_store(folder), open_store(folder, number=2)
    with store.write(OFFICER) as work:
        rows = [work.create("person", {"name": f"Điểu {one}"}) for one in range(6)]
        work.commit()
    assert renew(store) == truth(store)
    for number, sitting in enumerate(sittings):
        for act, which in sitting:
            if act == "s":
                send(other, store)
                continue
            where = other if act == "r" else store
            with where.write(OFFICER) as work:
                if act == "d":
                    work.delete("person", rows[which])
                elif act == "e":
                    work.edit("person", rows[which], {"note": f"{number} {which}"})
                else:
                    work.create("village", {"name": f"{number} {which}"})
                work.commit()
        assert renew(store) == truth(store)
    store.close()
    other.close()


def test_nothing_is_kept_at_first_and_an_empty_scope_comes_to_empty_buckets(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.read() as connection:
        assert brought_up(connection, StreamBook(connection), PV, BASE) is None
    found = renew(store)
    assert (found.rows, found.operations, len(set(found.hashes))) == (0, 0, 1)
    assert len(found.hashes) == len(found.counts) == BUCKETS


def test_a_stream_that_was_cut_is_noticed(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        row = work.create("person", {"name": "Điểu Bảy"})
        work.edit("person", row, {"note": "một"})
        work.commit()
    renew(store)
    with store.write(OFFICER) as work:
        stream = next(one for one in work.streams if one.seq == 2)
        moved = aside.cut(work, stream, 1)
        aside.extend(work, stream, [moved[0].raw])
        assert brought_up(work.connection, work.streams, PV, BASE) is not None
        aside.cut(work, stream, 1)
        assert brought_up(work.connection, work.streams, PV, BASE) is None
        aside.extend(work, stream, [b"\x91" * 20])
        assert brought_up(work.connection, work.streams, PV, BASE) is None


def test_whoever_folds_rows_anew_lets_go_of_them(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        work.create("person", {"name": "Điểu Bảy"})
        work.commit()
    renew(store)
    with store.write(OFFICER) as work:
        reproject(work)
        assert kept_totals.kept(work.connection, PV, BASE) is None


def test_they_are_believed_for_a_week(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    renew(store)
    with store.read() as connection:
        streams = StreamBook(connection)
        for now_ms, current in ((5, True), (4 + EVERY_MS, True), (5 + EVERY_MS, False), (4, False)):
            assert is_current(connection, streams, PV, BASE, now_ms=now_ms) is current


def test_what_was_written_since_makes_them_stale(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    renew(store)
    with store.write(OFFICER) as work:
        work.create("person", {"name": "Điểu Bảy"})
        work.commit()
    with store.read() as connection:
        assert not is_current(connection, StreamBook(connection), PV, BASE, now_ms=5)


def test_what_is_kept_wrongly_is_found(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        work.create("person", {"name": "Điểu Bảy"})
        work.commit()
    renew(store)
    with store.write(OFFICER) as work:
        assert kept_totals.wrongly_kept(work.connection, work.streams) == []
        work.connection.exec_driver_sql("UPDATE kept_total SET operations = 7")
        assert kept_totals.wrongly_kept(work.connection, work.streams) == [(PV, BASE)]
