"""Makes more files for later versions to open: ``python -m tools.golden_second``.

They go on from the story of ``tools.golden``: the commune gets a second laptop, the office sends it
everything and a pack of the law's tables; then somebody copies its disk, both copies work, and the
office's answer tells so. They lie in ``tests/fixtures/golden/VERSION/second``; nothing is ever
overwritten.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from app.core.clock import FixedClock
from app.core.station import DATABASE_FILE, KEYS_FILE
from app.services.access import open_station
from app.services.container import Services
from app.services.root_care import RootPlan
from app.services.station_making import NewStation, create_station
from tests.fakes.packs import raised_level
from tools.golden import COMMUNE, DAY, PASSPHRASE, PLACE, VERSION

FIRST, TWICE = "Bàn Thị Mẩy", "Giàng A Chớ"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make them; 1 when there are some already."""
    parser = argparse.ArgumentParser(prog="tools.golden_second", description=__doc__)
    parser.add_argument("--story", type=Path, default=PLACE / str(VERSION), metavar="FOLDER")
    story: Path = parser.parse_args(arguments).story
    folder = story / "second"
    if folder.exists():
        sys.stderr.write(f"{folder} is kept as it is\n")
        return 1
    with tempfile.TemporaryDirectory() as name, _states(Path(name)):
        making = Path(name) / "made"
        making.mkdir()
        make(Path(name), story, making)
        shutil.copytree(making, folder)
    return 0


def make(place: Path, story: Path, made: Path) -> None:
    """Play the story in ``place`` and leave its files in ``made``."""
    told: dict[str, Any] = json.loads((story / "expected.json").read_text(encoding="utf-8"))
    clock = FixedClock.on(DAY + timedelta(days=7))
    office = _opened(story, "office", place / "office", UUID(told["office"]["officer"]), clock)
    office.exchange.import_files([story / "case.tgxh", story / "base.tgxh"])
    new = NewStation("commune", COMMUNE, "Điểu Klung", "Công chức", PASSPHRASE)
    second = create_station(place / "second", new, clock).services
    asked = second.trust.request()
    granted = office.trust.grant(asked.file, asked.digits)
    second.trust.accept(granted.file, granted.root_digits)
    officer, device = second.session.officer, granted.device
    second.close()
    _picture(place / "second", made, "second")
    office.policy_packs.make(raised_level(place / "tables"), "Nâng mức chuẩn")
    (made / "pack.bin").write_bytes(office.policy_packs.signed())
    renewed = frozenset({"issuer", "policy"})
    (made / "draft.bin").write_bytes(office.root_care.draft(RootPlan(renewed=renewed))[0])
    _sent(office, device, place / "first", made, "first-")
    second = open_station(place / "second", officer, PASSPHRASE, clock)
    second.exchange.import_files([place / "first"])
    holds = _told(second)
    second.people.intake({"name": FIRST, "birth": "1958"})
    second.exchange.export(None, _empty(place / "meeting"))
    second.close()
    office.exchange.import_files([place / "meeting"])
    _work_twice(place, office, officer, clock)
    _picture(place / "second", made, "forked")
    _sent(office, device, place / "answer", made, "forked-")
    office.close()
    words = {
        "day": clock.today().isoformat(),
        "officer": str(officer),
        "passphrase": PASSPHRASE,
        "holds": holds,
    }
    text = json.dumps(words, ensure_ascii=False, indent=1) + "\n"
    (made / "expected.json").write_text(text, encoding="utf-8")


def _work_twice(place: Path, office: Services, officer: UUID, clock: FixedClock) -> None:
    """The disk is copied, both copies go on, and the office meets both."""
    shutil.copytree(place / "second", place / "twin")
    for name in ("second", "twin"):
        clock.advance(hours=1)
        with _states(place / f"elsewhere-{name}"):
            one = open_station(place / name, officer, PASSPHRASE, clock)
            one.people.intake({"name": f"{TWICE} ({name})", "birth": "1971"})
            one.exchange.export(None, _empty(place / f"from-{name}"))
            one.close()
        office.exchange.import_files([place / f"from-{name}"])


def _opened(story: Path, name: str, folder: Path, officer: UUID, clock: FixedClock) -> Services:
    folder.mkdir()
    shutil.copyfile(story / f"{name}.db", folder / DATABASE_FILE)
    shutil.copyfile(story / f"{name}.tgxk", folder / KEYS_FILE)
    return open_station(folder, officer, PASSPHRASE, clock)


def _picture(folder: Path, made: Path, name: str) -> None:
    shutil.copyfile(folder / DATABASE_FILE, made / f"{name}.db")
    shutil.copyfile(folder / KEYS_FILE, made / f"{name}.tgxk")


def _sent(office: Services, device: UUID, folder: Path, made: Path, begin: str) -> None:
    for one in office.exchange.export(device, _empty(folder)):
        shutil.copyfile(one.path, made / f"{begin}{one.channel}.tgxh")


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _told(station: Services) -> dict[str, Any]:
    """What the station holds, as every later version has to find it."""
    report = station.upkeep.doctor()
    assert report.healthy, report.findings
    return {f"{one.pv} {one.channel}": one.sha256 for one in report.hashes}


@contextmanager
def _states(folder: Path) -> Iterator[None]:
    """Notes about streams lie in ``folder``: on another computer there are none."""
    before = os.environ.get("ANSINH_STATE")
    os.environ["ANSINH_STATE"] = str(folder / "state")
    try:
        yield
    finally:
        if before is None:
            del os.environ["ANSINH_STATE"]
        else:
            os.environ["ANSINH_STATE"] = before


if __name__ == "__main__":
    sys.exit(main())
