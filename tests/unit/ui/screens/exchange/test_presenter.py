from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Cancelled
from app.services.bundles import Making
from app.ui.screens.exchange.presenter import ExchangePresenter, Overview
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.fakes.window import window_for


@pytest.fixture
def pair(tmp_path: Path, qtbot: QtBot) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def overview(presenter: ExchangePresenter) -> Overview:
    found: list[Overview] = []
    presenter.loaded.connect(found.append)
    presenter.load()
    return found[-1]


def test_the_overview_of_a_commune(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    commune.person()
    found = overview(ExchangePresenter(window_for(commune.services()).context, list))
    assert (found.to, found.outgoing.operations, found.sent) == (office.id, 2, [])
    assert found.standing.enrolled


def test_before_enrolment_there_is_nowhere_to_send(tmp_path: Path, qtbot: QtBot) -> None:
    desk = make_desk(tmp_path, 1)
    found = overview(ExchangePresenter(window_for(desk.services()).context, list))
    assert (found.destinations, found.to) == ([], None)
    assert found.outgoing.operations == 1


def test_an_office_chooses_the_commune(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    other = make_desk(tmp_path, 2, pv=224640)
    enrol(other, office)
    presenter = ExchangePresenter(window_for(office.services()).context, list)
    presenter.choose_destination(other.id)
    assert overview(presenter).to == other.id
    presenter.choose_destination(commune.id)
    assert overview(presenter).to == commune.id


def test_writing_tells_what_was_written(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    window = window_for(commune.services())
    presenter = ExchangePresenter(window.context, list)
    made: list[Any] = []
    steps: list[Any] = []
    presenter.exported.connect(made.append)
    presenter.progressed.connect(steps.append)
    presenter.export(office.id, tmp_path)
    assert [one.verified for one in made[0]] == [True]
    assert (steps[0].step, steps[0].size, steps[-1]) == ("written", 0, Making(1, "", 0, 0))
    assert {one.step for one in steps} == {"written", "checked", ""}
    assert window.told == []


def test_a_failure_is_told_once(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    window = window_for(commune.services())
    presenter = ExchangePresenter(window.context, list)
    stopped: list[Any] = []
    presenter.stopped.connect(stopped.append)
    presenter.export(office.id, tmp_path / "nowhere")
    assert len(stopped) == len(window.told) == 1


def test_stopping_is_no_failure_of_the_data(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    window = window_for(commune.services())
    presenter = ExchangePresenter(window.context, list)
    stopped: list[Any] = []
    presenter.stopped.connect(stopped.append)
    monkeypatch.setattr("app.ui.tasks.Job.cancelled", True)

    def stop(self: object, state: object) -> None:
        raise Cancelled

    monkeypatch.setattr("app.ui.tasks.Job.progress", stop)
    presenter.stop()
    presenter.export(office.id, tmp_path)
    assert isinstance(stopped[0], Cancelled)
    assert commune.exchange.sent() == []


def test_settling_needs_a_reason_then_tells_every_screen(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    person = commune.person()
    courier = Courier(tmp_path)
    courier.carry(commune, office)
    commune.edit(person, birth="1965-12-11")
    office.edit(person, birth="1965-11-12")
    courier.carry(office, commune)
    window = window_for(commune.services())
    presenter = ExchangePresenter(window.context, list)
    found: list[Any] = []
    refused: list[Any] = []
    announced: list[Any] = []
    presenter.differing.connect(found.append)
    presenter.refused.connect(refused.append)
    window.context.bus.changed.connect(lambda changes, _by: announced.append(changes))
    presenter.load()
    [difference] = found[0]
    presenter.settle(difference, difference.entries[0], " ")
    assert refused[0].field == "reason"
    presenter.settle(difference, difference.entries[0], "đã xem thẻ")
    assert announced[0].ids == {person}
    presenter.settle(difference, difference.entries[0], "lần nữa")
    assert getattr(window.told[0], "code", "") == "difference_changed"
    assert found[-1] == []
