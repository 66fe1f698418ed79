"""The composition root: what the window and the command line are handed, built in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from app.core import unit_data, units
from app.core.clock import Clock, SystemClock
from app.core.station import Role, read_card
from app.core.units import search_units
from app.services import access, putting_back, reopening, station_making
from app.services.container import Services
from app.services.demo import run as demo
from app.services.demo.run import make_training
from app.services.reopening import Asked
from app.services.station import TRAINING_PASSPHRASE
from app.services.station_making import Created, NewStation
from app.services.upkeep import DoctorReport
from app.storage import database
from app.version import BUILD_DATE

__all__ = ["Asked", "Created", "DoctorReport", "NewStation", "Services", "UnitChoice"]


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A commune or a province's office to choose from when a workstation is made."""

    pv: int
    name: str
    note: str


def read_ahead() -> None:
    """Do beforehand what opening a workstation needs and no passphrase: safe to repeat."""
    unit_data.load()
    database.rehearse()


def open_station(
    folder: Path, officer: UUID, passphrase: str, clock: Clock | None = None
) -> Services:
    """Open the workstation for an officer; errors as ``services.access.open_station``."""
    return _watched(access.open_station(folder, officer, passphrase, clock or SystemClock()), clock)


def recover_station(
    folder: Path, words: str, new_passphrase: str, officer: UUID, clock: Clock | None = None
) -> Services:
    """Open with the recovery words; the officer gets a new passphrase."""
    services = access.recover_station(
        folder, words, officer_id=officer, passphrase=new_passphrase, clock=clock or SystemClock()
    )
    return _watched(services, clock)


def judge_new_passphrase(folder: Path, passphrase: str) -> None:
    """Raise Correctable when the passphrase is too weak for the workstation of ``folder``."""
    reopening.judge(folder, passphrase)


def ask_office(folder: Path, officer: UUID, passphrase: str, clock: Clock | None = None) -> Asked:
    """The request of a locked workstation; errors as ``services.reopening.ask``."""
    return reopening.ask(folder, officer, passphrase, clock or SystemClock())


def asked_office(folder: Path) -> Asked | None:
    """The request that waits for the office's answer; None when none does."""
    return reopening.pending(folder)


def accept_answer(
    folder: Path, answer: bytes, passphrase: str, clock: Clock | None = None
) -> Services:
    """Open with the office's answer; errors as ``services.reopening.accept``."""
    services = reopening.accept(folder, answer, passphrase, clock or SystemClock())
    return _watched(services, clock)


def take_out_officer(services: Services, officer: UUID, passphrase: str) -> None:
    """Take a colleague's way in away; errors as ``services.access.take_out_officer``."""
    access.take_out_officer(services, officer, passphrase)


def restore_backup(
    folder: Path, backup: Path, officer: UUID, passphrase: str, clock: Clock | None = None
) -> Path:
    """Put a backup back; errors as ``services.putting_back.restore_backup``."""
    return putting_back.restore_backup(
        folder, backup, officer_id=officer, passphrase=passphrase, clock=clock or SystemClock()
    )


def create_station(
    folder: Path,
    *,
    role: Role,
    unit: int,
    officer_name: str,
    officer_title: str,
    passphrase: str,
    clock: Clock | None = None,
) -> Created:
    """Make a workstation and open it; errors as ``services.station_making.create_station``."""
    new = NewStation(role, unit, officer_name, officer_title, passphrase)
    return station_making.create_station(folder, new, clock or SystemClock())


def create_training_station(folder: Path, *, progress: Callable[[str], None]) -> Services:
    """A workstation full of invented people, made if it is not there yet, and open."""
    found = read_card(folder)
    if found is None:
        make_training(folder, progress)
        found = read_card(folder)
        assert found is not None
    return open_station(folder, found.officers[0].id, TRAINING_PASSPHRASE)


def run_demo(
    out: Path, *, communes: int, persons: int, seed: int, note: Callable[[str], None]
) -> dict[str, Any]:
    """The whole job on invented people into ``out``; the report as written there."""
    return demo.run_demo(demo.DemoOptions(out, communes, persons, seed), note)


def find_units(text: str, *, role: Role, clock: Clock | None = None) -> list[UnitChoice]:
    """Communes (or provinces, for an office) whose name or code fits what was typed."""
    era = units.era_on((clock or SystemClock()).today())
    found = search_units(text, era, offices=role == "office")
    return [UnitChoice(one.pv, one.short_name, one.full_name) for one in found]


def _watched(services: Services, clock: Clock | None) -> Services:
    """With the law's figures in use; a real clock may be wrong, one handed in is what it is."""
    services.policy_packs.use()
    if clock is None:
        services.clock_guard.watch(date.fromisoformat(BUILD_DATE))
    return services


def unit_name(pv: int) -> str:
    """The unit's name as it stands inside a sentence: "xã Cư Jút, tỉnh Lâm Đồng"."""
    return units.unit(pv).name_in_sentence
