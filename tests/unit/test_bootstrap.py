"""The composition root hands window and command line the same workstation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app import bootstrap
from app.core import unit_data
from app.core.clock import FixedClock, ShiftedClock, SystemClock
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import CU_JUT, LAM_DONG, NAME, PASSPHRASE

__all__ = ["cheap_stretching"]

CLOCK = FixedClock.on(date(2026, 8, 3))


@pytest.mark.usefixtures("cheap_stretching")
def test_made_opened_and_rescued(tmp_path: Path) -> None:
    folder = tmp_path / "station"
    created = bootstrap.create_station(
        folder,
        role="commune",
        unit=CU_JUT,
        officer_name=NAME,
        officer_title="Công chức",
        passphrase=PASSPHRASE,
        clock=CLOCK,
    )
    created.services.close()
    officer = created.services.session.officer
    opened = bootstrap.open_station(folder, officer, PASSPHRASE, CLOCK)
    assert (opened.session.name, opened.clock.today()) == (NAME, CLOCK.today())
    opened.close()
    words = " ".join(created.recovery_words)
    bootstrap.recover_station(folder, words, "suối nếp trâu bến", officer, CLOCK).close()
    # Without a clock of its own the computer's is taken.
    today = bootstrap.open_station(folder, officer, "suối nếp trâu bến")
    assert isinstance(today.clock, ShiftedClock)
    assert isinstance(today.clock.base, SystemClock)
    today.close()


def test_units_are_found_as_people_type_them() -> None:
    found = bootstrap.find_units("cu jut", role="commune", clock=CLOCK)
    assert CU_JUT in [one.pv for one in found]
    chosen = next(one for one in found if one.pv == CU_JUT)
    assert chosen.name == "Cư Jút"
    assert "Lâm Đồng" in chosen.note


def test_an_office_is_a_provinces() -> None:
    found = bootstrap.find_units("lam dong", role="office", clock=CLOCK)
    assert [one.pv for one in found] == [LAM_DONG]


def test_before_the_merger_the_old_units_are_offered() -> None:
    before = FixedClock.on(date(2025, 6, 30))
    assert all(
        one.pv < 200_000 for one in bootstrap.find_units("cu jut", role="commune", clock=before)
    )


def test_the_name_inside_a_sentence() -> None:
    assert bootstrap.unit_name(CU_JUT) == "xã Cư Jút, tỉnh Lâm Đồng"


def test_reading_ahead_needs_no_workstation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bootstrap.read_ahead()
    assert unit_data.load.cache_info().currsize == 1
    assert list(tmp_path.iterdir()) == []
