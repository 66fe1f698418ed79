"""What the search of the top bar finds, and where it leads."""

from __future__ import annotations

from app.services.container import Services
from app.ui.search import MOST, searcher
from tests.fakes.open_desk import poor_widow


def test_people_are_found_without_marks_and_lead_to_their_page(desk: Services) -> None:
    home = poor_widow(desk)
    hits = searcher(desk)("rom buon")
    assert [hit.title for hit in hits][:1] == ["H’Rơ̆m Ƀuôn Yă"]
    assert hits[0].screen == "people"
    assert hits[0].where == {"person": home.people[0]}
    assert hits[0].second == "06/12/1945 · Buôn Nui"


def test_a_search_that_finds_nobody_is_empty(desk: Services) -> None:
    poor_widow(desk)
    assert searcher(desk)("nobody of that name") == []


def test_no_more_than_fit_under_the_field(desk: Services) -> None:
    for letter in "ABCDEGHIKLM"[: MOST + 3]:
        desk.people.intake({"name": f"{letter} Thị Brơi", "birth": "1980"})
    assert len(desk.people.numbers("broi", limit=100)) > MOST
    assert len(searcher(desk)("broi")) == MOST


def test_dossiers_cases_and_households_lead_to_their_screens(desk: Services) -> None:
    home = poor_widow(desk)
    dossier = desk.dossiers.open(home.people[0], {"category": "5.5.a"}).made
    case = desk.emergencies.intake({"cause": "hoa_hoan", "household": home.id}).made
    apart = desk.protection.intake({"person": home.people[0], "ground": "khac"}).made
    hits = searcher(desk)("rom")
    assert [(hit.screen, hit.where) for hit in hits] == [
        ("people", {"person": home.people[0]}),
        ("people", {"household": home.id}),
        ("monthly_allowance", {"dossier": dossier}),
        ("emergency", {"case": case}),
        ("emergency", {"protection": apart}),
    ]
