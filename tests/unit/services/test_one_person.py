"""Two rows of one person: one in lists and search, both payments told, undone when wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services.one_person import OnePerson
from app.services.search import Search
from app.services.upkeep import Upkeep
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair


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
