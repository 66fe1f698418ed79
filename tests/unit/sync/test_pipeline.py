"""The steps joined; what two whole stations do with them is in tests/integration/two_devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.core.ids import new_id
from app.oplog.registry import Channel
from app.storage.streams import StreamBook
from app.sync import limits, own_device, pipeline
from app.sync.manifest import OpsSegment
from app.sync.spool import copy_in
from app.sync.steps import collect_changes
from app.sync.steps.check_bundle import Checked
from tests.fakes.desks import Desk, make_pair
from tests.fakes.forger import encrypted, taken_apart
from tests.fakes.stations import Station


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def one_bundle(commune: Desk, office: Desk, folder: Path) -> Path:
    [sent] = pipeline.send(
        commune.store, commune.session.officer, office.id, folder, channels=("base",)
    )
    return sent.written.path


def test_every_send_makes_at_least_one_bundle(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    [sent] = pipeline.send(
        office.store, office.session.officer, commune.id, tmp_path, channels=("base", "case")
    )
    assert (sent.channel, sent.operations, sent.sending.number) == ("base", 0, 1)
    assert sent.written.path.name.startswith("TGXH_224611_20260803-0800_")


def test_what_is_entered_while_a_file_is_written_goes_next_time(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_OPS", 3)
    monkeypatch.setattr(collect_changes, "ROOM", 1)
    commune, office = pair
    for number in range(6):
        commune.person(f"Người thứ {number}")
    busy: list[int] = []

    def watch(step: str, size: int, of: int) -> None:
        busy.append(commune.store._engine.pool.checkedout())  # type: ignore[attr-defined]  # a QueuePool
        if len(busy) == 1:
            commune.person("Người đến sau")

    sent = list(
        pipeline.send(
            commune.store,
            commune.session.officer,
            office.id,
            tmp_path,
            channels=("base",),
            watch=watch,
        )
    )
    assert len(sent) > 1
    assert set(busy) == {0}
    with commune.store.read() as connection:
        had = sum(one.operations for one in sent)
        own = [one for one in StreamBook(connection) if one.device == commune.id]
        assert sum(one.seq for one in own if one.origin.channel is Channel.BASE) == had + 1


def test_nobody_sends_to_itself_or_to_strangers(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, _ = pair
    for peer in (commune.id, new_id()):
        sending = pipeline.send(
            commune.store, commune.session.officer, peer, tmp_path, channels=("base",)
        )
        with pytest.raises(Correctable, match="unknown_peer"):
            list(sending)


def test_the_same_content_encrypted_anew_is_known(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    path = one_bundle(commune, office, tmp_path)
    office_reader = _reader(office)
    lead, _, plain = taken_apart(path.read_bytes(), office_reader)
    again = tmp_path / "again.tgxh"
    again.write_bytes(encrypted(lead, plain, office_reader))
    assert again.read_bytes() != path.read_bytes()
    states = [
        pipeline.receive(
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
    checked = pipeline.examine(office.store, path, look)
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
