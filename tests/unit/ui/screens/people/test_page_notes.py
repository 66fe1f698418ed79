"""What a page says first: money that goes out twice, the other row, a move from either side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.i18n import use_language
from app.services.person_pages import Moved, PersonPage
from app.ui.screens.people.page_notes import CARRY, COMPARE, HOUSE, STAY, months_words, notes_of
from tests.fakes.open_desk import CU_JUT, open_desk, poor_widow

MOVE = Moved(
    person=None,  # type: ignore[arg-type]  # no note tells it
    name="", birth=None, source=CU_JUT, source_name="Xã Cư Jút", target=224615,
    target_name="Phường Nam Gia Nghĩa", moved_on="2025-11-01", decision_no="31", decided_on=None,
    monthly_vnd=750_000, to_month="2025-11", from_month="2025-12", note=None, carried=False,
)  # fmt: skip


@pytest.fixture
def page(tmp_path: Path) -> PersonPage:
    use_language("en")
    desk = open_desk(tmp_path)
    older = poor_widow(desk).people[0]
    younger = desk.people.intake({"name": "H’Rơm", "birth": "1945"}).made
    assert younger is not None
    with desk.moving._store.write(desk.session.officer) as work:
        for row in (older, younger):
            work.create(
                "allowance", {"person": row, "monthly_vnd": 500_000, "from_month": "2025-01"}
            )
        work.commit()
    desk.one_person.link(older, younger, "cùng căn cước")
    found = desk.person_pages.page(older)
    desk.close()
    return found


def test_money_stands_first_then_the_other_row(page: PersonPage) -> None:
    money, other = notes_of(page, office=False)
    assert (money.kind, money.does) == ("bad", "")
    assert money.words.count("500.000 đ") == 2
    assert (other.kind, other.does) == ("info", COMPARE)
    assert "H’Rơm, 1945; 500.000 đ" in other.words
    once = replace(page, others=(replace(page.others[0], monthly_vnd=0),))
    assert [note.kind for note in notes_of(once, office=False)] == ["info"]
    assert "nothing is paid there" in notes_of(once, office=False)[0].words


@pytest.mark.parametrize(
    ("move", "office", "kind", "does", "words"),
    [
        (MOVE, False, "warn", STAY, "the receiving office has yet"),
        (MOVE, True, "warn", CARRY, "Leaves for Phường Nam Gia Nghĩa on 01/11/2025"),
        (replace(MOVE, carried=True), False, "info", "", "until 11/2025"),
        (replace(MOVE, source=224615, source_name="Phường Nam Gia Nghĩa", target=CU_JUT,
                 carried=True, needs=("household", "decision")),
         False, "warn", HOUSE, "to do: enter the household, decide on what goes on"),
        (replace(MOVE, source=224615, target=CU_JUT, carried=True), False, "info", "", "Came from"),
    ],
)  # fmt: skip
def test_a_move_from_either_side(
    page: PersonPage, move: Moved, kind: str, does: str, words: str, *, office: bool
) -> None:
    [note] = notes_of(replace(page, others=(), moves=(move,)), office=office)
    assert (note.kind, note.does) == (kind, does)
    assert words in note.words


def test_who_was_not_paid_has_no_months() -> None:
    assert months_words(replace(MOVE, from_month=None)) == ""
