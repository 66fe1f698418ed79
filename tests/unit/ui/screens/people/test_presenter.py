"""The people presenter finds, opens and saves without a widget."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.services.container import Services
from app.services.person_pages import PersonPage
from app.ui.screens.people.presenter import PeoplePresenter
from tests.fakes.open_desk import open_desk, poor_widow
from tests.fakes.window import Window, window_for


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Services) -> Window:
    return window_for(desk)


def test_typing_without_marks_finds_and_gives_lines(desk: Services, window: Window) -> None:
    home = poor_widow(desk)
    desk.people.intake({"name": "Giàng A Páo"})
    presenter = PeoplePresenter(window.context)
    presenter.find("rom")
    assert [line.name for line in presenter.lines(range(len(presenter.numbers)))] == [
        "H’Rơ̆m Ƀuôn Yă"
    ]
    assert presenter.place_of(home.people[0]) == 0
    presenter.find("")
    assert len(presenter.numbers) == 2


def test_opening_brings_the_page_and_saving_reads_it_again(desk: Services, window: Window) -> None:
    person = poor_widow(desk).people[0]
    presenter = PeoplePresenter(window.context)
    pages: list[PersonPage] = []
    presenter.opened.connect(pages.append)
    window.context.bus.changed.connect(lambda changes, _by: presenter.refresh(changes))
    presenter.open(person)
    presenter.edit(person, {"phone": "0905.123.456"})
    assert [page.file.person["phone"] for page in pages] == [None, "0905123456"]


def test_a_wrong_field_is_told_at_the_field_and_saves_nothing(
    desk: Services, window: Window
) -> None:
    person = poor_widow(desk).people[0]
    presenter = PeoplePresenter(window.context)
    refused: list[Correctable] = []
    presenter.refused.connect(refused.append)
    presenter.edit(person, {"pin": "06714500441", "note": "x"})
    assert [error.field for error in refused] == ["pin"]
    assert desk.people.get(person)["note"] is None
    assert not window.told


def test_facts_begin_and_end_on_their_days(desk: Services, window: Window) -> None:
    person = poor_widow(desk).people[0]
    presenter = PeoplePresenter(window.context)
    presenter.add_fact(
        "person",
        person,
        {"kind": "disability", "value": "nang", "issued_on": "20/10/2025"},
        restricted=False,
    )
    fact = desk.facts.of(person)[-1]
    presenter.end_fact(fact, "31/12/2027")
    assert desk.facts.of(person)[-1].valid_to == "2027-12-31"
