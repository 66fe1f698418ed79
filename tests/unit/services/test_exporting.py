"""What the office adds to what it sends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import PV
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_an_answer_introduces_the_offices_officers_once(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    first = office.exchange.export(commune.id, tmp_path)
    assert first[0].operations == 1
    office.exchange.export(commune.id, tmp_path)
    with office.store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name FROM officer WHERE pv = ? ORDER BY name", (PV,)
        ).all()
    assert rows == [("Cán bộ 9",)]
    commune.exchange.import_files([first[0].path])
    with commune.store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM officer ORDER BY name").all()
    assert names == [("Cán bộ 1",), ("Cán bộ 9",)]
