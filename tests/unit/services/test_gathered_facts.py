"""The facts as they held on a day, what is typed on top, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.policy.facts import Poverty
from app.services.gathered_facts import Gathered, gather
from tests.factories import PV
from tests.fakes.desk import THURSDAY, Desk, open_desk

NOTHING: Mapping[str, str | None] = {}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def gathered(
    desk: Desk, person: UUID, on: date = THURSDAY, supposed: Mapping[str, str | None] = NOTHING
) -> Gathered:
    with desk.store.read() as connection:
        return gather(connection, PV, person, on, restricted=True, supposed=supposed)


def test_a_fact_counts_from_its_first_day(desk: Desk) -> None:
    person = desk.person()
    desk.fact("studying", person, value="co", valid_from="2025-06-01")
    assert not gathered(desk, person, date(2025, 5, 31)).facts.person.studying
    assert gathered(desk, person, date(2025, 6, 1)).facts.person.studying


def test_what_is_typed_lies_over_what_is_saved(desk: Desk) -> None:
    person = desk.person()
    desk.fact("studying", person, value="co")
    assert not gathered(desk, person, supposed={"studying": "khong"}).facts.person.studying


def test_the_heads_children_are_those_of_the_household(desk: Desk) -> None:
    home = desk.household([("Thị Rơm", "1990", "nu"), ("Điểu Xrông", "2019", "nam")])
    mother, child = (desk.members(home)[name] for name in ("Thị Rơm", "Điểu Xrông"))
    assert [one.birth.year for one in gathered(desk, mother).facts.person.children] == [2019]
    assert gathered(desk, child).facts.person.children == ()


def test_no_birth_nothing_to_ask_the_law(desk: Desk) -> None:
    with pytest.raises(Correctable) as told:
        gathered(desk, desk.person("Y Lô", ""))
    assert told.value.field == "birth"


def test_what_to_ask_next(desk: Desk) -> None:
    home = desk.household([("Y Lô Niê", "1948-02-01", "nam")])
    person = desk.members(home)["Y Lô Niê"]
    assert len(gathered(desk, person).missing) == 3  # poverty, pension, request
    desk.fact("pension", person, amount=2_000_000)
    assert len(gathered(desk, person).missing) == 2


def test_a_word_that_no_list_has_is_asked_for_again(desk: Desk) -> None:
    """Any colleague's program, or a newer one, may have written it: nobody's page stops."""
    home = desk.household([("Y Lô Niê", "1948-02-01", "nam")])
    person = desk.members(home)["Y Lô Niê"]
    for kind, subject in (
        ("poverty", home), ("marital", person), ("supporter", person), ("disability", person),
    ):  # fmt: skip
        with desk.store.write(desk.session.officer) as work:
            work.create("fact", {"subject": subject, "kind": kind, "value": "chưa có từ này"})
            work.commit()
    found = gathered(desk, person)
    assert (found.facts.poverty, found.facts.person.disability) == (Poverty.NONE, None)
    assert len(found.missing) == 3
