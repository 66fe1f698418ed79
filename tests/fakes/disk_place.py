"""Two enrolled workstations and one that is not, made once, copied for every attempt on the disk.

Use with ``cheap_stretching``.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

from app.core.clock import FixedClock
from app.core.station import Role
from app.models.records import RECORDS
from app.services import access
from app.services.container import Services
from tests.fakes.made_stations import PASSPHRASE, make
from tests.fakes.recovering import COLLEAGUE_PASSPHRASE

ROLES: dict[str, Role] = {"commune": "commune", "office": "office", "stranger": "commune"}


@dataclass(frozen=True)
class Template:
    """Two enrolled workstations, one that is not, and a bundle on its way; all closed."""

    folder: Path
    officers: dict[str, UUID]
    keys: dict[str, bytes]
    second: UUID
    colleague: UUID


@cache
def template() -> Template:
    """Made once, copied for every attempt."""
    folder = Path(mkdtemp(prefix="ansinh-faults-"))
    made = {name: make(folder / name, role).services for name, role in ROLES.items()}
    enrol(made["commune"], made["office"])
    made["commune"].people.intake({"name": "Y Thim Byă", "birth": "1961"})
    (folder / "bag").mkdir()
    made["commune"].exchange.export(None, folder / "bag")
    added = made["commune"].station.add_officer(
        name="Bế Văn Chính", title="", passphrase=PASSPHRASE, cleared=False
    )
    second = added.made
    assert second is not None
    colleague = made["office"].station.add_officer(
        name="Trương Văn Quý", title="", passphrase=COLLEAGUE_PASSPHRASE, cleared=False
    )
    assert colleague.made is not None
    made["commune"].backups.make()
    found = Template(
        folder,
        {name: one.session.officer for name, one in made.items()},
        {name: one.station._key for name, one in made.items()},
        second,
        colleague.made,
    )
    for one in made.values():
        one.close()
    return found


def enrol(commune: Services, office: Services) -> None:
    """All three steps, the digits read out correctly."""
    asked = commune.trust.request()
    granted = office.trust.grant(asked.file, asked.digits, restricted=True)
    commune.trust.accept(granted.file, granted.root_digits)


class Place:
    """A fresh copy of the template, for one attempt."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(template().folder, folder)
        self.folder = folder
        self._open: list[Services] = []

    def open(self, name: str = "commune") -> Services:
        """Sign in at one of the workstations."""
        clock = FixedClock.on(date(2026, 8, 4))
        officer = template().officers[name]
        services = access.open_station(self.folder / name, officer, PASSPHRASE, clock)
        self._open.append(services)
        return services

    @property
    def last(self) -> Services:
        """The workstation that was opened last."""
        return self._open[-1]

    def close(self) -> None:
        """Everybody goes home."""
        while self._open:
            self._open.pop().close()

    @property
    def bundle(self) -> Path:
        """The bundle on its way to the office."""
        [found] = (self.folder / "bag").glob("*.tgxh")
        return found


def persons(services: Services) -> set[UUID]:
    """Everybody on the register."""
    table = RECORDS["person"]
    with services.people._store.read() as connection:
        rows = connection.execute(table.select().where(table.c.alive))
        return {row.id for row in rows}


def whole(place: Place, *names: str) -> None:
    """The workstations open, and their data agree with their logs."""
    for name in names:
        services = place.open(name)
        report = services.upkeep.doctor()
        assert report.healthy, (name, report.findings, report.trouble)
        assert name == "stranger" or persons(services) or name == "office"
