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


def test_the_other_row_and_its_money_stand_on_the_page(desk: Services) -> None:
    older = poor_widow(desk).people[0]
    younger = desk.people.intake({"name": "H’Rơm", "birth": "1945"}).made
    assert younger is not None
    desk.facts.add("person", younger, {"kind": "marital", "value": "goa"})
    desk.facts.add("person", younger, {"kind": "hiv", "value": "co"}, restricted=True)
    with desk.moving._store.write(desk.session.officer) as work:
        for row, vnd in ((older, 500_000), (younger, 750_000)):
            work.create("allowance", {"person": row, "monthly_vnd": vnd, "from_month": "2025-01"})
        work.commit()
    assert desk.person_pages.page(older).others == ()
    desk.one_person.link(older, younger, "cùng căn cước")
    page = desk.person_pages.page(older)
    [other] = page.others
    assert (other.person.id, other.younger, other.monthly_vnd) == (younger, True, 750_000)
    assert [fact.kind for fact in other.facts] == ["marital", "hiv"]
    assert (page.own_vnd, page.paid_vnd, page.paid_twice) == (500_000, 1_250_000, True)
    [back] = desk.person_pages.page(younger).others
    assert (back.person.id, back.younger) == (older, False)


def test_what_is_closed_of_the_other_row_stays_closed(tmp_path: Path) -> None:
    store = desk_store(tmp_path)
    desk = at_desk(store, tmp_path)
    older, younger = (desk.people.intake({"name": "Y Lô"}).made for _n in range(2))
    assert older is not None
    assert younger is not None
    desk.facts.add("person", younger, {"kind": "hiv", "value": "co"}, restricted=True)
    desk.one_person.link(older, younger, "cùng căn cước")
    [other] = at_desk(store, tmp_path, cleared=False).person_pages.page(older).others
    assert other.facts == ()
    store.close()
