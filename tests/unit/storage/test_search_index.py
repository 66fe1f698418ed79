"""The search lines follow the rows: persons, and households with their head and village."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, select, text

from app.core.names import sort_key
from app.models.local import search
from app.storage.search_index import (
    households_headed_by,
    households_in,
    refresh_households,
    refresh_people,
)
from app.storage.store import Store
from tests.factories import OFFICER, PV, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path)
    yield store
    store.close()


def line(store: Store, row: UUID) -> str | None:
    with store.read() as connection:
        return connection.execute(
            select(search.c.folded).where(search.c.pv == PV, search.c.id == row)
        ).scalar_one_or_none()


def matches(connection: Connection, words: str) -> int:
    found = connection.execute(
        text("SELECT rowid FROM search_fts WHERE search_fts MATCH :words"), {"words": words}
    )
    return len(found.all())


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Đào Thị Ơn", "dao"),
        ("H’Rơ̆m Niê", "hrom"),
        ("H’Rơ̆m Niê", "rom"),
        ("H'Blă Ƀuôn Yă", "buon"),
        ("Lê Thị Hoa", "hoa"),
    ],
)
def test_a_person_is_found_without_marks(store: Store, name: str, typed: str) -> None:
    with store.write(OFFICER) as work:
        work.create("person", {"name": name})
        work.commit()
    with store.read() as connection:
        assert matches(connection, typed) == 1
        kept = connection.execute(select(search.c.sort_key)).scalar_one()
    assert kept == sort_key(name)


def test_a_person_is_found_by_numbers_and_other_names(store: Store) -> None:
    with store.write(OFFICER) as work:
        row = work.create(
            "person",
            {"name": "Y Thim", "other_names": "Ama Hoa", "pin": "067041000123", "phone": "0912"},
        )
        work.commit()
    assert line(store, row) == "y thim ama hoa 067041000123 0912"


def test_the_index_follows_a_change_a_deletion_and_a_return(store: Store) -> None:
    with store.write(OFFICER) as work:
        row = work.create("person", {"name": "Y Blô"})
        work.commit()
    with store.write(OFFICER) as work:
        work.edit("person", row, {"name": "Y Thim"})
        work.commit()
    with store.read() as connection:
        assert (matches(connection, "blo"), matches(connection, "thim")) == (0, 1)
    with store.write(OFFICER) as work:
        work.delete("person", row)
        work.commit()
    assert line(store, row) is None
    with store.write(OFFICER) as work:
        work.restore("person", row, {"name": "Y Thim"})
        work.commit()
    assert line(store, row) == "y thim"


def test_a_line_is_sorted_by_the_name_it_has_now(store: Store) -> None:
    def kept() -> bytes:
        with store.read() as connection:
            return bytes(connection.execute(select(search.c.sort_key)).scalar_one())

    with store.write(OFFICER) as work:
        one = work.create("person", {"name": "Lê Thị Hoa"})
        work.commit()
    for values, name in (
        ({"phone": "0912000111"}, "Lê Thị Hoa"),
        ({"name": "Lê Thị An", "phone": "0912000222"}, "Lê Thị An"),
        ({"other_names": "Bà Năm"}, "Lê Thị An"),
    ):
        with store.write(OFFICER) as work:
            work.edit("person", one, values)
            work.commit()
        assert kept() == sort_key(name)
    found = line(store, one)
    assert found is not None
    assert {"an", "nam", "0912000222"} <= set(found.split())
    assert not {"hoa", "0912000111"} & set(found.split())


def test_a_households_line_follows_its_head_and_its_village(store: Store) -> None:
    with store.write(OFFICER) as work:
        village = work.create("village", {"name": "Buôn Đăk"})
        head = work.create("person", {"name": "H’Nuôr"})
        house = work.create("household", {"village": village, "head": head, "address": "tổ 2"})
        work.commit()
    assert line(store, house) == "hnuor buon dak to 2 h nuor buon dak to 2"
    with store.write(OFFICER) as work:
        work.edit("person", head, {"name": "Y Thim"})
        work.commit()
    assert line(store, house) == "y thim buon dak to 2"
    with store.write(OFFICER) as work:
        work.edit("village", village, {"name": "Buôn Krông"})
        work.commit()
    assert line(store, house) == "y thim buon krong to 2"


def test_nothing_is_written_when_nothing_changed(store: Store) -> None:
    with store.write(OFFICER) as work:
        village = work.create("village", {"name": "Buôn Đăk"})
        head = work.create("person", {"name": "Y Blô"})
        house = work.create("household", {"village": village, "head": head})
        connection = work.connection
        assert refresh_people(connection, PV, [head.bytes]) == []
        before = connection.execute(select(search)).all()
        refresh_households(connection, PV, [house.bytes])
        assert connection.execute(select(search)).all() == before
        assert households_headed_by(connection, PV, [head.bytes]) == [house.bytes]
        assert households_in(connection, PV, [village.bytes]) == [house.bytes]
        assert households_in(connection, PV + 1, [village.bytes]) == []


def test_restricted_records_are_never_in_the_index(store: Store) -> None:
    with store.write(OFFICER) as work:
        row = work.create("person", {"name": "Y Blô"})
        work.create("protection_case", {"person": row, "person_name": "Bí Mật"})
        work.commit()
    with store.read() as connection:
        assert matches(connection, "mat") == 0
        assert len(connection.execute(select(search)).all()) == 1
