"""What a person's forms are filled with, and what stays open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.services.container import Services
from app.services.households import NewMember
from app.services.printing_forms import Known, form_1d, form_1dd, known_of, living
from tests.fakes.open_desk import CU_JUT, FRIDAY, open_desk, poor_widow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


def known(desk: Services, person: UUID) -> Known:
    with desk.people._store.read() as connection:
        return known_of(connection, CU_JUT, person, FRIDAY, restricted=False)


@pytest.mark.parametrize(
    ("marital", "words"),
    [
        ("chua_ket_hon", "Không có chồng"),
        ("goa", "Có chồng đã chết"),
        ("vo_chong_mat_tich", "Có chồng mất tích theo quy định"),
        (None, None),
    ],
)
def test_marriage_in_the_words_of_item_7(
    desk: Services, marital: str | None, words: str | None
) -> None:
    person = poor_widow(desk).people[0]
    if marital:
        desk.facts.add("person", person, {"kind": "marital", "value": marital})
    assert form_1d(known(desk, person), None).marital == words


def test_near_poor_counts_on_1d_and_not_on_1dd(desk: Services) -> None:
    made = desk.households.intake(
        {}, [NewMember({"name": "Thị Rơm", "birth": "1950"}, "chu_ho")], poverty="can_ngheo"
    ).made
    assert made is not None
    found = known(desk, desk.households.file(made).members[0].person)
    assert form_1d(found, None).poor is True
    assert form_1dd(found, None).poor is False


def test_a_pension_that_is_none_is_zero_and_one_unknown_stays_open(desk: Services) -> None:
    person = poor_widow(desk).people[0]
    assert form_1d(known(desk, person), None).pension is None
    desk.facts.add("person", person, {"kind": "pension", "value": "khong"})
    pension = form_1d(known(desk, person), None).pension
    assert pension is not None
    assert pension.amount == 0


def test_with_whom_somebody_lives(desk: Services) -> None:
    alone = poor_widow(desk).people[0]
    assert (living(known(desk, alone)) or "").startswith("Ở một mình, Buôn Nui, xã Cư Jút")
    home = desk.households.intake(
        {"village": desk.households.villages()[0].id},
        [
            NewMember({"name": "Giàng A Páo"}, "chu_ho"),
            NewMember({"name": "Sùng Thị Dợ"}, "vo_chong"),
        ],
    ).made
    assert home is not None
    head, wife = (one.person for one in desk.households.file(home).members)
    assert (living(known(desk, head)) or "").startswith("Ở cùng vợ (chồng) là Sùng Thị Dợ")
    assert (living(known(desk, wife)) or "").startswith("Ở cùng hộ của Giàng A Páo")
    desk.people.edit(wife, {"living_with": "Ở nhờ nhà em gái"})
    assert living(known(desk, wife)) == "Ở nhờ nhà em gái"
