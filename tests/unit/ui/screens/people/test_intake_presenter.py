"""Entering a household: drafts, one step to save, the sentence at the very cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.services.drafts import DraftKey
from app.ui.screens.people.intake_presenter import (
    IntakeEntry,
    IntakePresenter,
    MemberEntry,
)
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


MOTHER = MemberEntry("Thị Mbơ̆ng", "nu", "7/1988", "chu_ho", "", "mnong")
CHILD = MemberEntry("Điểu Xrông", "nam", "2015", "con")


def test_a_household_is_entered_whole_and_its_draft_is_gone(desk: Services, window: Window) -> None:
    presenter = IntakePresenter(window.context)
    saved: list[UUID] = []
    presenter.saved.connect(saved.append)
    entry = IntakeEntry({"address": "đầu bon", "poverty": "ngheo"}, (MOTHER, CHILD, MemberEntry()))
    presenter.typed(entry)
    presenter.keep_now()
    assert desk.drafts.load(DraftKey("intake")) is not None
    presenter.save(entry)
    page = desk.person_pages.page(saved[0])
    assert (page.file.person.name, page.file.person["ethnic_name"]) == ("Thị Mbơ̆ng", "Mnông")
    assert [one.relation for one in page.file.household_members] == ["chu_ho", "con"]
    assert [fact.value for fact in page.file.household_facts] == ["ngheo"]
    assert desk.drafts.all() == []


def test_the_cell_that_must_be_mended_is_named_and_nothing_is_saved(
    desk: Services, window: Window
) -> None:
    presenter = IntakePresenter(window.context)
    refused: list[tuple[int, str]] = []
    presenter.refused.connect(lambda place, field, _words: refused.append((place, field)))
    wrong = MemberEntry("Y Blơ̆", "nam", "31/2/2015", "con")
    presenter.save(IntakeEntry({}, (MOTHER, MemberEntry(), wrong)))
    presenter.save(IntakeEntry({"phone": "12"}, (MOTHER,)))
    presenter.save(IntakeEntry({}, (MemberEntry(),)))
    assert refused == [(2, "birth"), (-1, "phone"), (0, "name")]
    assert len(desk.people.numbers()) == 0


def test_what_was_left_comes_back(desk: Services, window: Window) -> None:
    entry = IntakeEntry({"address": "đầu bon"}, (MOTHER,))
    first = IntakePresenter(window.context)
    first.typed(entry)
    first.keep_now()
    second = IntakePresenter(window.context)
    left: list[tuple[IntakeEntry, datetime]] = []
    second.restored.connect(lambda found, when: left.append((found, when)))
    second.load()
    assert [found for found, _when in left] == [entry]


def test_the_draft_is_due_within_two_seconds(desk: Services, window: Window) -> None:
    presenter = IntakePresenter(window.context)
    presenter.typed(IntakeEntry({}, (MOTHER,)))
    due = presenter._pause.remainingTime()
    presenter.typed(IntakeEntry({}, (CHILD,)))  # typing on does not put it off
    assert presenter._pause.isActive()
    assert presenter._pause.remainingTime() <= due < 2_000


def test_an_empty_form_leaves_no_draft(desk: Services, window: Window) -> None:
    presenter = IntakePresenter(window.context)
    presenter.typed(IntakeEntry({"address": ""}, (MemberEntry(),)))
    presenter.keep_now()
    assert desk.drafts.all() == []


def test_a_person_enters_a_household_and_a_known_number_is_told(
    desk: Services, window: Window
) -> None:
    home = poor_widow(desk)
    presenter = IntakePresenter(window.context, into=home.id)
    told: list[str] = []
    presenter.known.connect(told.append)
    presenter.check_number("067 145 004 417")
    presenter.save(IntakeEntry({}, (CHILD,)))
    assert "H’Rơ̆m" in told[0]
    assert [one.relation for one in desk.households.file(home.id).members] == ["chu_ho", "con"]


def test_a_new_village_joins_the_list(desk: Services, window: Window) -> None:
    presenter = IntakePresenter(window.context)
    lists: list[list[str]] = []
    presenter.villages.connect(lambda rows: lists.append([row.name for row in rows]))
    presenter.add_village("Bon U2")
    assert lists == [["Bon U2"]]
