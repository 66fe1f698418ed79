"""Households entered whole, members over time."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.services.households import Households, NewMember
from app.services.people import People
from app.storage.queries import households as household_rows
from tests.factories import PV
from tests.fakes.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def test_a_household_needs_nothing_but_its_head(desk: Desk) -> None:
    home = desk.household([("Y Lô Niê", "1980", "nam"), ("H’Yŭm Niê", "2014", "nu")])
    found = Households(desk.store, desk.session).file(home)
    assert [(one.name, one.relation) for one in found.members] == [
        ("Y Lô Niê", "chu_ho"),
        ("H’Yŭm Niê", "con"),
    ]
    assert found.household.head == found.members[0].person


def test_one_bad_member_and_nothing_is_saved(desk: Desk) -> None:
    households = Households(desk.store, desk.session)
    members = [NewMember({"name": "Y Lô"}, "con"), NewMember({"name": "Y", "birth": "2999"}, "con")]
    with pytest.raises(Correctable) as told:
        households.intake({}, members)
    assert told.value.field == "members.1.birth"
    with pytest.raises(Correctable):
        households.intake({}, [])
    assert len(People(desk.store, desk.session).numbers()) == 0


def test_found_by_head_or_village_with_its_poverty(desk: Desk) -> None:
    desk.household([("Y Lô Niê", "1980", "nam")], poverty="ngheo", village=desk.village("Bon U2"))
    households = Households(desk.store, desk.session)
    for typed in ("y lo", "bon u2"):
        found = households.find(typed)
        assert [(one.head_name, one.village, one.persons, one.poverty) for one in found] == [
            ("Y Lô Niê", "Bon U2", 1, "ngheo")
        ]
    assert households.find("khong co") == []


def test_moving_out_and_in(desk: Desk) -> None:
    first = desk.household([("Y Lô Niê", "1980", "nam"), ("H’Yŭm Niê", "2004", "nu")])
    second = desk.household([("Điểu Ndŭr", "1979", "nam")])
    households = Households(desk.store, desk.session)
    leaving = next(one for one in households.file(first).members if one.name == "H’Yŭm Niê")
    households.move_out(leaving.id, "10/11/2025")
    households.move_in(second, leaving.person, "vo_chong", "10/11/2025")
    assert People(desk.store, desk.session).file(leaving.person).household == second
    assert households.file(first).members[-1].valid_to == "2025-11-10"


def test_villages(desk: Desk) -> None:
    households = Households(desk.store, desk.session)
    with pytest.raises(Correctable):
        households.add_village({"kind": "bon"})
    made = desk.village("Bon U1")
    desk.village("Bon K2")
    households.edit_village(made, {"hardship_from": "2022"})
    assert [(one.name, one.hardship_from) for one in households.villages()] == [
        ("Bon K2", None),
        ("Bon U1", "2022"),
    ]


def test_corrections(desk: Desk) -> None:
    home = desk.household()
    households = Households(desk.store, desk.session)
    households.edit(home, {"address": "gần cầu treo"})
    assert households.file(home).household.address == "gần cầu treo"
    with pytest.raises(Correctable):
        households.file(UUID(int=3))


def test_who_came_gets_a_household(desk: Desk) -> None:
    service = Households(desk.store, desk.session)
    village = desk.village("Bon U3")
    home = desk.household([("Y Lô", "1980", "nam")], village=village)
    person = desk.person("H’Blă")
    service.house(person, {"village": village, "address": "đầu bon"}, on="2025-11-01")
    with desk.store.read() as connection:
        [own] = household_rows.memberships_of(connection, PV, person)
    assert (own.relation, own.valid_from, own.valid_to) == ("chu_ho", "2025-11-01", None)
    assert service.file(own.household).household.address == "đầu bon"
    service.house(person, {"village": village, "address": "cuối bon"})
    assert service.file(own.household).household.address == "cuối bon"  # the same household
    service.house(person, {}, household=home, relation="vo_chong", on="2025-11-10")
    with desk.store.read() as connection:
        found = household_rows.memberships_of(connection, PV, person)
    assert {(one.household, one.relation, one.valid_to) for one in found} == {
        (own.household, "chu_ho", "2025-11-10"), (home, "vo_chong", None),
    }  # fmt: skip
    with pytest.raises(Correctable, match="no_person"):
        service.house(home, {"village": village})
