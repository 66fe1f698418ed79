"""A person's page: parts and their counts, tables, what an office sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.ui.screens.people.record_page import PARTS, RecordPage
from tests.fakes.open_desk import open_desk, poor_widow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Services) -> RecordPage:
    person = poor_widow(desk).people[0]
    desk.dossiers.open(person, {"category": "5.5.a"})
    made = RecordPage()
    qtbot.addWidget(made)
    made.show_page(desk.person_pages.page(person))
    made.show()
    return made


def test_every_part_opens_and_history_is_read_when_asked(page: RecordPage) -> None:
    asked: list[bool] = []
    page.history_asked.connect(lambda: asked.append(True))
    for part in PARTS:
        page.show_part(part)
        assert page.tabs.current() == part
    assert asked == [True]
    assert page.facts.model.rowCount() == 2
    assert page.dossiers.model.rowCount() == 1


def test_the_number_is_masked_again_for_the_next_person(page: RecordPage) -> None:
    page.head.see.click()
    assert "4500" in page.head.number.text()
    assert page.page is not None
    page.show_page(page.page)
    assert "4500" not in page.head.number.text()


def test_a_receiving_office_corrects_nothing_here(page: RecordPage) -> None:
    page.read_only()
    assert page.page is not None
    page.show_page(page.page)
    page.show_part("papers")
    assert not page.no_papers.button.isVisible()
    page.show_part("overview")
    assert not page.edit.isVisible()
    assert page.overview.step_button is None


def test_the_tab_of_papers_says_what_will_stand_there_and_prints(
    page: RecordPage, desk: Services
) -> None:
    asked: list[bool] = []
    page.print_asked.connect(lambda: asked.append(True))
    page.show_part("papers")
    assert page.no_papers.isVisible()
    assert not page.papers.isVisible()
    page.no_papers.button.click()
    assert asked == [True]
    assert page.page is not None
    person = page.page.file.person.id
    desk.printing.remember(desk.printing.person("assessment-sheet", person))
    page.show_page(desk.person_pages.page(person))
    assert page.papers.isVisible()
    assert not page.no_papers.isVisible()
    assert "Phiếu giải thích" in str(page.papers.model.index(0, 1).data())
