"""Persons for lists, whatever is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.storage.queries.people import (
    lines_by_number,
    number_of,
    numbers_found,
    sums_of,
    villages_of,
)
from tests.factories import PV
from tests.fakes.desk import Desk, open_desk

NAMES = ("Điểu Ndŭr", "Đào Thị An", "Y Lô Niê", "H’Hen Niê", "An Văn Bình")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = open_desk(tmp_path)
    for name in NAMES:
        desk.person(name, "1980")
    return desk


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("dao", ["Đào Thị An"]),
        ("nie", ["H’Hen Niê", "Y Lô Niê"]),
        ("hhen", ["H’Hen Niê"]),
        ("h hen", ["H’Hen Niê"]),
        ("an", ["An Văn Bình", "Đào Thị An"]),
        ("binh an", ["An Văn Bình"]),
        ("ao", []),
        ("*", []),
        ('n"ie', []),
        ("NOT an", []),
    ],
)
def test_words_by_their_beginning(desk: Desk, typed: str, names: list[str]) -> None:
    with desk.store.read() as connection:
        rows = lines_by_number(connection, numbers_found(connection, "person", typed), "2025-11")
    assert sorted(row.name for row in rows.values()) == sorted(names)


def test_everybody_in_vietnamese_order(desk: Desk) -> None:
    with desk.store.read() as connection:
        numbers = numbers_found(connection, "person", "")
        rows = lines_by_number(connection, numbers, "2025-11")
        assert len(numbers) == len(NAMES)
        assert len(numbers_found(connection, "person", "nie", 1)) == 1
    order = [rows[n].name for n in numbers]
    assert order.index("Đào Thị An") < order.index("Điểu Ndŭr")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=12))
def test_nothing_that_is_typed_breaks_the_search(desk: Desk, typed: str) -> None:
    with desk.store.read() as connection:
        assert len(numbers_found(connection, "person", typed)) <= len(NAMES)


def test_village_number_sum(desk: Desk) -> None:
    home = desk.household([("Y Krong", "1980", "nam")], village=desk.village("Bon U2"))
    person = desk.members(home)["Y Krong"]
    with desk.store.write(desk.session.officer) as work:
        for vnd in (500_000, 250_000):
            work.create(
                "allowance", {"person": person, "monthly_vnd": vnd, "from_month": "2025-01"}
            )
        work.commit()
    with desk.store.read() as connection:
        assert villages_of(connection, PV, [person]) == {person: "Bon U2"}
        assert sums_of(connection, PV, [person], "2025-01") == {person: 750_000}
        assert sums_of(connection, PV, [person], "2024-12") == {}
        n = number_of(connection, PV, person)
        assert n is not None
        line = lines_by_number(connection, [n, 9_999], "2025-01")[n]
        assert (line.id, line.pv, line.village) == (person, PV, "Bon U2")
        assert (line.monthly_vnd, line.ended) == (750_000, False)
        assert lines_by_number(connection, [n], "2024-12")[n].monthly_vnd is None
        assert number_of(connection, PV, desk.session.officer) is None
