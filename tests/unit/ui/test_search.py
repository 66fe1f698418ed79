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
