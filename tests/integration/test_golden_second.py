"""The second laptop of the golden files: everything from the office, a pack, a copied disk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.core.clock import FixedClock
from app.core.i18n import translate
from app.core.station import DATABASE_FILE, KEYS_FILE
from app.policy import parameters
from app.services.access import open_station
from app.services.container import Services
from app.services.root_care import look
from app.services.second_histories import OTHER_COPY
from app.sync.container import peek
from tests.fakes import closed_lives
from tests.fakes.packs import own_figures
from tools import golden, golden_second

__all__ = ["own_figures"]

pytestmark = pytest.mark.usefixtures("own_figures")
STORIES = sorted(one for one in golden.PLACE.glob("*/second") if one.is_dir())
every_story = pytest.mark.parametrize("files", STORIES, ids=lambda one: one.parent.name)


def expected(files: Path) -> Any:
    return json.loads((files / "expected.json").read_text(encoding="utf-8"))


@contextmanager
def opened(files: Path, name: str, folder: Path) -> Iterator[Services]:
    """A copy of the workstation, a day later."""
    told = expected(files)
    place = folder / name
    place.mkdir()
    shutil.copyfile(files / f"{name}.db", place / DATABASE_FILE)
    shutil.copyfile(files / f"{name}.tgxk", place / KEYS_FILE)
    clock = FixedClock.on(date.fromisoformat(told["day"]) + timedelta(days=1))
    services = open_station(place, UUID(told["officer"]), told["passphrase"], clock)
    try:
        yield services
    finally:
        services.close()


def test_there_are_files_of_this_version() -> None:
    assert golden.PLACE / str(golden.VERSION) / "second" in STORIES


@every_story
def test_it_gets_everything_with_the_first_files(files: Path, tmp_path: Path) -> None:
    with opened(files, "second", tmp_path) as second:
        taken = second.exchange.import_files(sorted(files.glob("first-*.tgxh")))
        assert [one.state for one in taken] == ["new", "new"]
        report = second.upkeep.doctor()
        assert report.healthy, report.findings
        hashes = {f"{one.pv} {one.channel}": one.sha256 for one in report.hashes}
        assert hashes == expected(files)["holds"]
        assert len(second.protection.lines()) == 1  # from the restricted channel
        assert second.search.find(closed_lives.ADULT)
        pack = second.policy_packs.show()
        assert pack is not None
        assert (pack.version, pack.usable) == (1, True)
        assert parameters.law().standard_levels[-1].vnd == 650_000
        assert second.policy_packs.signed() == (files / "pack.bin").read_bytes()


@every_story
def test_the_copied_disk_is_told_of_the_other(files: Path, tmp_path: Path) -> None:
    with opened(files, "forked", tmp_path) as forked:
        assert forked.station.told_at_opening() is None
        [taken] = forked.exchange.import_files([files / "forked-base.tgxh"])
        assert taken.state == "new"
        assert forked.station.told_at_opening() == translate(OTHER_COPY)
        assert forked.search.find(golden_second.TWICE)
        assert forked.upkeep.doctor().healthy


@every_story
def test_the_draft_and_the_outside_of_every_bundle(files: Path) -> None:
    view = look((files / "draft.bin").read_bytes())
    assert (view.version, len(view.changes), view.complete) == (2, 2, True)
    for one in sorted(files.glob("*.tgxh")):
        with one.open("rb") as file:
            assert peek(file).kind == 1
