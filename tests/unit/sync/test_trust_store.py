from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from app.core.errors import Correctable
from app.storage.store import Store
from app.sync import trust_store
from app.sync.certificate import issue
from tests.factories import OFFICER, PV, open_store
from tests.fakes import stations
from tests.fakes.stations import COMMUNE, OFFICE


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


def test_before_enrolment_there_is_no_root_and_nobody(store: Store) -> None:
    with store.read() as connection:
        assert trust_store.root(connection) is None
        assert trust_store.devices(connection) == {}
        with pytest.raises(Correctable, match="not_enrolled"):
            trust_store.require_root(connection)


def test_documents_come_back_as_they_were_signed(store: Store) -> None:
    signed = stations.certificate_signed(COMMUNE)
    with store.write(OFFICER) as work:
        trust_store.keep_root(work.connection, stations.root())
        assert trust_store.keep_certificate(work.connection, stations.certificate(COMMUNE), signed)
        found = trust_store.devices(work.connection)[UUID(bytes=COMMUNE.device)]
        assert trust_store.require_root(work.connection).signed == stations.root().signed
    assert (found.signed, found.state) == (signed, "active")
    assert (found.name, found.pv) == ("Phường Bắc Gia Nghĩa", PV)


def test_the_higher_serial_counts(store: Store) -> None:
    old, new = stations.certificate(COMMUNE), stations.certificate(COMMUNE, serial=5)
    with store.write(OFFICER) as work:
        trust_store.keep_root(work.connection, stations.root())
        assert trust_store.next_serial(work.connection) == 1
        for certificate, kept in ((new, True), (old, False), (new, False)):
            signed = issue(certificate, [stations.ISSUER_SEED])
            assert trust_store.keep_certificate(work.connection, certificate, signed) is kept
        assert trust_store.next_serial(work.connection) == 6
        [found] = trust_store.devices(work.connection).values()
    assert found.certificate.serial == 5


def test_the_newest_request_is_remembered(store: Store) -> None:
    device = UUID(bytes=COMMUNE.device)
    with store.write(OFFICER) as work:
        assert trust_store.request(work.connection, device) is None
        trust_store.keep_request(work.connection, device, b"one")
        trust_store.keep_request(work.connection, device, b"two")
        assert trust_store.request(work.connection, device) == b"two"


@pytest.mark.parametrize(
    ("station", "channels", "channel", "pv", "may"),
    [
        (COMMUNE, ("base", "case"), "base", PV, True),
        (COMMUNE, ("base", "case"), "case", PV, True),
        (COMMUNE, ("base",), "case", PV, False),
        (COMMUNE, ("base", "case"), "base", 224615, False),
        (OFFICE, ("base", "case"), "base", 224615, True),
        (OFFICE, ("base",), "case", PV, False),
    ],
)
def test_what_may_lie_on_a_device(
    station: stations.Station, channels: tuple[str, ...], channel: str, pv: int, *, may: bool
) -> None:
    certificate = msgspec.structs.replace(stations.certificate(station), channels=channels)
    device = trust_store.Device(UUID(int=1), "", PV, "active", certificate, b"")
    assert device.may_hold(channel, pv) is may
    assert device.cleared is ("case" in channels)
    assert replace(device, state="own").role == certificate.role
