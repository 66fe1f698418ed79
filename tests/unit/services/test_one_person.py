"""Two rows of one person: one in lists and search, both payments told, undone when wrong."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.oplog.operation import Value
from app.services.one_person import OnePerson
from app.services.search import Search
from app.services.upkeep import Upkeep
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair

OTHER = 224615


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def found(desk: Desk) -> list[str]:
    return [hit.title for hit in Search(desk.store, desk.session).find("be van")]


def test_linked_rows_are_one_everywhere_and_apart_again(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    courier = Courier(tmp_path)
    older, younger = commune.person("Bế Văn Chính"), commune.person("Bế Văn Chinh")
    with commune.store.write(commune.session.officer) as work:
        for row in (older, younger):
            work.create(
                "allowance", {"person": row, "monthly_vnd": 500_000, "from_month": "2026-01"}
            )
        work.commit()
    one = OnePerson(commune.store, commune.session)
    one.link(younger, older, "cùng một thẻ căn cước")
    assert found(commune) == ["Bế Văn Chính"]
    rows = one.rows(younger)
    assert [(row.id, row.same_as, row.monthly_vnd) for row in rows] == [
        (older, None, 500_000),
        (younger, older, 500_000),
    ]
    courier.carry(commune, office)
    assert office.state() == commune.state()
    one.unlink(younger, "hai anh em sinh đôi")
    assert sorted(found(commune)) == ["Bế Văn Chinh", "Bế Văn Chính"]
    courier.carry(commune, office)
    assert office.state() == commune.state()
    assert Upkeep(office.store, cleared=True).doctor().healthy


def test_the_words_of_a_younger_row_find_the_older(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    older = commune.person("Bế Văn Chính", pin="067045000111")
    younger = commune.person("Vàng A Tủa", other_names="Ama Hoa", pin="067045000222")
    third = commune.person("Vừ Chính", phone="0912000333")
    one = OnePerson(commune.store, commune.session)
    one.link(younger, older, "cùng một thẻ căn cước")
    one.link(third, younger, "trưởng thôn xác nhận")
    Courier(tmp_path).carry(commune, office)
    for desk in pair:
        for typed in ("vang", "ama hoa", "0222", "tua a", "vu chinh", "0333", "be van"):
            hits = Search(desk.store, desk.session).find(typed)
            assert [hit.id for hit in hits] == [older], typed
            assert hits[0].second.endswith("cũng ghi là Vàng A Tủa")
    assert len(commune.services().people.numbers()) == 1
    one.unlink(younger, "hai người")
    assert [hit.title for hit in Search(commune.store, commune.session).find("vang")] == [
        "Vàng A Tủa"
    ]
    assert [h.id for h in Search(commune.store, commune.session).find("0333")] == [younger]


def test_a_younger_row_stands_in_the_lists_while_its_older_one_does_not(
    pair: tuple[Desk, Desk],
) -> None:
    commune, _office = pair
    older, younger = commune.person("Bế Văn Chính"), commune.person("Bế Văn Chinh")
    OnePerson(commune.store, commune.session).link(younger, older, "cùng một thẻ căn cước")
    with commune.store.write(commune.session.officer) as work:
        work.delete("person", older)
        work.commit()
    assert found(commune) == ["Bế Văn Chinh"]
    with commune.store.write(commune.session.officer) as work:
        work.restore("person", older, {})
        work.commit()
    assert found(commune) == ["Bế Văn Chính"]


def test_a_link_needs_a_reason_two_rows_and_no_other_link(pair: tuple[Desk, Desk]) -> None:
    commune, _office = pair
    first, second, third = (commune.person(f"Bế Văn {n}") for n in "ABC")
    one = OnePerson(commune.store, commune.session)
    with pytest.raises(Correctable, match="reason_missing"):
        one.link(first, second, "  ")
    with pytest.raises(Correctable, match="linked_already"):
        one.link(first, first, "lý do")
    with pytest.raises(Correctable, match="not_linked"):
        one.unlink(second, "lý do")
    one.link(first, second, "lý do")
    one.link(third, second, "lý do")
    with pytest.raises(Correctable, match="linked_already"):
        one.link(first, second, "lý do")
    assert [row.id for row in one.rows(third)] == sorted((first, second, third))


def enter(desk: Desk, kind: str, **values: Value | UUID) -> UUID:
    with desk.store.write(desk.session.officer) as work:
        made = work.create(kind, values)
        work.commit()
    return made


def home(desk: Desk, village: UUID, *people: UUID) -> None:
    made = enter(desk, "household", village=village, head=people[0])
    for one in people:
        enter(desk, "membership", household=made, person=one)


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        ({"name": "Y Lô", "birth": "1965", "pin": "067045000111"},
         {"name": "Y Lồ Niê", "birth": "1966", "pin": "067045000111"}, "number"),
        ({"name": "Bế Văn Chính"}, {"name": "BẾ VĂN CHINH"}, "words"),
        ({"name": "Bế Văn Chính"}, {"name": "Bế Văn Chính", "birth": "1966"}, None),
        ({"name": "Bế Văn Chính"}, {"name": "Bế Văn Chiến"}, None),
        ({"pin": "067045000111"}, {"pin": "067045000222"}, None),  # two cards are two persons
        ({"pin": "067045000111"}, {}, "words"),
    ],
)  # fmt: skip
def test_rows_that_look_alike_are_offered(
    pair: tuple[Desk, Desk], here: dict[str, str], there: dict[str, str], found: str | None
) -> None:
    commune, _office = pair
    older, younger = commune.person(**here), commune.person(**there)
    offered = OnePerson(commune.store, commune.session).suggestions()
    told = [(one.older.id, one.younger.id, one.by_number) for one in offered]
    assert told == ([] if found is None else [(older, younger, found == "number")])


def test_people_of_two_villages_are_not_offered(pair: tuple[Desk, Desk]) -> None:
    commune, _office = pair
    first, second = (enter(commune, "village", name=f"Bon {n}") for n in "AB")
    people = [commune.person() for _n in range(3)]
    home(commune, first, people[0])
    home(commune, second, people[1])
    offered = OnePerson(commune.store, commune.session).suggestions()
    assert {(one.older.id, one.younger.id) for one in offered} == {
        (people[0], people[2]), (people[1], people[2]),
    }  # fmt: skip
    assert {one.older.village for one in offered} == {"Bon A", "Bon B"}


def test_money_that_goes_out_twice_stands_first(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    commune.person("An Văn Ba"), commune.person("An Văn Ba")
    rows = [commune.person("Y Lô", pin="067045000111") for _n in range(2)]
    for row, since in zip(rows, ("2026-01", "2026-05"), strict=True):
        enter(commune, "allowance", person=row, monthly_vnd=500_000, from_month=since)
    enter(commune, "dossier", person=rows[1], state="received", received_on="2026-08-01")
    enter(commune, "restricted_dossier", person=rows[0], state="received")
    Courier(tmp_path).carry(commune, office)
    for desk in pair:
        first, second = OnePerson(desk.store, desk.session).suggestions()
        assert (first.paid_twice_vnd, second.paid_twice_vnd) == (1_000_000, 0)
        assert (first.older.paid_from, first.younger.paid_from) == ("2026-01", "2026-05")
        assert (first.older.open_dossiers, first.younger.open_dossiers) == (0, 1)
        assert first.one_commune


def test_two_persons_are_not_offered_again_anywhere(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    courier = Courier(tmp_path)
    older, younger = commune.person(), commune.person()
    courier.carry(commune, office)
    central = OnePerson(office.store, office.session)
    assert len(central.suggestions()) == 1
    with pytest.raises(Correctable, match="reason_missing"):
        central.tell_apart(older, younger, " ", pv=PV)
    central.tell_apart(younger, older, "hai anh em", pv=PV)
    central.tell_apart(younger, older, "hai anh em", pv=PV)
    courier.carry(office, commune)
    one = OnePerson(commune.store, commune.session)
    assert central.suggestions() == one.suggestions() == []
    one.link(older, younger, "xem lại giấy khai sinh: một người")
    assert one.suggestions() == []
    one.unlink(younger, "vẫn là hai người")
    assert one.suggestions() == []
    courier.carry(commune, office)
    assert office.state() == commune.state()
    assert Upkeep(office.store, cleared=True).doctor().healthy


def test_the_office_sees_one_number_in_two_communes(tmp_path: Path) -> None:
    here, office = make_pair(tmp_path)
    there = make_desk(tmp_path, 2, pv=OTHER)
    enrol(there, office)
    courier = Courier(tmp_path)
    for desk in (here, there):
        desk.person("Y Lô", pin="067045000111")
        desk.person("Bế Văn Chính")
        courier.carry(desk, office)
    central = OnePerson(office.store, office.session)
    [found] = central.suggestions()
    scope = found.older.pv
    assert (found.by_number, found.one_commune) == (True, False)
    assert {found.older.commune, found.younger.commune} == {
        "Phường Bắc Gia Nghĩa",
        "Phường Nam Gia Nghĩa",
    }
    with pytest.raises(Correctable, match="no_person"):
        central.link(found.older.id, found.younger.id, "một người", pv=scope)
    with here.store.write(here.session.officer) as work:  # it would hide a second payment
        work.create("apart", {"person": found.older.id, "other": found.younger.id})
        work.commit()
    courier.carry(here, office)
    assert central.suggestions() == [found]
    central.tell_apart(found.older.id, found.younger.id, "số ghi nhầm", pv=scope)
    assert central.suggestions() == []


def test_any_two_rows_are_compared(pair: tuple[Desk, Desk]) -> None:
    commune, _office = pair
    older, younger = commune.person("Y Lô"), commune.person("Bế Văn Chính")
    one = OnePerson(commune.store, commune.session)
    found = one.compare(younger, older)
    assert (found.older.name, found.younger.name, found.by_number) == (
        "Y Lô",
        "Bế Văn Chính",
        False,
    )
    with pytest.raises(Correctable, match="no_person"):
        one.compare(older, UUID(int=5))
