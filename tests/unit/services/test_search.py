"""Anything is found by a few letters, except what the officer may not see."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.dossiers import Dossiers
from app.services.emergency_cases import EmergencyCases
from app.services.protection import Protection
from app.services.search import Search
from tests.fakes.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = open_desk(tmp_path)
    home = desk.household([("Điểu Ndŭr", "1979", "nam"), ("Thị Ƀrơi", "1983", "nu")],
                          village=desk.village())  # fmt: skip
    person = desk.members(home)["Thị Ƀrơi"]
    dossiers = Dossiers(desk.store, desk.session)
    dossiers.open(person, {"category": "5.4", "one_stop_code": "H40.24-1107"})
    dossiers.open(person, {"category": "5.8"}, restricted=True)
    cases = EmergencyCases(desk.store, desk.session)
    cases.intake({"cause": "hoa_hoan", "household": home})
    cases.intake({"cause": "hoa_hoan", "household_name": "Vàng A Lềnh"})
    Protection(desk.store, desk.session).intake({"person": person, "ground": "khac"})
    return desk


def kinds(desk: Desk, typed: str, *, cleared: bool = True) -> list[str]:
    session = desk.session if cleared else desk.uncleared()
    return [hit.kind for hit in Search(desk.store, session).find(typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ndur", ["person", "household", "emergency_case"]),
        ("brơi", ["person", "dossier", "dossier", "protection_case"]),
        ("bon u2", ["household", "emergency_case"]),
        ("vang leng", []),
        ("vang lenh", ["emergency_case"]),
        ("1107", ["dossier"]),
        ("  ", []),
        ('"*', []),
    ],
)
def test_what_is_found(desk: Desk, typed: str, found: list[str]) -> None:
    assert kinds(desk, typed) == found


def test_nothing_closed_is_found_by_others(desk: Desk) -> None:
    assert kinds(desk, "broi", cleared=False) == ["person", "dossier"]


def test_a_hit_tells_who_and_where(desk: Desk) -> None:
    hit = Search(desk.store, desk.session).find("ndur")[0]
    assert (hit.title, hit.second) == ("Điểu Ndŭr", "1979 · Bon U2")


def test_never_more_than_asked_for(desk: Desk) -> None:
    for number in range(12):
        desk.household([(f"Y Lô {'abcdefghijkl'[number]}", "1980", "nam")])
    hits = Search(desk.store, desk.session).find("y lo", limit=5)
    assert len(hits) == 5
