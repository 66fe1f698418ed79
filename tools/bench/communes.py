"""An office, its communes and the bundles they send first; made once under ``build/bench``.

``made`` fills a folder: ``office`` as it was before it took anything in, ``out`` with each
commune's first bundle, ``again`` with the same work written anew, as when nobody has confirmed it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import SystemClock
from app.core.station import Role, read_card
from app.core.units import SINCE, communes_of
from app.services import access, station_making
from app.services.container import Services
from app.services.station_making import NewStation
from app.storage import key_store
from tools.bench.stations import PASSPHRASE, UNIT, fill

OFFICE = 299068
PROVINCE = "68"


@dataclass(frozen=True, slots=True)
class Communes:
    """What was made, and the key of the office."""

    folder: Path
    key: bytes

    def files(self, name: str, count: int | None = None) -> list[Path]:
        """The first ``count`` bundles of ``out`` or ``again``, in the order of their communes."""
        return sorted((self.folder / name).iterdir())[:count]

    @contextmanager
    def fresh_office(self) -> Iterator[Services]:
        """A copy of the office that has taken nothing in, open; gone afterwards."""
        place = self.folder / "run"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.folder / "office", place)
        card = read_card(place)
        assert card is not None
        services = access.open_with_key(place, card.officers[0].id, self.key, SystemClock())
        try:
            yield services
        finally:
            services.close()
            shutil.rmtree(place)


def enrolled(place: Path) -> tuple[Services, Services]:
    """A commune and its receiving office, new and empty, in folders below ``place``."""
    office = _station(place / "office", "office", OFFICE)
    return _commune(place / "commune", UNIT, office), office


def made(folder: Path, persons: Sequence[int]) -> Communes:
    """As many communes as there are numbers of persons; made unless it is there already."""
    place = folder / f"communes-{len(persons)}-{sum(persons)}"
    key = place / "office.key"
    if not key.exists():
        shutil.rmtree(place, ignore_errors=True)
        for name in ("out", "again", "one"):
            (place / name).mkdir(parents=True)
        office = _station(place / "office", "office", OFFICE)
        officer = office.session.officer
        units = communes_of(PROVINCE, SINCE)
        for number, (unit, count) in enumerate(zip(units, persons, strict=False)):
            commune = _commune(place / "commune", unit.pv, office)
            fill(commune, count)
            for name in ("out", "again"):
                (sent,) = commune.exchange.export(None, place / "one")
                sent.path.rename(place / name / f"{number:03d}.tgxh")
            commune.close()
            shutil.rmtree(place / "commune")
        office.close()
        key.write_bytes(key_store.unlock_officer(place / "office", officer, PASSPHRASE).key)
    return Communes(place, key.read_bytes())


@contextmanager
def own_state(folder: Path) -> Iterator[None]:
    """Copies of one office are no restored ones: what was noted of another is not looked at."""
    before = os.environ.get("ANSINH_STATE")
    os.environ["ANSINH_STATE"] = str(folder / "state")
    shutil.rmtree(folder / "state", ignore_errors=True)
    try:
        yield
    finally:
        del os.environ["ANSINH_STATE"]
        if before is not None:
            os.environ["ANSINH_STATE"] = before


def _station(place: Path, role: Role, unit: int) -> Services:
    person = "Đinh Thị Vân" if role == "office" else "Lương Thị Hạnh"
    new = NewStation(role, unit, person, "Chuyên viên", PASSPHRASE)
    return station_making.create_station(place, new, SystemClock()).services


def _commune(place: Path, unit: int, office: Services) -> Services:
    commune = _station(place, "commune", unit)
    request = commune.trust.request()
    grant = office.trust.grant(request.file, request.digits)
    commune.trust.accept(grant.file, grant.root_digits)
    return commune
