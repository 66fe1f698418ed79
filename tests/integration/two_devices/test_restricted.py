"""A person on 5.8 is told by nothing in base, on no device and to no officer without clearance."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import msgspec
import pyrage
import zstandard
from sqlalchemy import select

from app.models.records import RECORDS
from app.oplog.registry import Channel
from app.services.bundles import ExportedBundle
from app.sync import age_keys, own_device
from app.sync.container import read_preamble
from tests.factories import PV
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import OFFICE_PV, Desk, enrol, make_desk, make_pair

CANARIES = ("5.8.b", "hiv", "bệnh viện Rừng Xanh", "restricted")


def enter(commune: Desk) -> UUID:
    """Somebody paid for a reason that nobody else may learn."""
    person = commune.person("Nông Thị Mây")
    with commune.store.write(commune.session.officer) as work:
        allowance = work.create(
            "allowance", {"person": person, "monthly_vnd": 750000, "from_month": "2026-08"}
        )
        work.create(
            "restricted_fact",
            {
                "subject_kind": "person",
                "subject": person,
                "kind": "hiv",
                "value": "co",
                "issued_by": "bệnh viện Rừng Xanh",
            },
        )
        work.create(
            "restricted_dossier",
            {"person": person, "category": "5.8.b", "coefficient": "1.5", "allowance": allowance},
        )
        work.commit()
    return person


def plain(bundle: ExportedBundle, reader: Desk) -> bytes:
    """Everything inside a bundle, unpacked, as its recipient could read it."""
    with reader.store.read() as connection:
        own = own_device.load(connection)
    with bundle.path.open("rb") as file:
        read_preamble(file)
        inside: bytes = pyrage.decrypt(file.read(), [age_keys.identity(own.enc_secret)])
    size = int.from_bytes(inside[64:68], "big")
    manifest = msgspec.msgpack.decode(inside[68 : 68 + size])
    at, parts = 68 + size, [inside[68 : 68 + size]]
    for _, packed, *_rest in manifest[15]:
        parts.append(zstandard.ZstdDecompressor().decompress(inside[at : at + packed]))
        at += packed
    return b"".join(parts)


def test_the_base_bundle_does_not_tell(tmp_path: Path, courier: Courier) -> None:
    commune, office = make_pair(tmp_path)
    enter(commune)
    base, case = courier.fetch(commune)
    opened = plain(base, office)
    assert "Nông Thị Mây".encode() in opened
    for word in CANARIES:
        assert word.encode() not in opened
    assert b"5.8.b" in plain(case, office)
    for one in (base, case):
        raw = one.path.read_bytes()
        assert not any(word.encode() in raw for word in ("Mây", *CANARIES))


def test_a_device_without_clearance_is_sent_nothing_restricted(
    tmp_path: Path, courier: Courier
) -> None:
    commune, office = make_pair(tmp_path)
    second = make_desk(tmp_path, 2)
    enrol(second, office, restricted=False)
    courier.carry(second, office)
    person = enter(commune)
    courier.carry(commune, office)
    office.edit(person, note="đã gặp")
    made = courier.fetch(office, second.id)
    assert [one.channel for one in made] == ["base"]
    opened = plain(made[0], second)
    with office.store.read() as connection:
        hidden = connection.exec_driver_sql(
            "SELECT stream, device FROM sync_stream WHERE channel = 'case'"
        ).all()
    assert hidden
    assert not any(bytes(row.stream) in opened for row in hidden)
    deliver(made, second)
    assert second.state() == office.state()
    with second.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM restricted_fact").scalar() == 0
        [paid] = connection.exec_driver_sql("SELECT monthly_vnd FROM allowance").all()
    assert paid == (750000,)


def test_a_device_without_clearance_refuses_restricted_streams(
    tmp_path: Path, courier: Courier
) -> None:
    commune, office = make_pair(tmp_path)
    enter(commune)
    courier.carry(commune, office)
    enrol(commune, office, restricted=False)  # the clearance was taken back here …
    with office.store.write(office.session.officer) as work:
        work.connection.exec_driver_sql("DELETE FROM sync_peer")
        work.create("restricted_fact", {"kind": "hiv", "value": "co"}, pv=PV)
        work.commit()
    assert [one.channel for one in courier.fetch(office, commune.id)] == ["base"]


def test_an_officer_without_clearance_neither_sends_nor_counts_it(
    tmp_path: Path, courier: Courier
) -> None:
    commune, office = make_pair(tmp_path)
    enter(commune)
    colleague = commune.uncleared()
    assert "dossiers" not in colleague.exchange.outgoing().topics
    assert "facts" not in colleague.exchange.outgoing().topics
    made = courier.fetch(colleague)
    assert [one.channel for one in made] == ["base"]
    base, case = courier.fetch(commune)
    assert [one.number for one in colleague.exchange.sent()] == [2, 1]
    assert [one.number for one in commune.exchange.sent()] != [2, 1]
    clerk = office.uncleared()
    outcomes = deliver([base, case], clerk)
    assert (outcomes[1].made, outcomes[1].changed) == (0, 0)
    assert [one.name for one in clerk.exchange.received()] == [base.name]
    report = clerk.exchange.verify(case.path)
    assert (report.channel, report.operations, report.topics) == (None, 0, {})
    assert office.state(Channel.CASE) == commune.state(Channel.CASE)


def test_a_restricted_difference_is_shown_only_to_the_cleared(
    tmp_path: Path, courier: Courier
) -> None:
    commune, office = make_pair(tmp_path)
    enter(commune)
    courier.carry(commune, office)
    with commune.store.read() as connection:
        row = connection.execute(select(RECORDS["restricted_dossier"].c.id)).scalar_one()
    commune.edit(row, kind="restricted_dossier", coefficient="2.0")
    office.edit(row, kind="restricted_dossier", coefficient="2.5")
    courier.carry(office, commune)
    [found] = commune.exchange.differences()
    assert (found.subject, found.base, found.money) == ("Nông Thị Mây", "1.5", True)
    assert commune.uncleared().exchange.differences() == []
    commune.exchange.settle(found, found.entries[0], "theo quyết định")
    with commune.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM settlement").scalar() == 0
        [reason] = connection.exec_driver_sql("SELECT reason FROM restricted_settlement").all()
    assert reason == ("theo quyết định",)


def test_another_communes_rows_never_reach_a_commune(tmp_path: Path, courier: Courier) -> None:
    commune, office = make_pair(tmp_path)
    other = make_desk(tmp_path, 2, pv=224615)
    enrol(other, office)
    enter(commune)
    courier.carry(commune, office)
    made = courier.fetch(office, other.id)
    opened = b"".join(plain(one, other) for one in made)
    assert "Mây".encode() not in opened
    assert commune.id.bytes not in opened


def test_what_may_not_lie_here_is_kept_back_instead_of_refused_there(
    tmp_path: Path, courier: Courier
) -> None:
    """Entered before the office said that nothing restricted may lie on this workstation."""
    commune, office = make_desk(tmp_path, 1), make_desk(tmp_path, 9, "office", OFFICE_PV)
    row = commune.person()
    with commune.store.write(commune.session.officer) as work:
        work.create("restricted_fact", {"kind": "hiv", "value": "co", "subject": row})
        work.commit()
    enrol(commune, office, restricted=False)
    made = courier.fetch(commune, office.id)
    assert [one.channel for one in made] == ["base"]
    assert [one.state for one in deliver(made, office)] == ["new"]
    assert commune.state() == office.state()
    enrol(commune, office, restricted=True)
    assert [one.state for one in courier.carry(commune, office)] == ["new", "new"]
    assert commune.states() == office.states()
