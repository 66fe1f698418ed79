"""Which rows may be one person, and what is left out."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.oplog.operation import Action
from app.storage.queries.same_person import MOST_OF_ONE, alike, apart_rows, rows
from tests.factories import PV
from tests.fakes.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def pairs(desk: Desk) -> list[tuple[UUID, UUID]]:
    with desk.store.read() as connection:
        assert alike(connection, PV) == alike(connection, None)
        return [(one.older[1], one.younger[1]) for one in alike(connection, PV)]


def test_a_number_that_many_bear_is_a_placeholder(desk: Desk) -> None:
    several = [desk.person(f"Y Lô {chr(65 + n)}", pin="067045000111") for n in range(MOST_OF_ONE)]
    assert len(pairs(desk)) == MOST_OF_ONE * (MOST_OF_ONE - 1) // 2
    assert {row for pair in pairs(desk) for row in pair} == set(several)
    desk.person("Y Lô", pin="067045000111")
    assert pairs(desk) == []


def test_who_was_linked_or_went_on_elsewhere_is_left_out(desk: Desk) -> None:
    older, younger, gone = (desk.person() for _n in range(3))
    with desk.store.write(desk.session.officer) as work:
        work.act("person", younger, Action.LINK, {"same_as": older})
        work.act("person", gone, Action.TRANSFER, {"carried_to": PV + 1})
        work.commit()
    assert pairs(desk) == []


def test_a_row_tells_household_village_and_head(desk: Desk) -> None:
    home = desk.household([("Y Lô", "1980", "nam"), ("H’Blă", "1990", "nu")],
                          village=desk.village("Bon U2"))  # fmt: skip
    wife = desk.members(home)["H’Blă"]
    with desk.store.read() as connection:
        found = rows(connection, [(PV, wife), (PV + 1, wife)])
        assert apart_rows(connection, PV, wife, wife) == []
    assert list(found) == [(PV, wife)]
    one = found[PV, wife]
    assert (one.name, one.village, one.household, one.head) == ("H’Blă", "Bon U2", home, "Y Lô")


@pytest.mark.parametrize(
    ("birth", "other", "alike_too"),
    [
        ("1942", "1942-07-01", True),
        ("1942-07", "1942-07-01", True),
        ("~1942", "1942-07-01", True),
        ("~1942", "1942", True),
        ("1942-06", "1942-07-01", False),
        ("1942-07-02", "1942-07-01", False),
        ("1943", "1942-07-01", False),
    ],
)
def test_a_birth_known_by_its_year_fits_a_day_of_it(
    desk: Desk, birth: str, other: str, *, alike_too: bool
) -> None:
    village = desk.village("Bon U2")
    desk.household([("Lò Thị Mây", birth, "nu")], village=village)
    desk.household([("Lò Thị Mây", other, "nu")], village=village)
    desk.household([("Lò Thị Mây", birth, "nu")], village=desk.village("Bon Kol"))
    assert len(pairs(desk)) == alike_too
