"""The quick intake without a widget: drafts, the minimum while typing, what must be mended."""

from __future__ import annotations

from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.services.emergency_minimum import MinimumView
from app.ui.screens.emergency.intake_presenter import (
    KEY,
    CaseEntry,
    IntakePresenter,
    VictimEntry,
    elapsed,
    members_of,
    record_fields,
)
from tests.fakes.open_desk import poor_widow
from tests.fakes.window import Window, window_for


@pytest.fixture
def window(qtbot: QtBot, desk: Services) -> Window:
    return window_for(desk)


FIRE = CaseEntry(
    {
        "cause": "hoa_hoan",
        "household_name": "Vàng A Lềnh",
        "persons": "8",
        "needs": "gao",
        "months": "2",
        "house_damage": "hu_hong_nang",
        "poverty": "ngheo",
    },
    (VictimEntry("Vàng Thị Máy", "1990", "thuong_nang", "4"), VictimEntry("Vàng A Páo", "2012")),
)


def test_the_minimum_follows_every_word(window: Window) -> None:
    presenter = IntakePresenter(window.context)
    told: list[MinimumView] = []
    presenter.minimum.connect(told.append)
    presenter.typed(FIRE)
    presenter.ask_now()
    assert (told[-1].total_vnd, told[-1].total_kg) == (25_000_000, 240)
    presenter.typed(CaseEntry({**FIRE.fields, "house_damage": "con_o_duoc"}, FIRE.victims))
    presenter.ask_now()
    assert told[-1].total_vnd == 5_000_000


def test_saved_whole_and_the_draft_is_gone(desk: Services, window: Window) -> None:
    presenter = IntakePresenter(window.context)
    saved: list[UUID] = []
    presenter.saved.connect(saved.append)
    presenter.typed(FIRE)
    presenter.keep_now()
    assert desk.drafts.load(KEY) is not None
    presenter.save(FIRE)
    found = desk.emergencies.file(saved[0])
    assert [one.name for one in found.victims] == ["Vàng Thị Máy"]
    assert (found.row.persons, found.row.months) == (8, 2)
    assert desk.drafts.all() == []


def test_a_new_event_is_made_with_its_first_household(desk: Services, window: Window) -> None:
    entry = CaseEntry({"cause": "thien_tai", "household_name": "Y Lô"}, (), "Lốc đêm 13/11")
    IntakePresenter(window.context).save(entry)
    assert [(one.name, one.cases) for one in desk.events.open()] == [("Lốc đêm 13/11", 1)]


def test_what_was_left_comes_back_with_its_minimum(window: Window) -> None:
    first = IntakePresenter(window.context)
    first.typed(FIRE)
    first.keep_now()
    second = IntakePresenter(window.context)
    left: list[CaseEntry] = []
    told: list[MinimumView] = []
    second.restored.connect(lambda entry, _when: left.append(entry))
    second.minimum.connect(told.append)
    second.load()
    assert left == [FIRE]
    assert told[-1].total_kg == 240


def test_what_must_be_mended_is_named_and_nothing_is_saved(desk: Services, window: Window) -> None:
    presenter = IntakePresenter(window.context)
    refused: list[str] = []
    presenter.refused.connect(lambda field, _words: refused.append(field))
    presenter.save(CaseEntry({"household_name": "Y Lô"}))
    presenter.save(CaseEntry({**FIRE.fields, "months": "4"}))
    nameless = VictimEntry("", "", "chet")
    presenter.save(CaseEntry(FIRE.fields, (FIRE.victims[1], nameless)))
    assert refused == ["cause", "months", "victims.1.name"]
    assert desk.emergencies.lines() == []


def test_a_household_is_found_and_brings_its_members(desk: Services, window: Window) -> None:
    home = poor_widow(desk)
    presenter = IntakePresenter(window.context)
    found: list[object] = []
    chosen: list[object] = []
    presenter.homes.connect(found.append)
    presenter.home.connect(chosen.append)
    presenter.find("rom")
    presenter.find(" ")
    presenter.choose(home.id)
    assert [len(lines) for lines in found] == [1, 0]  # type: ignore[arg-type]  # lists of lines
    members = members_of(chosen[0])  # type: ignore[arg-type]  # a household file
    assert [(one.name, one.born, one.status) for one in members] == [
        ("H’Rơ̆m Ƀuôn Yă", "06/12/1945", "an_toan")
    ]


def test_an_empty_form_leaves_no_draft(desk: Services, window: Window) -> None:
    presenter = IntakePresenter(window.context)
    presenter.keep_now()
    assert desk.drafts.all() == []
    presenter.typed(FIRE)
    presenter.keep_now()
    presenter.forget()
    assert desk.drafts.all() == []


def test_fields_as_the_services_take_them() -> None:
    told = {"shortened": "co", "no_place_to_live": "", "months": "2", "place": "", "note": "x"}
    assert record_fields(told) == {
        "shortened": True, "no_place_to_live": None, "months": 2, "note": "x",
    }  # fmt: skip
    assert elapsed(107) == "01:47"


def test_whether_anything_is_worth_keeping() -> None:
    assert not CaseEntry({"note": "x"}).empty
    assert CaseEntry({"note": ""}).empty
