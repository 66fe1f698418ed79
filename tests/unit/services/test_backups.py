"""A backup a day by itself, proved when made; a damaged one is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import Correctable, Environment
from app.services.container import Services
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import make

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.on(date(2025, 11, 14))


@pytest.fixture
def services(tmp_path: Path, clock: FixedClock, cheap_stretching: None) -> Iterator[Services]:
    found = make(tmp_path / "station", clock=clock).services
    yield found
    found.close()


def test_one_a_day_by_itself(services: Services, clock: FixedClock) -> None:
    assert services.backups.last_day() is None
    assert services.backups.make_daily() is not None
    assert services.backups.make_daily() is None
    assert services.backups.last_day() == date(2025, 11, 14)
    clock.advance(days=1)
    assert services.backups.make_daily() is not None
    assert [line.made.day for line in services.backups.lines()] == [15, 14]


def test_old_ones_are_thinned_out(services: Services, clock: FixedClock) -> None:
    for _day in range(12):
        services.backups.make_daily()
        clock.advance(days=1)
    assert 7 <= len(services.backups.lines()) < 12


def test_a_second_place(services: Services, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = services.backups.make(stick)
    assert services.backups.lines(stick) == [made]
    assert services.backups.lines() == []
    services.backups.verify(made.path)


def test_a_damaged_backup_is_told(services: Services) -> None:
    made = services.backups.make()
    file = made.path / "ansinh.db"
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    with pytest.raises(Environment):
        services.backups.verify(made.path)


def test_what_is_no_backup_is_said(services: Services, tmp_path: Path) -> None:
    with pytest.raises(Correctable):
        services.backups.verify(tmp_path / "nothing")
