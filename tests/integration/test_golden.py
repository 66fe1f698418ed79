"""The files of every version so far open, and come to what they came to then.

Made by ``tools.golden`` and never again; their passphrases and keys are published with them. The
workstations are opened by passphrase, at the full price of Argon2id.
"""

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
from app.core.station import DATABASE_FILE, KEYS_FILE
from app.services.access import open_station
from app.services.container import Services
from app.services.root_care import look
from app.sync.container import peek
from app.sync.enrolment import accept_grant, read_request, request_digits
from app.sync.trust import advance, first_root
from tests.fakes import closed_lives
from tools import golden

VERSIONS = sorted(one for one in golden.PLACE.iterdir() if one.is_dir())
every_version = pytest.mark.parametrize("files", VERSIONS, ids=lambda one: one.name)


def expected(files: Path) -> Any:
    return json.loads((files / "expected.json").read_text(encoding="utf-8"))


@contextmanager
def opened(files: Path, name: str, folder: Path) -> Iterator[Services]:
    """A copy of one of the workstations, a week later."""
    told = expected(files)
    place = folder / name
    place.mkdir()
    shutil.copyfile(files / f"{name}.db", place / DATABASE_FILE)
    shutil.copyfile(files / f"{name}.tgxk", place / KEYS_FILE)
    clock = FixedClock.on(date.fromisoformat(told["day"]) + timedelta(days=7))
    services = open_station(place, UUID(told[name]["officer"]), told["passphrase"], clock)
    try:
        yield services
    finally:
        services.close()


def holds(services: Services, told: Any) -> None:
    """The same operations, records and state hashes as when the files were made."""
    report = services.upkeep.doctor()
    assert report.healthy, report.findings
    assert (report.operations, report.waiting, report.denied) == (told["operations"], 0, 0)
    assert report.records == told["records"]
    hashes = {f"{one.pv} {one.channel}": one.sha256 for one in report.hashes}
    assert hashes == told["state_hash"]


def test_there_are_files_of_this_version() -> None:
    assert str(golden.VERSION) in {one.name for one in VERSIONS}


@every_version
def test_a_workstation_opens_with_everything_in_it(files: Path, tmp_path: Path) -> None:
    told = expected(files)
    with opened(files, "commune", tmp_path) as commune:
        holds(commune, told["commune"])
        [hit] = [one for one in commune.search.find(closed_lives.ADULT) if one.kind == "person"]
        assert commune.person_pages.page(hit.id).paid_vnd > 0
        assert len(commune.protection.lines()) == 1
        assert len(commune.dossiers.lines(open_only=False)) == 3
        assert commune.trust.standing().root_digits == told["root_digits"]
        commune.people.intake({"name": "Bế Văn Chính", "birth": "1965"})


@every_version
def test_the_office_takes_the_bundles_in_and_holds_the_same(files: Path, tmp_path: Path) -> None:
    told = expected(files)
    with opened(files, "office", tmp_path) as office:
        holds(office, told["office"])
        taken = office.exchange.import_files([files / "case.tgxh", files / "base.tgxh"])
        assert [one.state for one in taken] == ["new", "new"]
        again = office.exchange.import_files([files / "base.tgxh"])
        assert [one.state for one in again] == ["known"]
        holds(office, told["taken"])


@every_version
def test_the_commune_takes_the_answer_in(files: Path, tmp_path: Path) -> None:
    """With the root document that came with it, the notice, and the totals that agree."""
    told = expected(files)
    with opened(files, "commune", tmp_path) as commune:
        [taken] = commune.exchange.import_files([files / "answer-base.tgxh"])
        assert (taken.state, taken.warning) == ("new", None)
        assert [one.agrees for one in commune.exchange.compared()] == [True]
        assert {one.arrived_ms is None for one in commune.exchange.sent()} == {False}
        assert commune.upkeep.doctor().healthy
        assert commune.trust.standing().root_digits == told["root_digits"]


@every_version
def test_trust_documents_are_read(files: Path) -> None:
    told = expected(files)
    request = (files / "request.tgxq").read_bytes()
    assert request_digits(read_request(request)) == told["request_digits"]
    grant = (files / "grant.tgxg").read_bytes()
    granted = accept_grant(grant, told["root_digits"], raw_request=request)
    assert UUID(bytes=granted.certificate.device) == UUID(told["device"])
    root = first_root((files / "root-1.bin").read_bytes(), told["root_digits"])
    newer = advance(root, [(files / "root-2.bin").read_bytes()])
    assert (newer.version, len({one.key for one in newer.document.revoked})) == (2, 1)
    assert look((files / "draft.bin").read_bytes()).version == 3


@every_version
def test_the_outside_of_every_bundle_is_read(files: Path) -> None:
    for one in sorted(files.glob("*.tgxh")):
        with one.open("rb") as file:
            assert peek(file).kind == 1
