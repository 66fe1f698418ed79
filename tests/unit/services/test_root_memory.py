"""The database put back alone, with its key file, and from a backup: what is known afterwards."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.core.clock import FixedClock
from app.core.errors import Correctable
from app.core.i18n import translate
from app.core.station import DATABASE_FILE, KEYS_FILE, Role
from app.services.access import open_station
from app.services.container import Services
from app.services.putting_back import restore_backup
from app.services.root_care import RootPlan
from app.services.root_memory import carried_over
from app.services.second_histories import SET_BACK, TRUST_SET_BACK
from app.storage import key_store, sealed_keys
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE, make

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")


@dataclass
class Desk:
    """A real workstation in a folder, opened and closed as its officer does."""

    folder: Path
    clock: FixedClock
    services: Services
    bags: int = 0

    @property
    def officer(self) -> UUID:
        return self.services.session.officer

    @property
    def seen(self) -> int:
        """What the key file remembers."""
        return sealed_keys.read_keys(self.folder).root_version_seen

    def again(self) -> None:
        """Close the program and open it."""
        self.services.close()
        self.open()

    def open(self) -> None:
        self.clock.advance(hours=1)
        self.services = open_station(self.folder, self.officer, PASSPHRASE, self.clock)

    def picture(self, to: Path) -> Path:
        """A copy of both files as they lie on the disk, the program closed meanwhile."""
        self.services.close()
        to.mkdir()
        for name in (DATABASE_FILE, KEYS_FILE):
            shutil.copyfile(self.folder / name, to / name)
        self.open()
        return to

    def put_back(self, picture: Path, *names: str) -> None:
        """Lay files of an earlier picture in the place of today's."""
        self.services.close()
        for name in names:
            shutil.copyfile(picture / name, self.folder / name)
        self.open()

    def send(self, to: Desk) -> list[str]:
        """Write for the other side and let it take everything in."""
        self.clock.advance(hours=1)
        self.bags += 1
        bag = self.folder.with_name(f"{self.folder.name}-bag-{self.bags}")
        bag.mkdir()
        self.services.exchange.export(to.services.trust_care.own_device, bag)
        to.clock.advance(hours=1)
        return [one.code or one.state for one in to.services.exchange.import_files([bag])]

    def renew(self) -> int:
        """Let the next root document hold."""
        self.clock.advance(days=1)
        raw, _ = self.services.root_care.draft(RootPlan(extended=True))
        return self.services.root_care.publish(raw).version


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    """A commune's workstation and its office, which have met."""
    desks = []
    for name in ("commune", "office"):
        clock = FixedClock.on(date(2026, 8, 3))
        role: Role = "office" if name == "office" else "commune"
        desks.append(Desk(tmp_path / name, clock, make(tmp_path / name, role, clock).services))
    commune, office = desks
    asked = commune.services.trust.request()
    granted = office.services.trust.grant(asked.file, asked.digits)
    commune.services.trust.accept(granted.file, granted.root_digits)
    assert set(commune.send(office)) == {"new"}
    assert set(office.send(commune)) == {"new"}
    return commune, office


def missing(desk: Desk) -> int | None:
    return desk.services.root_care.view().missing


def test_both_key_files_learn_of_every_newer_document(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    assert (commune.seen, office.seen) == (1, 1)
    assert office.renew() == office.seen == 2
    office.send(commune)
    assert commune.seen == 2
    commune.again()
    assert commune.services.station.told_at_opening() is None


def test_the_database_of_a_commune_put_back_alone(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    picture = commune.picture(tmp_path / "before")
    office.renew()
    office.send(commune)
    commune.send(office)  # from now on the office does not send the document again
    late = office.folder.with_name("late")
    late.mkdir()
    office.services.exchange.export(commune.services.trust_care.own_device, late)
    commune.services.people.intake({"name": "H’Bơ Niê", "birth": "1950"})
    commune.put_back(picture, DATABASE_FILE)
    assert commune.services.station.told_at_opening() == translate(TRUST_SET_BACK)
    commune.services.people.intake({"name": "Y Thương Êban", "birth": "1950"})

    # Nothing is judged under the older document, nothing but a statement goes out.
    commune.clock.advance(hours=2)
    [stopped] = {one.code for one in commune.services.exchange.import_files([late])}
    assert stopped == "trust_set_back"
    before = office.services.upkeep.doctor().operations
    assert commune.send(office) == ["new"]
    assert office.services.upkeep.doctor().operations == before

    commune.clock.advance(hours=1)
    taken = office.send(commune)  # it told which document it holds, and gets the next
    assert len(taken) == 2  # with it the file that was put aside
    assert set(taken) == {"new"}
    assert commune.services.exchange.take_kept() == []
    assert commune.services.station.told_at_opening() != translate(TRUST_SET_BACK)
    assert "new" in commune.send(office)
    assert office.services.upkeep.doctor().operations > before


def test_the_database_of_the_office_put_back_alone(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    picture = office.picture(tmp_path / "before")
    draft, _ = office.services.root_care.draft(RootPlan(renewed=frozenset({"policy"})))
    office.renew()
    office.send(commune)
    office.put_back(picture, DATABASE_FILE)
    assert missing(office) == 2
    raw = commune.services.trust.request()
    with pytest.raises(Correctable, match="trust_set_back"):
        office.services.root_care.publish(draft)
    for refused in (
        lambda: office.services.root_care.draft(RootPlan(extended=True)),
        lambda: office.services.trust_care.withdraw(
            commune.services.trust_care.own_device, "máy bị mất"
        ),
        lambda: office.services.trust.grant(raw.file, raw.digits),
    ):
        with pytest.raises(Correctable, match="trust_set_back"):
            refused()
    assert commune.send(office) == ["trust_set_back"]  # it does not know yet what is missing here
    assert office.send(commune) == ["new"]
    assert "new" in commune.send(office)
    assert missing(office) is None
    assert office.renew() == 3


def test_both_files_put_back_are_told_by_the_streams_alone(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    picture = commune.picture(tmp_path / "before")
    office.renew()
    office.send(commune)
    commune.services.people.intake({"name": "H’Bơ Niê", "birth": "1950"})
    commune.put_back(picture, DATABASE_FILE, KEYS_FILE)
    assert commune.seen == 1
    assert commune.services.station.told_at_opening() == translate(SET_BACK)
    commune.send(office)
    assert "new" in office.send(commune)
    assert commune.seen == 2


def test_a_backup_put_back_keeps_what_the_key_file_knew(pair: tuple[Desk, Desk]) -> None:
    _, office = pair
    backup = office.services.backups.make().path
    office.renew()
    office.services.close()
    restore_backup(
        office.folder, backup, officer_id=office.officer, passphrase=PASSPHRASE, clock=office.clock
    )
    office.open()
    assert office.seen == 2
    assert missing(office) == 2


def test_a_document_that_nobody_has_any_more(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    picture = office.picture(tmp_path / "before")
    office.renew()  # and nobody was sent a file since
    office.put_back(picture, DATABASE_FILE)
    with pytest.raises(Correctable, match="wrong_role"):
        commune.services.root_care.go_on_without(2)
    with pytest.raises(Correctable, match="not_missing"):
        office.services.root_care.go_on_without(3)
    office.services.root_care.go_on_without(2)
    assert missing(office) is None
    office.again()
    assert missing(office) is None
    assert office.renew() == 2


def test_only_a_proved_key_file_is_believed(pair: tuple[Desk, Desk]) -> None:
    commune, _ = pair
    key = key_store.unlock_officer(commune.folder, commune.officer, PASSPHRASE).key
    assert carried_over(commune.folder, key) == 1
    assert carried_over(commune.folder, bytes(32)) == 0
    assert carried_over(commune.folder.with_name("nowhere"), key) == 0
