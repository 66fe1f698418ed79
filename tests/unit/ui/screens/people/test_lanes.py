"""The strip of time: what held together, what was paid, what is ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.services.container import Services
from app.services.decisions import DecisionEntry
from app.ui.screens.people.lanes import fact_words, lanes_of
from tests.fakes.open_desk import open_desk, poor_widow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


def test_circumstances_change_where_a_fact_ends_or_begins(desk: Services) -> None:
    home = poor_widow(desk)
    poverty = desk.facts.of(home.id)[0]
    desk.facts.end(poverty, "31/12/2024")
    desk.facts.add(
        "household", home.id, {"kind": "poverty", "value": "can_ngheo", "valid_from": "2025"}
    )
    lane = lanes_of(desk.person_pages.page(home.people[0]))[1]
    assert [(spell.first, spell.last) for spell in lane.spells] == [
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2025, 1, 1), None),
    ]


def test_sums_with_the_rise_ahead(desk: Services) -> None:
    person = poor_widow(desk).people[0]
    dossier = desk.dossiers.open(person, {"category": "5.5.a"}).made
    assert dossier is not None
    entry = DecisionEntry(True, "12", "14/11/2025", "Phạm Văn Toán", "", from_month="11/2025")
    desk.decisions.decide(dossier, entry)
    lane = lanes_of(desk.person_pages.page(person))[-1]
    assert [(spell.first, spell.last, spell.ahead) for spell in lane.spells] == [
        (date(2025, 11, 1), date(2025, 11, 30), False),
        (date(2025, 12, 1), None, True),
    ]
    assert "750.000" in lane.spells[0].words
    assert "1.000.000" in lane.spells[1].words


def test_restricted_facts_stay_off_the_strip(desk: Services) -> None:
    person = poor_widow(desk).people[0]
    before = lanes_of(desk.person_pages.page(person))
    desk.facts.add("person", person, {"kind": "disability", "value": "nang"}, restricted=True)
    assert lanes_of(desk.person_pages.page(person)) == before


def test_an_amount_is_told_with_its_name(desk: Services) -> None:
    person = poor_widow(desk).people[0]
    desk.facts.add("person", person, {"kind": "pension", "amount": 1_200_000})
    pension = next(one for one in desk.facts.of(person) if one.kind == "pension")
    assert "1.200.000 đ" in fact_words(pension)
