"""The next step of a person, the most binding one first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.services.container import Services
from app.services.moving import Leaving
from app.ui.screens.people.next_step import next_step
from tests.fakes.open_desk import open_desk, poor_widow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path, day=date(2025, 7, 14))
    yield services
    services.close()


def test_without_a_birth_it_is_the_birth(desk: Services) -> None:
    person = desk.people.intake({"name": "Điểu Xrông"}).made
    assert person is not None
    assert next_step(desk.person_pages.page(person)).does == "edit"


def test_what_the_law_grants_and_nobody_pays_asks_for_a_dossier(desk: Services) -> None:
    person = poor_widow(desk).people[0]
    step = next_step(desk.person_pages.page(person))
    assert (step.does, step.category) == ("new_dossier", "5.5.a")
    assert "750.000 đ" in step.words


def test_a_dossier_under_way_comes_first(desk: Services) -> None:
    person = poor_widow(desk).people[0]
    dossier = desk.dossiers.open(person, {"category": "5.5.a"}).made
    step = next_step(desk.person_pages.page(person))
    assert (step.does, step.dossier) == ("dossier", dossier)


def test_who_died_needs_nothing_more(desk: Services) -> None:
    person = poor_widow(desk).people[0]
    desk.people.edit(person, {"death_on": "10/7/2025"})
    step = next_step(desk.person_pages.page(person))
    assert step.does == ""
    assert "10/07/2025" in step.words


def test_a_fact_nobody_entered_is_asked(desk: Services) -> None:
    person = desk.people.intake({"name": "Thị Mbơ̆ng", "birth": "1990"}).made
    assert person is not None
    step = next_step(desk.person_pages.page(person))
    assert step.does == "fact"


def test_who_moves_away_is_decided_on_elsewhere(desk: Services) -> None:
    person = poor_widow(desk).people[0]
    desk.moving.prepare(person, Leaving(224615, "1/11/2024"))
    assert next_step(desk.person_pages.page(person)).does == ""
