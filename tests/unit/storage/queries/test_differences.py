"""What waits for a person, found from every row it speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.storage.queries.differences import OpenField, about
from app.storage.store import Store
from tests.factories import OFFICER, PV, device, open_store, send


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Store, Store]:
    for name in "ab":
        (tmp_path / name).mkdir()
    return open_store(tmp_path / "a"), open_store(tmp_path / "b", number=2)


def test_a_field_is_found_by_its_row_and_by_whom_the_row_names(stores: tuple[Store, Store]) -> None:
    here, there = stores
    with here.write(OFFICER) as work:
        person = work.create("person", {"name": "Y Thim"})
        fact = work.create("fact", {"subject": person, "kind": "disability", "value": "nang"})
        closed = work.create("restricted_fact", {"subject": person, "kind": "hiv", "value": "co"})
        work.commit()
    send(here, there)
    for store, value in ((here, "nhe"), (there, "dac_biet_nang")):
        with store.write(OFFICER) as work:
            work.edit("fact", fact, {"value": value})
            work.edit("restricted_fact", closed, {"value": value})
            work.commit()
    send(there, here)
    with here.read() as connection:
        open_one = OpenField("fact", fact, "value")
        for rows in ({fact}, {person}, {person, fact}):
            assert about(connection, PV, rows, restricted=False) == [open_one]
        both = [open_one, OpenField("restricted_fact", closed, "value")]
        assert about(connection, PV, {person}, restricted=True) == both
        assert about(connection, PV, {device(9)}, restricted=True) == []
        assert about(connection, PV + 1, {person}, restricted=True) == []


def test_a_deletion_that_met_its_opposite_has_no_field(stores: tuple[Store, Store]) -> None:
    here, there = stores
    with here.write(OFFICER) as work:
        person = work.create("person", {"name": "Y Thim"})
        work.delete("person", person)
        work.commit()
    send(here, there)
    for store, again in ((here, False), (there, True)):
        with store.write(OFFICER) as work:
            work.restore("person", person, {})
            if again:
                work.delete("person", person)
            work.commit()
    send(there, here)
    with here.read() as connection:
        found = about(connection, PV, {person}, restricted=False)
    assert OpenField("person", person, None) in found
