"""Copies that go on at once while others build on what they wrote, and two copies of an office."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.integration.two_devices.test_forks import (
    differing,
    exchanged,
    people,
    twin_of,
    whole,
)


@pytest.fixture
def courier(tmp_path: Path) -> Courier:
    return Courier(tmp_path / "way")


def births(desk: Desk) -> dict[str, str | None]:
    with desk.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT name, birth FROM person WHERE alive")
        return {row.name: row.birth for row in rows}


@pytest.mark.parametrize("first", ["beside", "twin"])
def test_a_colleague_built_on_the_branch_that_is_written_anew(
    courier: Courier, tmp_path: Path, first: str
) -> None:
    laptop, office = make_pair(tmp_path)
    beside = make_desk(tmp_path, 2)
    enrol(beside, office)
    chinh = laptop.person()
    exchanged(courier, laptop, beside, office=office)
    twin = twin_of(laptop, tmp_path)
    laptop.person("Người A")
    courier.carry(laptop, office)
    twin.edit(chinh, birth="1966")
    courier.carry(twin, beside)
    beside.edit(chinh, birth="1967")  # on top of what the twin will write anew
    order = [beside, twin] if first == "beside" else [twin, beside]
    for desk in order:
        courier.carry(desk, office)
    exchanged(courier, twin, beside, laptop, office=office)
    desks = (laptop, beside, office, twin)
    assert len({desk.states() for desk in desks}) == 1
    assert {births(desk)["Bế Văn Chính"] for desk in desks} == {"1967"}
    assert [differing(desk) for desk in desks] == [set()] * 4
    whole(*desks)


def test_two_copies_of_the_office_at_once(courier: Courier, tmp_path: Path) -> None:
    """Each goes on with one commune's laptop; then everybody meets everybody."""
    first, office = make_pair(tmp_path)
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    chinh = first.person()
    exchanged(courier, first, second, office=office)
    twin = twin_of(office, tmp_path)
    office.edit(chinh, note="của máy này")
    twin.edit(chinh, phone="0911")
    twin.edit(chinh, birth="1966")
    exchanged(courier, first, office=office, rounds=1)
    exchanged(courier, second, office=twin, rounds=1)
    second.edit(chinh, birth="1967")  # on top of the twin's
    for _ in range(4):
        for place in (office, twin):
            exchanged(courier, first, second, office=place, rounds=1)
    desks = (first, second, office, twin)
    assert len({desk.states() for desk in desks}) == 1
    for desk in desks:
        assert people(desk)["Bế Văn Chính"] == {"phone": "0911", "note": "của máy này"}
        assert births(desk)["Bế Văn Chính"] == "1967"
        assert differing(desk) == set()
    whole(*desks)
