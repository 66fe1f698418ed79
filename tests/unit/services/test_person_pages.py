"""One person's page: what is paid, what the law says, which dossiers and papers there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.core.ids import new_id
from app.services.container import Services
from app.services.decisions import DecisionEntry
from tests.fakes.open_desk import at_desk, desk_store, open_desk, poor_widow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


def test_page_of_a_poor_widow_shows_what_the_law_grants(desk: Services) -> None:
    person = poor_widow(desk).people[0]
    page = desk.person_pages.page(person)
    # NĐ 20/2021 Điều 5.5.a, 6.1.đ (79 years: 1,5) and NĐ 76/2024 (500.000 đ).
    assert page.assessment is not None
    assert page.assessment.total_vnd == 750_000
    assert (page.paid_vnd, page.open_dossier, page.allowances) == (0, None, ())


def test_the_eightieth_birthday_ahead_raises_the_sum(desk: Services) -> None:
    # NĐ 20/2021 Điều 6.1.đ: 2,0 from 80 on; Điều 8.1: from the month the condition is met.
    ahead = desk.person_pages.page(poor_widow(desk).people[0]).ahead
    assert ahead is not None
    assert (ahead.age, ahead.month, ahead.total_vnd) == (80, "2025-12", 1_000_000)


def test_page_after_the_decision_shows_the_sum_in_payment(desk: Services) -> None:
    person = poor_widow(desk).people[0]
    dossier = desk.dossiers.open(person, {"category": "5.5.a"}).made
    assert dossier is not None
    opened = desk.person_pages.page(person)
    assert opened.open_dossier is not None
    assert opened.open_dossier.id == dossier
    desk.decisions.decide(
        dossier,
        DecisionEntry(
            True, "12/QĐ-UBND", "14/11/2025", "Phạm Văn Toán", "Chủ tịch", from_month="11/2025"
        ),
    )
    page = desk.person_pages.page(person)
    assert (page.paid_vnd, page.open_dossier) == (750_000, None)


def test_page_without_a_birth_says_what_to_do(desk: Services) -> None:
    person = desk.people.intake({"name": "Điểu Xrông"}).made
    assert person is not None
    page = desk.person_pages.page(person)
    assert page.assessment is None
    assert page.unassessed


def test_restricted_dossier_leaves_no_trace_for_a_colleague(tmp_path: Path) -> None:
    store = desk_store(tmp_path)
    cleared, colleague = at_desk(store, tmp_path), at_desk(store, tmp_path, cleared=False)
    person = poor_widow(cleared).people[0]
    before = colleague.person_pages.page(person)
    cleared.dossiers.open(person, {"category": "5.5.a"}, restricted=True)
    assert len(cleared.person_pages.page(person).dossiers) == 1
    assert colleague.person_pages.page(person) == before
    store.close()


def test_unknown_person_is_a_sentence(desk: Services) -> None:
    with pytest.raises(Correctable):
        desk.person_pages.page(new_id())
