"""Equal hashes mean equal contents, and nothing else than contents goes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from app.models.records import person
from app.oplog.registry import Channel
from app.storage.state_hash import state_hash, state_hashes
from app.storage.store import Store
from app.storage.streams import StreamBook
from app.storage.unit_of_work import UnitOfWork
from tests.factories import OFFICER, PV, device, open_store, open_stream, send


def of(store: Store, channel: Channel = Channel.BASE, pv: int = PV) -> bytes:
    with store.read() as connection:
        return state_hash(connection, StreamBook(connection), pv, channel)


def with_person(folder: Path) -> tuple[Store, UUID]:
    store = open_store(folder)
    with store.write(OFFICER) as work:
        row = work.create("person", {"name": "Y Blô", "phone": "0911"})
        work.create("household", {"head": row})
        work.create("dossier", {"person": row, "monthly_vnd": 540_000})
        work.create("emergency_case", {"no_place_to_live": True})
        work.commit()
    return store, row


@pytest.mark.parametrize(
    "change",
    [
        lambda work, row: work.edit("person", row, {"name": "Y Thim"}),
        lambda work, row: work.edit("person", row, {"birth": "1941"}),
        lambda work, row: work.delete("person", row),
        lambda work, row: work.create("person", {"name": "Y Blô"}),
    ],
)
def test_every_change_changes_it(
    tmp_path: Path, change: Callable[[UnitOfWork, UUID], object]
) -> None:
    store, row = with_person(tmp_path)
    before = of(store)
    with store.write(OFFICER) as work:
        change(work, row)
        work.commit()
    assert of(store) != before


def test_two_stations_with_the_same_contents_agree(tmp_path: Path) -> None:
    store, _ = with_person(tmp_path)
    other = open_store(tmp_path, number=2)
    assert of(other) != of(store)
    send(store, other)
    assert of(other) == of(store)


def test_local_numbers_of_streams_do_not_matter(tmp_path: Path) -> None:
    store, _ = with_person(tmp_path)
    other = open_store(tmp_path, number=2, channels=())
    with other.write(OFFICER) as work:
        for _ in range(5):
            open_stream(work, device(9), Channel.BASE)
        work.commit()
    send(store, other)
    with store.read() as ours, other.read() as theirs:
        assert ours.execute(select(person.c.heads)).scalar_one() != (
            theirs.execute(select(person.c.heads)).scalar_one()
        )
    assert of(other) == of(store)


def test_a_head_that_is_not_shown_counts(tmp_path: Path) -> None:
    store, row = with_person(tmp_path)
    other = open_store(tmp_path, number=2)
    send(store, other)
    with other.write(OFFICER) as work:
        work.edit("person", row, {"name": "A"})
        work.commit()
    with store.write(OFFICER) as work:
        work.edit("person", row, {"name": "B"})
        work.edit("person", row, {"name": "C"})
        work.commit()
    before = of(store)
    send(other, store)
    with store.read() as connection:
        assert connection.execute(select(person.c.name)).scalar_one() == "C"
    assert of(store) != before


def test_search_lines_and_settings_do_not_count(tmp_path: Path) -> None:
    store, _ = with_person(tmp_path)
    before = of(store)
    with store.write(OFFICER) as work:
        work.connection.exec_driver_sql("DELETE FROM search")
        work.commit()
    assert of(store) == before


def test_channels_and_scopes_are_apart(tmp_path: Path) -> None:
    store, _ = with_person(tmp_path)
    before = of(store), of(store, Channel.CASE)
    with store.write(OFFICER) as work:
        work.create("restricted_fact", {"kind": "hiv"})
        open_stream(work, device(1), Channel.BASE, pv=PV + 1)
        work.create("person", {"name": "Y Thim"}, pv=PV + 1)
        work.commit()
    assert of(store) == before[0]
    assert of(store, Channel.CASE) != before[1]
    with store.read() as connection:
        hashes = state_hashes(connection, StreamBook(connection))
    assert set(hashes) == {(PV, Channel.BASE), (PV, Channel.CASE), (PV + 1, Channel.BASE)}
    assert hashes[PV, Channel.BASE] == before[0]
    assert len(set(hashes.values())) == 3
