"""The end of the write-ahead log is gone: the workstation opens, tells the truth, goes on.

The log is cut at every page, and every 64 bytes within its last one; sectors of its last pages are
missing. What was lost from the disk comes back from the office when it had been sent before, and no
number is ever used for two operations.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.core.clock import FixedClock
from app.core.station import DATABASE_FILE
from app.models.records import RECORDS
from app.services.access import open_with_key
from app.services.container import Services
from app.storage.streams import StreamBook
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import make

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")

HEADER, FRAME = 32, 24 + 4096  # bytes of a write-ahead log
WAL = f"{DATABASE_FILE}-wal"
CLOCK = FixedClock.on(date(2026, 8, 3))
SECTOR = 512
SAVES = 12


class Torn:
    """An enrolled workstation whose last saves lie in the log alone, and its office."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._patch = patch
        patch.setenv("ANSINH_STATE", str(folder / "state"))
        made = make(folder / "station").services
        self.office = make(folder / "office", "office").services
        asked = made.trust.request()
        granted = self.office.trust.grant(asked.file, asked.digits, restricted=True)
        made.trust.accept(granted.file, granted.root_digits)
        self.officer, self.key = made.session.officer, made.station._key
        made.close()
        self.services = self.open(folder / "station")
        self.saved = [self.save(self.services) for _ in range(SAVES)]
        carry(self.services, self.office, folder / "first")
        # As the disk stands when the power goes: the log not yet in the file, the anchor written.
        self.image = folder / "image"
        shutil.copytree(folder / "station", self.image)
        self.services.close()
        self._state = folder / "state"

    def open(self, folder: Path) -> Services:
        """Sign in."""
        return open_with_key(folder, self.officer, self.key, CLOCK)

    def save(self, services: Services) -> UUID:
        """Enter somebody."""
        made = services.people.intake({"name": "Y Thim Byă", "birth": "1961"}).made
        assert made is not None
        return made

    def cut(self, size: int, *, anchored: bool = True, zeros: int = 0) -> Services:
        """The workstation with ``size`` bytes of its log, on a computer that knows it or not.

        With ``zeros`` the log keeps its length, but so many bytes from ``size`` on were never
        written.
        """
        place = self.folder / f"cut-{size}"
        shutil.copytree(self.image, place)
        state = self.folder / f"state-{size}"
        if anchored:
            shutil.copytree(self._state, state)
        self._patch.setenv("ANSINH_STATE", str(state))
        with (place / WAL).open("rb+") as file:
            if zeros:
                file.seek(size)
                file.write(bytes(zeros))
            else:
                file.truncate(size)
        (place / f"{DATABASE_FILE}-shm").unlink(missing_ok=True)
        return self.open(place)


def carry(source: Services, target: Services, bag: Path) -> None:
    """Everything ``target`` lacks arrives there."""
    bag.mkdir()
    [peer] = [one.device for one in source.exchange.destinations()]
    files = [one.path for one in source.exchange.export(peer, bag)]
    for one in target.exchange.import_files(files):
        assert one.state in ("new", "known"), one


def everybody(services: Services) -> set[UUID]:
    table = RECORDS["person"]
    with services.people._store.read() as connection:
        return {row.id for row in connection.execute(table.select().where(table.c.alive))}


@pytest.fixture
def torn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Torn]:
    made = Torn(tmp_path, monkeypatch)
    yield made
    made.office.close()


def places(size: int) -> list[int]:
    """Every page boundary of a log of that size, and every 64 bytes of its last page."""
    pages = range(HEADER, size + 1, FRAME)
    return sorted({0, *pages, *range(pages[-2], size, 64)})


def test_wherever_it_is_cut_the_truth_is_told_and_nothing_is_lost_for_good(torn: Torn) -> None:
    size = (torn.image / WAL).stat().st_size
    assert size > 100 * FRAME
    counts = []
    for at in places(size):
        services = torn.cut(at)
        left = everybody(services)
        counts.append(len(left))
        assert left == set(torn.saved[: len(left)]), at  # what went is the newest
        lost = len(left) < SAVES
        assert services.station.restored is lost, at
        assert (services.station.told_at_opening() is not None) is lost
        if (at - HEADER) % FRAME == 0:
            report = services.upkeep.doctor()
            assert report.healthy, (at, report.findings)
        torn.save(services)
        services.close()
        again = torn.open(torn.folder / f"cut-{at}")
        assert not again.station.restored
        assert len(everybody(again)) == len(left) + 1
        again.close()
        shutil.rmtree(torn.folder / f"cut-{at}")
        shutil.rmtree(torn.folder / f"state-{at}")
    assert counts == sorted(counts)  # a longer log never holds less
    assert set(counts) == set(range(SAVES + 1))


def test_a_sector_that_never_reached_the_disk_is_noticed(torn: Torn) -> None:
    """Disks write the sectors of a page in any order."""
    size = (torn.image / WAL).stat().st_size
    for at in range(size - 3 * FRAME, size - SECTOR, SECTOR):
        services = torn.cut(at, zeros=SECTOR)
        left = everybody(services)
        assert left == set(torn.saved[: len(left)]), at
        assert services.station.restored is (len(left) < SAVES), at
        assert services.upkeep.doctor().healthy, at
        services.close()
        shutil.rmtree(torn.folder / f"cut-{at}")
        shutil.rmtree(torn.folder / f"state-{at}")


@pytest.mark.parametrize("known", [True, False], ids=["anchor", "no-anchor"])
def test_what_had_been_sent_comes_back_and_joins(
    torn: Torn, tmp_path: Path, *, known: bool
) -> None:
    size = (torn.image / WAL).stat().st_size
    middle = HEADER + (size - HEADER) // FRAME // 2 * FRAME
    services = torn.cut(middle, anchored=known)
    assert services.station.restored is known
    fresh = torn.save(services)
    for turn in range(3):
        carry(services, torn.office, tmp_path / f"there-{turn}")
        carry(torn.office, services, tmp_path / f"back-{turn}")
    wanted = {*torn.saved, fresh}
    assert everybody(services) == everybody(torn.office) == wanted
    assert services.exchange.differences() == torn.office.exchange.differences() == []
    assert services.upkeep.doctor().hashes != ()
    with services.people._store.read() as connection:
        own = services.people._store.identity.device
        opened = [
            one
            for one in StreamBook(connection)
            if one.device == own and one.state == "open" and one.origin.channel == "base"
        ]
    assert len(opened) == 1
    services.close()
