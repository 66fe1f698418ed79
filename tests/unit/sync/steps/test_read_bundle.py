from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Untrusted
from app.sync import own_device, trust_store
from app.sync.container import Segment
from app.sync.container_writer import ops_segment
from app.sync.manifest import Manifest, OpsSegment, SegmentKind
from app.sync.own_device import OwnDevice
from app.sync.steps.read_bundle import read
from app.sync.trust_store import Device
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def reader(desk: Desk) -> tuple[OwnDevice, list[Device]]:
    with desk.store.read() as connection:
        return own_device.load(connection), list(trust_store.devices(connection).values())


def test_operations_come_after_the_manifest(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    commune.person()
    [made] = commune.exchange.export(None, tmp_path)
    seen: list[Manifest | OpsSegment] = []
    own, known = reader(office)
    opened = read(made.path, own, known, on_manifest=seen.append, on_operations=seen.append)
    manifest, segment = seen
    assert manifest == opened.manifest
    assert isinstance(segment, OpsSegment)
    assert len(segment.ops) == 2


def test_one_does_not_read_ones_own_bundle(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, _ = pair
    [made] = commune.exchange.export(None, tmp_path)
    own, known = reader(commune)
    with pytest.raises(Untrusted, match="not_for_us"):
        read(made.path, own, known, on_manifest=print, on_operations=print)


def test_segments_of_another_time_are_passed_over(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    own, known = reader(office)
    seen: list[object] = []

    def bundle(*_: object, on_segment, **__: object) -> None:  # type: ignore[no-untyped-def]  # stands in for the reader
        on_segment(Segment(SegmentKind.POLICY, b"later", 1))
        on_segment(Segment(200, b"much later", 1))

    monkeypatch.setattr("app.sync.steps.read_bundle.read_bundle", bundle)
    path = tmp_path / "x"
    path.touch()
    read(path, own, known, on_manifest=seen.append, on_operations=seen.append)
    assert seen == []
    assert ops_segment(0, 1, [b"x"]).kind == SegmentKind.OPS
    assert commune.id != own.id
