"""The list, one case through its steps, and the closed door."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.services.changes import Changes
from app.services.container import Services
from app.services.emergency_cases import CaseFile, CaseLine
from app.services.events import EventFile
from app.services.relief_decisions import ReliefDecision
from app.ui.screens.emergency.presenter import ALL, CLOSED, EmergencyPresenter
from tests.fakes.open_desk import at_desk, desk_store
from tests.fakes.window import Window, window_for

SIGNED = ReliefDecision("45/QĐ-UBND", "14/11/2025", "Y Thim Byă")


@pytest.fixture
def window(qtbot: QtBot, desk: Services) -> Window:
    return window_for(desk)


def take_in(desk: Services, name: str = "Y Lô", **more: object) -> UUID:
    entry = {"cause": "hoa_hoan", "household_name": name, "persons": 2, "needs": "gao"} | more
    made = desk.emergencies.intake(entry).made  # type: ignore[arg-type]  # a table of fields
    assert made is not None
    return made


def test_filters_and_counts(desk: Services, window: Window) -> None:
    take_in(desk)
    take_in(desk, "Vàng A Lềnh")
    presenter = EmergencyPresenter(window.context)
    counts: list[dict[str, int]] = []
    lines: list[list[CaseLine]] = []
    presenter.counted.connect(counts.append)
    presenter.listed.connect(lines.append)
    presenter.load()
    assert counts == [{"open": 2, "all": 2, "closed": 0}]
    presenter.show(ALL)
    assert [len(one) for one in lines] == [2, 2]


def test_one_meeting_and_one_decision_for_an_event(desk: Services, window: Window) -> None:
    flood = desk.events.add({"cause": "thien_tai", "name": "Mưa lũ"}).made
    assert flood is not None
    cases = [take_in(desk, name, event=flood) for name in ("Y Lô", "Y Pơr")]
    presenter = EmergencyPresenter(window.context)
    events: list[EventFile] = []
    presenter.event_opened.connect(events.append)
    presenter.load()
    presenter.open_event(flood)
    presenter.meet_event(cases, "14/11/2025", "nhất trí")
    presenter.decide_event(cases, SIGNED, "huy_dong")
    presenter.refresh(Changes(frozenset(("emergency_case",))))
    assert [line.state for line in events[-1].lines] == ["decided", "decided"]
    assert {one.source for one in desk.emergencies.file(cases[0]).supports} == {"huy_dong"}


def test_through_the_steps(desk: Services, window: Window) -> None:
    made = take_in(desk)
    presenter = EmergencyPresenter(window.context)
    files: list[CaseFile | None] = []
    presenter.opened.connect(files.append)
    presenter.load()
    presenter.open(made)
    presenter.meet("14/11/2025", "nhất trí")
    presenter.decide(SIGNED, presenter.proposed())
    presenter.deliver("14/11/2025", "Y Lô")
    presenter.open(made)
    last = files[-1]
    assert last is not None
    assert last.row.state == "delivered"
    assert [one.kilograms for one in last.supports] == [30]
    presenter.open(None)
    assert files.pop() is None
    assert window.told == []


def test_what_must_be_mended_is_handed_to_the_sheet(desk: Services, window: Window) -> None:
    presenter = EmergencyPresenter(window.context)
    refused: list[Correctable] = []
    presenter.refused.connect(refused.append)
    presenter.load()
    presenter.open(take_in(desk))
    presenter.decide(SIGNED, presenter.proposed())
    presenter.refuse_case(SIGNED, "")
    presenter.deliver("14/11/2025", "")
    assert [one.field for one in refused] == ["met_on", "reason", "receiver"]


def test_the_closed_door(desk: Services, window: Window) -> None:
    presenter = EmergencyPresenter(window.context)
    lines: list[list[object]] = []
    apart: list[object] = []
    presenter.protected.connect(lines.append)
    presenter.apart.connect(apart.append)
    presenter.load()
    presenter.protect({"person_name": "Thị Krong", "ground": "lang_thang_xin_an"})
    presenter.filter = CLOSED
    presenter.load()
    made = desk.protection.lines()[0].id
    presenter.open_closed(made)
    presenter.verify("14/11/2025")
    presenter.open_closed(made)
    presenter.decide_care(number="9/QĐ", signed_on="14/11/2025", signer="Y Thim", late_reason="")
    presenter.open_closed(made)
    presenter.end_care("14/11/2025", "về nhà")
    assert len(lines[-1]) == 1
    assert len(apart) >= 3
    assert desk.protection.lines() == []
    assert window.told == []


def test_others_find_no_trace_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    store = desk_store(tmp_path)
    at_desk(store, tmp_path).protection.intake({"person_name": "Thị Krong", "ground": "khac"})
    colleague = at_desk(store, tmp_path, cleared=False)
    presenter = EmergencyPresenter(window_for(colleague).context)
    counts: list[dict[str, int]] = []
    presenter.counted.connect(counts.append)
    presenter.load()
    assert counts == [{"open": 0, "all": 0}]
    colleague.close()
