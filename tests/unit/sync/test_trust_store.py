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
from app.sync.reject import Reject
from app.sync.trust import trusted_root
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


def test_every_root_document_is_kept(store: Store) -> None:
    with store.write(OFFICER) as work:
        for version in (1, 2, 3):
            trust_store.keep_root(work.connection, stations.root(version))
        assert [one.version for one in trust_store.root_versions(work.connection)] == [1, 2, 3]
        second = trust_store.root_version(work.connection, 2)
        assert second is not None
        assert second.signed == stations.root(2).signed
        assert trust_store.root_version(work.connection, 4) is None
        assert trust_store.require_root(work.connection).version == 3


def test_the_version_of_a_peer_is_its_last_word(store: Store) -> None:
    with store.write(OFFICER) as work:
        assert trust_store.peer_version(work.connection, UUID(int=5)) is None
        for version in (3, 2):
            trust_store.note_peer_version(work.connection, UUID(int=5), version)
        assert trust_store.peer_version(work.connection, UUID(int=5)) == 2


def test_a_device_of_a_replaced_issuer_is_left_out(store: Store) -> None:
    signed = stations.certificate_signed(COMMUNE)
    moved = stations.roles(issuer=stations.role(stations.secret("new issuer")))
    with store.write(OFFICER) as work:
        trust_store.keep_root(work.connection, stations.root())
        trust_store.keep_certificate(work.connection, stations.certificate(COMMUNE), signed)
        newer = trusted_root(stations.root_signed(2, its_roles=moved))
        trust_store.keep_root(work.connection, newer)
        assert trust_store.devices(work.connection) == {}


def test_a_certificate_that_nobody_signed_is_noticed(store: Store) -> None:
    forged = issue(stations.certificate(COMMUNE), [stations.secret("nobody")])
    with store.write(OFFICER) as work:
        trust_store.keep_root(work.connection, stations.root())
        trust_store.keep_certificate(work.connection, stations.certificate(COMMUNE), forged)
        with pytest.raises(Reject):
            trust_store.devices(work.connection)


@pytest.mark.parametrize("channels", [("base", "case"), ("base",)])
def test_whether_restricted_records_may_lie_here(store: Store, channels: tuple[str, ...]) -> None:
    own = UUID(bytes=COMMUNE.device)
    certificate = msgspec.structs.replace(stations.certificate(COMMUNE), channels=channels)
    with store.write(OFFICER) as work:
        assert trust_store.restricted_here(work.connection, own)
        trust_store.keep_root(work.connection, stations.root())
        signed = issue(certificate, [stations.ISSUER_SEED])
        trust_store.keep_certificate(work.connection, certificate, signed)
        assert trust_store.restricted_here(work.connection, own) == ("case" in channels)
