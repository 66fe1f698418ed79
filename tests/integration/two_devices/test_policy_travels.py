"""The law's figures go with the office's bundles and change what is answered at the commune."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.policy import parameters
from app.services.root_care import RootPlan
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk
from tests.fakes.packs import own_figures, raised_level

__all__ = ["own_figures"]

pytestmark = pytest.mark.usefixtures("own_figures")


def level(on: date) -> int:
    return next(one.vnd for one in parameters.law().standard_levels if one.first_day == on)


def test_carried_verified_kept_and_used(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    office.packs.make(raised_level(tmp_path / "new"), "Nâng mức chuẩn")
    parameters.use(None)
    courier = Courier(tmp_path / "way")
    for _ in range(2):
        [outcome] = courier.carry(office, commune)
        assert outcome.state == "new"
    assert level(date(2027, 7, 1)) == 650_000
    shown = commune.packs.show()
    assert shown == office.packs.show()
    assert shown is not None
    assert shown.note == "Nâng mức chuẩn"


def test_an_older_pack_that_comes_late_changes_nothing(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    courier = Courier(tmp_path / "way")
    office.packs.make(raised_level(tmp_path / "new"), "")
    early = courier.fetch(office, commune.id)
    office.packs.make(tmp_path / "new", "once more")
    courier.carry(office, commune)
    commune.exchange.import_files([one.path for one in early])
    shown = commune.packs.show()
    assert shown is not None
    assert shown.version == 2


def test_a_new_policy_key_signs_the_next_pack(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    courier = Courier(tmp_path / "way")
    office.packs.make(raised_level(tmp_path / "new"), "")
    courier.carry(office, commune)
    raw, _ = office.root.draft(RootPlan(renewed=frozenset({"policy"})))
    office.root.publish(raw)
    office.packs.make(tmp_path / "new", "by the new key")
    assert {one.state for one in courier.carry(office, commune)} == {"new"}
    shown = commune.packs.show()
    assert shown is not None
    assert shown.version == 2


def test_colleagues_pass_it_on(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    _, office = pair
    second = make_desk(tmp_path, 2)
    office.packs.make(raised_level(tmp_path / "new"), "")
    enrol(second, office)
    Courier(tmp_path / "way").carry(office, second)
    assert second.packs.signed() == office.packs.signed()
