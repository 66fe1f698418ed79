from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.sync.here import here
from tests.fakes.desks import make_desk, make_pair


def test_an_enrolled_workstation_knows_itself_and_its_office(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    with commune.store.read() as connection:
        at = here(connection)
    assert at.device.id == at.own.id == commune.id
    assert set(at.known) == {commune.id, office.id}


def test_before_enrolment_there_is_nobody_to_exchange_with(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 1)
    with desk.store.read() as connection, pytest.raises(Correctable, match="not_enrolled"):
        here(connection)
