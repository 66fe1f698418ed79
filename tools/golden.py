"""Makes the files of this version that every later one must open: ``python -m tools.golden``.

A commune's and an office's workstation, what they send each other, enrolment and trust documents,
all of invented people, with passphrases that stand beside them. They lie in
``tests/fixtures/golden/VERSION`` and are opened by the suite for ever; so nothing is ever
overwritten. Before the first release they may be removed and made anew when a format has changed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from app.core.clock import FixedClock
from app.core.station import DATABASE_FILE, KEYS_FILE, Role
from app.services.access import open_station
from app.services.bundles import ExportedBundle
from app.services.container import Services
from app.services.root_care import RootPlan
from app.services.station_making import NewStation, create_station
from app.sync import trust_store
from tests.fakes import closed_lives

VERSION = 1
PLACE = Path(__file__).parents[1] / "tests" / "fixtures" / "golden"
DAY = date(2026, 8, 3)
PASSPHRASE = "bốn con suối nhỏ"  # published with the files
COMMUNE, OFFICE = 224611, 299068


def main(arguments: Sequence[str] | None = None) -> int:
    """Make them; 1 when there are some already."""
    parser = argparse.ArgumentParser(prog="tools.golden", description=__doc__)
    parser.add_argument("--to", type=Path, default=PLACE / str(VERSION), metavar="FOLDER")
    folder: Path = parser.parse_args(arguments).to
    if folder.exists():
        sys.stderr.write(f"{folder} is kept as it is\n")
        return 1
    with tempfile.TemporaryDirectory() as place:
        making = Path(place) / "made"
        making.mkdir()
        make(Path(place), making)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(making, folder)
    return 0


def make(place: Path, made: Path) -> None:
    """Play the story in ``place`` and leave its files in ``made``."""
    clock = FixedClock.on(DAY)
    office = _station(place / "office", "office", OFFICE, clock)
    lost = _station(place / "lost", "commune", COMMUNE, clock)
    _enrol(lost, office, None)
    office.exchange.import_files([one.path for one in _sent(lost, place / "lost-sent")])
    lost.close()
    commune = _station(place / "commune", "commune", COMMUNE, clock)
    told: dict[str, Any] = {"day": DAY.isoformat(), "passphrase": PASSPHRASE}
    told |= _enrol(commune, office, made)
    lives = closed_lives.settle_in(commune)
    closed_lives.pay(commune, closed_lives.close(commune, lives))
    sent = _sent(commune, place / "sent")
    _kept(sent, made, "")
    told["commune"] = _told(commune)
    told["office"] = _told(office)
    commune.close()
    office.close()
    for name in ("commune", "office"):
        shutil.copyfile(place / name / DATABASE_FILE, made / f"{name}.db")
        shutil.copyfile(place / name / KEYS_FILE, made / f"{name}.tgxk")
    told |= _answer(place, made, clock, told)
    path = made / "expected.json"
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _answer(place: Path, made: Path, clock: FixedClock, told: dict[str, Any]) -> dict[str, Any]:
    """What the office makes of it: it takes everything in, withdraws the lost one, answers."""
    clock.advance(days=1)
    office = open_station(place / "office", UUID(told["office"]["officer"]), PASSPHRASE, clock)
    office.exchange.import_files([place / "sent"])
    taken = _told(office)
    device = UUID(told["device"])
    [lost] = [one.device for one in office.trust_care.machines(COMMUNE) if one.device != device]
    office.trust_care.withdraw(lost, "máy bị mất")
    office.office.notice(COMMUNE, title="Đã nhận", body="Đã nhận đủ dữ liệu.")
    answers = place / "answer"
    answers.mkdir()
    _kept(office.office.answer(COMMUNE, answers), made, "answer-")
    with office._store.read() as connection:
        for one in trust_store.root_versions(connection):
            (made / f"root-{one.version}.bin").write_bytes(one.signed)
    (made / "draft.bin").write_bytes(office.root_care.draft(RootPlan(extended=True))[0])
    office.close()
    return {"taken": taken}


def _station(folder: Path, role: Role, unit: int, clock: FixedClock) -> Services:
    new = NewStation(role, unit, "Lương Thị Hạnh", "Công chức", PASSPHRASE)
    return create_station(folder, new, clock).services


def _enrol(commune: Services, office: Services, made: Path | None) -> dict[str, Any]:
    """The three steps; their files are kept in ``made``."""
    asked = commune.trust.request()
    granted = office.trust.grant(asked.file, asked.digits)
    commune.trust.accept(granted.file, granted.root_digits)
    if made is not None:
        (made / "request.tgxq").write_bytes(asked.file)
        (made / "grant.tgxg").write_bytes(granted.file)
    return {
        "device": str(granted.device),
        "request_digits": asked.digits,
        "root_digits": granted.root_digits,
    }


def _sent(station: Services, folder: Path) -> list[ExportedBundle]:
    folder.mkdir()
    return station.exchange.export(None, folder)


def _kept(bundles: Sequence[ExportedBundle], made: Path, begin: str) -> None:
    """Keep one bundle of each channel under a name of its own."""
    assert len({one.channel for one in bundles}) == len(bundles)
    for one in bundles:
        shutil.copyfile(one.path, made / f"{begin}{one.channel}.tgxh")


def _told(station: Services) -> dict[str, Any]:
    """What the station holds, as every later version has to find it."""
    report = station.upkeep.doctor()
    assert report.healthy
    return {
        "officer": str(station.session.officer),
        "operations": report.operations,
        "records": report.records,
        "state_hash": {f"{one.pv} {one.channel}": one.sha256 for one in report.hashes},
    }


if __name__ == "__main__":
    sys.exit(main())
