"""How files are taken in; what two whole stations do with them is in integration/two_devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sync import own_device
from app.sync.manifest import OpsSegment
from app.sync.receiving import examine, receive
from app.sync.sending import send
from app.sync.spool import copy_in
from app.sync.steps.check_bundle import Checked
from tests.fakes.desks import Desk, make_pair
from tests.fakes.forger import encrypted, taken_apart
from tests.fakes.stations import Station


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def one_bundle(commune: Desk, office: Desk, folder: Path) -> Path:
    [sent] = send(commune.store, commune.session.officer, office.id, folder, channels=("base",))
    return sent.written.path


def test_the_same_content_encrypted_anew_is_known(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    path = one_bundle(commune, office, tmp_path)
    office_reader = _reader(office)
    lead, _, plain = taken_apart(path.read_bytes(), office_reader)
    again = tmp_path / "again.tgxh"
    again.write_bytes(encrypted(lead, plain, office_reader))
    assert again.read_bytes() != path.read_bytes()
    states = [
        receive(
            office.store, office.session.officer, copy_in(one, tmp_path / "station-9"), one.name
        ).state
        for one in (path, again, path)
    ]
    assert states == ["taken", "known", "known"]


def test_examining_leaves_nothing_behind(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    commune.person()
    path = one_bundle(commune, office, tmp_path)
    seen: list[int] = []

    def look(segment: OpsSegment, checked: Checked) -> None:
        assert checked.sender.id == commune.id
        seen.append(len(segment.ops))

    before = office.state()
    checked = examine(office.store, path, look)
    assert (checked.channel, seen) == ("base", [2])
    assert office.state() == before


class _Reader(Station):
    """The keys of a desk, as the forger asks for them."""

    desk: Desk

    @property
    def age_secret(self) -> bytes:
        with self.desk.store.read() as connection:
            return own_device.load(connection).enc_secret


def _reader(desk: Desk) -> _Reader:
    reader = _Reader(desk.session.name)
    object.__setattr__(reader, "desk", desk)
    return reader
