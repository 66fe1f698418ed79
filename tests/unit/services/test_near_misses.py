"""What was weighed and not paid: few, with one reason each, and never an illness."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.services.container import Services
from app.services.households import NewMember
from app.services.near_misses import MOST_WEIGHED, near_misses
from tests.fakes.open_desk import open_desk, poor_widow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


def woman_of_a_household_not_poor(desk: Services) -> UUID:
    village = desk.households.add_village({"name": "Buôn Nui", "kind": "buôn"}).made
    made = desk.households.intake(
        {"village": village}, [NewMember({"name": "Thị Rơm", "birth": "1990"}, "chu_ho")],
        poverty="khong", poverty_from="2024",
    ).made  # fmt: skip
    assert made is not None
    return desk.households.file(made).members[0].person


def test_they_are_few_and_never_tell_an_illness(desk: Services) -> None:
    found = near_misses(desk.eligibility.assess(woman_of_a_household_not_poor(desk)))
    assert 0 < len(found) <= MOST_WEIGHED
    assert not any("HIV" in f"{row.what}{row.why}" for row in found)


def test_what_ended_for_everybody_and_what_is_for_children_is_not_told(desk: Services) -> None:
    person = poor_widow(desk).people[0]
    desk.facts.add("person", person, {"kind": "pension", "value": "khong"})
    desk.facts.add("person", person, {"kind": "pension_request", "value": "co"})
    told = [row.source for row in near_misses(desk.eligibility.assess(person))]
    assert told == ["HTXH.a", "5.6", "5.5.d"]


def test_none_while_facts_are_missing(desk: Services) -> None:
    made = desk.people.intake({"name": "Thị Rơm", "birth": "1945"}).made
    assert made is not None
    found = desk.eligibility.assess(made)
    assert found.missing
    assert near_misses(found) == ()
