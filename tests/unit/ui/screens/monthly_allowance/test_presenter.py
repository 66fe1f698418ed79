"""The presenter of dossiers: list, sum as typed, steps, decision, without a widget."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.services.container import Services
from app.services.decisions import DecisionEntry
from app.services.dossiers import DossierFile
from app.services.eligibility import Assessment
from app.ui.screens.monthly_allowance.presenter import (
    DECIDED,
    TO_SIGN,
    WORKING,
    AllowancePresenter,
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


def signed() -> DecisionEntry:
    return DecisionEntry(
        True, "12/QĐ-UBND", "14/11/2025", "Phạm Văn Toán", "Chủ tịch", from_month="11/2025"
    )


@pytest.fixture
def dossier(desk: Services) -> UUID:
    made = desk.dossiers.open(poor_widow(desk).people[0], {"category": "5.5.a"}).made
    assert made is not None
    return made


def opened_presenter(window: Window, dossier: UUID) -> AllowancePresenter:
    presenter = AllowancePresenter(window.context)
    window.context.bus.changed.connect(lambda changes, _by: presenter.refresh(changes))
    presenter.load()
    presenter.open(dossier)
    return presenter


def test_filters_count_by_state(window: Window, dossier: UUID) -> None:
    presenter = AllowancePresenter(window.context)
    counts: list[dict[str, int]] = []
    presenter.counted.connect(counts.append)
    presenter.load()
    presenter.open(dossier)
    for _step in range(3):
        presenter.advance()
    presenter.load()
    presenter.decide(signed())
    presenter.load()
    assert counts == [
        {WORKING: 1, TO_SIGN: 0, DECIDED: 0},
        {WORKING: 1, TO_SIGN: 1, DECIDED: 0},
        {WORKING: 0, TO_SIGN: 0, DECIDED: 1},
    ]


def test_the_sum_follows_what_is_typed_and_nothing_is_saved(
    desk: Services, window: Window, dossier: UUID
) -> None:
    presenter = opened_presenter(window, dossier)
    sums: list[int] = []

    def told(assessment: Assessment) -> None:
        sums.append(assessment.total_vnd)

    presenter.assessed.connect(told)
    presenter.suppose("supporter", {"value": "co"})
    presenter.suppose("supporter", {"value": "khong_co"})
    assert sums == [0, 750_000]
    assert presenter.unsaved
    assert len(desk.facts.of(presenter.file.row.person)) == 1  # type: ignore[union-attr]  # opened


def test_saved_facts_end_what_held_before(desk: Services, window: Window, dossier: UUID) -> None:
    presenter = opened_presenter(window, dossier)
    assert presenter.file is not None
    presenter.suppose("supporter", {"value": "co"})
    presenter.save_facts()
    facts = desk.facts.of(presenter.file.row.person)
    assert [(one.value, one.valid_to) for one in facts] == [
        ("khong_co", "2025-11-13"),
        ("co", None),
    ]
    assert not presenter.unsaved


def test_decision_starts_the_payment_and_keeps_the_answer(
    desk: Services, window: Window, dossier: UUID
) -> None:
    presenter = opened_presenter(window, dossier)
    presenter.decide(signed())
    assert presenter.file is not None
    assert presenter.file.row.monthly_vnd == 750_000
    assert desk.person_pages.page(presenter.file.row.person).paid_vnd == 750_000
    assert not window.told


def test_an_incomplete_decision_is_told_at_its_field(window: Window, dossier: UUID) -> None:
    presenter = opened_presenter(window, dossier)
    refused: list[Correctable] = []
    presenter.refused.connect(refused.append)
    presenter.decide(DecisionEntry(True, "", "14/11/2025", "Phạm Văn Toán", ""))
    assert [error.field for error in refused] == ["decision_no"]


def test_new_dossier_is_opened_at_once(desk: Services, window: Window) -> None:
    person = poor_widow(desk).people[0]
    presenter = AllowancePresenter(window.context)
    files: list[DossierFile] = []
    presenter.opened.connect(files.append)
    people: list[str] = []
    presenter.found.connect(lambda lines: people.extend(line.name for line in lines))
    presenter.find_people("rom")
    category = presenter.granted_to(person)
    presenter.receive(person, {"category": category}, restricted=False)
    assert people == ["H’Rơ̆m Ƀuôn Yă"]
    assert files[-1].row.category == "5.5.a"
    assert [one.kind for one in presenter.asked] == ["poverty", "supporter", "pension"]
    assert set(presenter.held()) == {"poverty", "supporter"}
