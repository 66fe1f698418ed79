"""The register of persons."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.services.people import People
from tests.fakes.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def test_an_intake_with_a_bad_birth_saves_nothing(desk: Desk) -> None:
    people = People(desk.store, desk.session)
    for entry in ({"name": "Thị Mbơ̆ng", "birth": "31/2/1945"}, {"birth": "1945"}):
        with pytest.raises(Correctable):
            people.intake(entry)
    assert list(people.numbers()) == []


def test_found_without_marks_and_by_the_tail_of_a_number(desk: Desk) -> None:
    made = desk.person("Thị Mbơ̆ng", "1945", pin="067145001234")
    desk.person("Điểu Ndŭr", "1979")
    people = People(desk.store, desk.session)
    number = people.number_of(made)
    for typed in ("mbong", "thi m", "1234", "THỊ 1234"):
        assert list(people.numbers(typed)) == [number], typed
    assert list(people.numbers('"-"')) == []
    assert len(people.numbers()) == 2
    assert [line.name for line in people.lines([number or 0, 999])] == ["Thị Mbơ̆ng"]


def test_a_line_tells_village_sum_and_end(desk: Desk) -> None:
    home = desk.household([("Y Lô Niê", "1980", "nam")], village=desk.village("Buôn Buôr"))
    person = desk.members(home)["Y Lô Niê"]
    with desk.store.write(desk.session.officer) as work:
        for start, end, sum_vnd in (("2025-01", "2025-10", 1), ("2025-11", None, 750_000)):
            work.create(
                "allowance",
                {"person": person, "monthly_vnd": sum_vnd, "from_month": start, "to_month": end},
            )
        work.commit()
    people = People(desk.store, desk.session)
    line = people.lines(people.numbers())[0]
    assert (line.village, line.monthly_vnd, line.ended) == ("Buôn Buôr", 750_000, False)
    people.edit(person, {"death_on": "2025-11-01"})
    assert people.lines(people.numbers())[0].ended


def test_a_page_leaves_out_what_is_closed(desk: Desk) -> None:
    home = desk.household([("Y Lô Niê", "1980", "nam")], poverty="ngheo")
    person = desk.members(home)["Y Lô Niê"]
    desk.fact("hiv", person, restricted=True, value="co")
    desk.fact("disability", person, value="nang")
    open_page = People(desk.store, desk.session).file(person)
    closed = People(desk.store, desk.uncleared()).file(person)
    assert {fact.kind for fact in open_page.facts} == {"disability", "hiv"}
    assert [fact.kind for fact in closed.facts] == ["disability"]
    assert [fact.kind for fact in closed.household_facts] == ["poverty"]
    assert closed.household == home


def test_a_number_that_does_not_fit_is_a_doubt_not_a_refusal(desk: Desk) -> None:
    made = desk.person("Thị Mbơ̆ng", "1945", pin="067145001234", sex="nam")
    people = People(desk.store, desk.session)
    assert people.file(made).doubts
    assert [line.id for line in people.same_number("067145001234")] == [made]
    assert people.same_number("067145001234", other_than=made) == []


def test_corrections(desk: Desk) -> None:
    made, people = desk.person(), People(desk.store, desk.session)
    people.edit(made, {"birth": "1946"})
    assert people.get(made)["birth"] == "1946"
    with pytest.raises(Correctable):
        people.edit(made, {"name": ""})
    with pytest.raises(Correctable):
        people.get(UUID(int=3))


def test_a_new_member_of_a_household(desk: Desk) -> None:
    home = desk.household([("Y Lô Niê", "1980", "nam")])
    People(desk.store, desk.session).intake(
        {"name": "H’Yŭm Niê", "birth": "2024"}, household=home, relation="con"
    )
    assert "H’Yŭm Niê" in desk.members(home)
