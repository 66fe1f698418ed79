"""Workstations of one name are told apart as an officer would."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.services import computers
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def marks(desk: Desk) -> dict[UUID, str]:
    with desk.store.read() as connection:
        return computers.marks(connection)


def test_who_bears_a_name_alone_needs_no_more(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    assert marks(office) == {office.id: "", commune.id: ""}
    with office.store.read() as connection:
        assert set(computers.full_names(connection).values()) == {
            "Tỉnh Lâm Đồng",
            "Phường Bắc Gia Nghĩa",
        }
        assert computers.full_name(connection, commune.id) == "Phường Bắc Gia Nghĩa"


def test_two_are_told_apart_by_who_wrote_there_last(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    first, office = pair
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    courier = Courier(tmp_path / "way")
    courier.carry(first, office)
    assert marks(office)[second.id] == "đăng ký ngày 03/08/2026"
    [told] = courier.carry(second, office)
    assert told.sender == "Phường Bắc Gia Nghĩa (máy của Cán bộ 2)"
    assert marks(office) == {
        office.id: "",
        first.id: "máy của Cán bộ 1",
        second.id: "máy của Cán bộ 2",
    }
    assert {one.mark for one in office.exchange.destinations()} == {
        "máy của Cán bộ 1",
        "máy của Cán bộ 2",
    }
    names = {one.sender for one in office.exchange.received()}
    assert "Phường Bắc Gia Nghĩa (máy của Cán bộ 2)" in names
    assert {one.name for one in office.care.machines()} == names - {None}


def test_two_new_ones_of_one_day_differ_by_their_last_letters(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    first, office = pair
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    assert marks(office)[first.id] == "đăng ký ngày 03/08/2026, 00D1"
    assert marks(office)[second.id] == "đăng ký ngày 03/08/2026, 00D2"


def test_a_restricted_change_tells_nobody_who_wrote_it(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    _first, office = pair
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    with second.store.write(UUID(int=0xABC)) as work:
        work.create("restricted_dossier", {"category": "k"})
        work.commit()
    Courier(tmp_path / "way").carry(second, office)
    assert marks(office)[second.id] == "máy của Cán bộ 2"


def test_no_name_breaks_the_line_or_borrows_another_communes_officer(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    first, office = pair
    second, far = make_desk(tmp_path, 2), make_desk(tmp_path, 3, pv=224615)
    for desk in (second, far):
        enrol(desk, office)
    courier = Courier(tmp_path / "way")
    for desk, officer in ((second, second.session.officer), (far, first.session.officer)):
        with desk.store.write(desk.session.officer) as work:
            values = {"name": "\u202eTên\nBịa" + "a" * 5_000}
            if desk is far:
                work.create("officer", values, row_id=officer)
            else:
                work.edit("officer", officer, values)
            work.commit()
    for desk in (far, first, second):
        courier.carry(desk, office)
    told = marks(office)
    assert told[first.id] == "máy của Cán bộ 1"
    assert told[second.id].startswith("máy của TênBịaaaa")
    assert len(told[second.id]) < 200
