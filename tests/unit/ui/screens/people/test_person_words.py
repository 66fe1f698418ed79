"""How a person is told: called by age and sex, numbers masked, unknown things left out."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.core.i18n import _
from app.services.people import Person, PersonLine
from app.ui.screens.people import person_words as words
from app.ui.screens.people.record_tables import fact_rows, member_relation
from tests.fakes.open_desk import open_desk, poor_widow

ID = UUID(int=7)


@pytest.mark.parametrize(
    ("sex", "ages", "called"),
    [
        ("nu", (79,), "elderly woman"),
        ("nam", (34,), "man"),
        ("nam", (9, 10), "young person"),
        ("nu", (59, 60), "woman"),  # not certainly sixty
        (None, (79,), ""),
        ("nu", (), ""),
    ],
)
def test_people_are_called_by_age_and_sex(
    sex: str | None, ages: tuple[int, ...], called: str
) -> None:
    person = Person(ID, 1, {"sex": sex})
    assert words.called_by(person, ages) == (_(called) if called else "")


def test_numbers_are_masked_until_asked() -> None:
    assert words.masked("067145004417") == "•••• •••• 4417"
    assert words.grouped("067145004417") == "0671 4500 4417"


def test_a_line_without_birth_or_payment() -> None:
    line = words.list_line(PersonLine(1, ID, "Thị Rơm", None, "Bon U2", None, ended=False))
    assert (line.second, line.right, line.status) == ("Bon U2", "–", "")


def test_the_head_of_a_page_and_its_facts(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    page = desk.person_pages.page(poor_widow(desk).people[0])
    desk.close()
    assert "06/12/1945" in words.head_line(page)
    assert words.head_line(page).endswith("Buôn Nui")
    assert len(fact_rows(page)) == 2
    assert len(words.living(page.file.household_members)) == 1
    assert member_relation(None) == ""
    assert words.age_words((79, 80)).startswith("79–80")
