"""A backup put back: by the passphrase of its day, or by that of today."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.core.errors import Correctable
from app.core.station import KEYS_FILE
from app.services.access import open_station, take_out_officer
from app.services.putting_back import restore_backup
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE, make

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")
CLOCK = FixedClock.on(date(2026, 8, 3))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a workstation is going to be."""
    return tmp_path / "station"


def test_todays_passphrase_puts_an_older_backup_back_and_stays(
    folder: Path, tmp_path: Path
) -> None:
    services = make(folder, clock=CLOCK).services
    officer = services.session.officer
    backup = services.backups.make(tmp_path / "stick").path
    services.station.change_passphrase("rẫy cà phê mùa khô")
    services.close()
    words: Any = {"officer_id": officer, "clock": CLOCK}
    with pytest.raises(Correctable, match="wrong_passphrase"):
        restore_backup(folder, backup, passphrase="một câu khác hẳn", **words)
    restore_backup(folder, backup, passphrase="rẫy cà phê mùa khô", **words)
    open_station(folder, officer, "rẫy cà phê mùa khô", CLOCK).close()
    # Whoever knows the older one still gets in by it, and signs in with it afterwards.
    restore_backup(folder, backup, passphrase=PASSPHRASE, **words)
    open_station(folder, officer, PASSPHRASE, CLOCK).close()


def test_a_backup_of_before_an_exchange_of_keys_needs_its_own_passphrase(
    folder: Path, tmp_path: Path
) -> None:
    services = make(folder, clock=CLOCK).services
    officer = services.session.officer
    other = services.officers.add(
        name="Y Briu", title="", passphrase="rẫy cà phê mùa khô", cleared=False
    ).made
    assert other is not None
    backup = services.backups.make(tmp_path / "stick").path
    services.station.change_passphrase("thác nước đầu nguồn")
    take_out_officer(services, other, "thác nước đầu nguồn")
    words: Any = {"officer_id": officer, "clock": CLOCK}
    with pytest.raises(Correctable, match="wrong_passphrase"):
        restore_backup(folder, backup, passphrase="thác nước đầu nguồn", **words)
    restore_backup(folder, backup, passphrase=PASSPHRASE, **words)


def test_a_damaged_place_still_takes_a_backup(folder: Path, tmp_path: Path) -> None:
    services = make(folder, clock=CLOCK).services
    officer = services.session.officer
    backup = services.backups.make(tmp_path / "stick").path
    services.close()
    (folder / KEYS_FILE).write_bytes(b"damaged")
    with pytest.raises(Correctable, match="wrong_passphrase"):
        restore_backup(
            folder, backup, officer_id=officer, passphrase="một câu khác hẳn", clock=CLOCK
        )
    restore_backup(folder, backup, officer_id=officer, passphrase=PASSPHRASE, clock=CLOCK)
