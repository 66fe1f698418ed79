"""Making a workstation: whole, or nothing is left behind."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.core.errors import Correctable, Environment
from app.core.station import KEYS_FILE, read_card
from app.services.station_making import create_station
from app.storage import upgrade
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import CU_JUT, LAM_DONG, NAME, make, new

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")
CLOCK = FixedClock.on(date(2026, 8, 3))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a workstation is going to be."""
    return tmp_path / "station"


def test_a_new_workstation_is_open_and_its_maker_cleared(folder: Path) -> None:
    created = make(folder)
    session = created.services.session
    assert (session.name, session.title) == (NAME, "Công chức")
    assert (session.pv, session.role, session.cleared) == (CU_JUT, "commune", True)
    assert len(set(created.recovery_words)) > 5
    assert created.services.upkeep.doctor().healthy
    created.services.close()
    card = read_card(folder)
    assert card is not None
    assert (card.unit, card.role) == (CU_JUT, "commune")
    assert [entry.label for entry in card.officers] == ["L. T. H."]


def test_an_office_gets_its_root(folder: Path) -> None:
    created = make(folder, "office")
    assert created.services.session.pv == LAM_DONG
    assert created.services.trust.standing().root_digits is not None
    created.services.close()


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"officer_name": "  "}, "name_missing", "officer"),
        ({"passphrase": "hanh"}, "weak_passphrase", "passphrase"),
        ({"unit": LAM_DONG}, "unit_role", "unit"),
    ],
)
def test_what_is_typed_wrong_leaves_nothing_behind(
    folder: Path, changes: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Correctable) as error:
        create_station(folder, new(**changes), CLOCK)
    assert (error.value.code, error.value.field) == (code, field)
    assert list(folder.parent.iterdir()) == []


def test_an_empty_folder_will_do_and_a_full_one_will_not(folder: Path) -> None:
    folder.mkdir()
    make(folder).services.close()
    before = (folder / KEYS_FILE).read_bytes()
    with pytest.raises(Environment) as error:
        make(folder)
    assert error.value.code == "already_made"
    assert (folder / KEYS_FILE).read_bytes() == before


def test_a_failure_half_way_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(upgrade, "create_schema", fail)
    with pytest.raises(Environment) as error:
        make(folder)
    assert error.value.code == "disk_full"
    assert list(folder.parent.iterdir()) == []
