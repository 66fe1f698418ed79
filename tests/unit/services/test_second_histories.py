"""One calm sentence for each side, and the office is told which commune it concerns."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.i18n import translate
from app.services.office import CommuneState, Office
from app.services.second_histories import (
    CAME_BACK,
    KEPT_ASIDE,
    SHOWN_DAYS,
    other_copies,
    sentence,
)
from app.sync.steps.merge_bundle import Merged
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def trio(tmp_path: Path) -> tuple[Desk, Desk, Desk, Courier]:
    """A laptop that has spoken, its copy that has not, the office, and who carries."""
    laptop, office = make_pair(tmp_path)
    laptop.person()
    laptop.store.close()
    twin = laptop.copy(tmp_path / "twin.db")
    laptop.person("Người A")
    twin.person("Người B")
    courier = Courier(tmp_path / "way")
    courier.carry(laptop, office)
    return laptop, twin, office, courier


def board(office: Desk) -> CommuneState:
    lines = Office(office.store, office.session, office.exchange).communes()
    return next(line.state for line in lines if line.pv == PV)


def copied(desk: Desk) -> bool:
    with desk.store.read() as connection:
        return other_copies(connection, desk.clock.now_ms())


def test_both_sides_are_told(trio: tuple[Desk, Desk, Desk, Courier]) -> None:
    laptop, twin, office, courier = trio
    assert board(office) is CommuneState.GOOD
    [met] = courier.carry(twin, office)
    assert met.warning == translate(KEPT_ASIDE)
    assert board(office) is CommuneState.TWO_COPIES
    [healed] = courier.carry(office, twin)
    assert healed.warning is not None
    assert healed.warning == sentence(Merged(repeated=1))
    courier.carry(laptop, office)
    [kept] = courier.carry(office, laptop)
    assert kept.warning is None
    assert copied(twin)
    assert copied(laptop)
    assert not copied(office)
    for desk in (laptop, office):
        desk.clock.advance(days=SHOWN_DAYS + 1)
    assert not copied(laptop)
    assert board(office) is CommuneState.TWO_COPIES  # what the twin wrote has not come back yet
    courier.carry(twin, office)
    assert board(office) is not CommuneState.TWO_COPIES


def test_what_came_back_is_told_and_nothing_else_is() -> None:
    assert sentence(Merged()) is None
    assert sentence(Merged(left=True)) == translate(CAME_BACK)
    assert sentence(Merged(repeated=3)) != sentence(Merged(repeated=1))
