"""An enrolled workstation whose program is not ours: its signature is good, its content is not."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.core.ids import new_id
from app.oplog.kinds import BY_NAME
from app.oplog.operation import Operation, Value, Write, encode
from app.oplog.registry import Channel
from app.services.missing_parts import MissingParts
from app.services.search import Search
from app.services.upkeep import Upkeep
from app.sync import crowd, own_device, sending
from app.sync.container import peek
from tests.factories import PV
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, enrol, make_desk


def forge(desk: Desk, kind: str, values: dict[str, Value]) -> None:
    """Write what no program of ours would into the desk's own stream."""
    fields = BY_NAME[kind].by_name
    writes = sorted((fields[name].number, value) for name, value in values.items())
    with desk.store.write(desk.session.officer) as work:
        stream = work.streams.own(desk.id, Channel.BASE, PV)
        operation = Operation(
            1,
            stream.seq + 1,
            desk.clock.now_ms() << 16,
            1,
            desk.session.officer.bytes,
            1,
            BY_NAME[kind].number,
            PV,
            new_id().bytes,
            [Write(number, value, []) for number, value in writes],
        )
        work.receive(stream, encode(operation))
        work.commit()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("person", {"name": "Vàng A Sùng", "birth": "hôm qua"}),
        ("person", {"name": "Vàng A Sùng", "pin": "không có"}),
        ("allowance", {"monthly_vnd": (1 << 63) - 1, "from_month": "2026-01"}),
        ("event", {"name": "Lũ", "happened_on": "9999-99-99"}),
    ],
)
def test_values_that_nobody_can_reckon_with_change_nothing(
    pair: tuple[Desk, Desk], tmp_path: Path, kind: str, values: dict[str, Value]
) -> None:
    commune, office = pair
    commune.person("Vàng A Lềnh")
    for _ in range(2):  # two sums that no longer fit into 64 bits
        forge(commune, kind, values)
    [made] = commune.exchange.export(office.id, tmp_path)
    [outcome] = office.exchange.import_files([made.path])
    assert (outcome.state, outcome.made) == ("new", 2)
    services = office.services()
    assert services.upkeep.doctor().denied == 2
    assert services.upkeep.doctor().healthy
    assert {line.monthly_vnd for line in services.office.communes()} == {0}
    hits = Search(commune.store, commune.session).find("vang a")
    assert [hit.title for hit in hits] == ["Vàng A Lềnh"]


def test_bytes_that_nobody_can_read_hold_up_nothing(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    """They are kept and passed on as they were signed; what stands around them joins."""
    commune, office = pair
    commune.person("Vàng A Lềnh")
    for raw in (b"\x00", b"\x91" * 2_000, bytes([0x9B, 2]) + bytes(10)):
        with commune.store.write(commune.session.officer) as work:
            work.receive(work.streams.own(commune.id, Channel.BASE, PV), raw)
            work.commit()
        commune.person("Vàng A Sùng")
    neighbour = make_desk(tmp_path, 2)
    enrol(neighbour, office)
    courier = Courier(tmp_path)
    assert courier.carry(neighbour, office)[0].state == "new"
    [sent] = commune.exchange.export(office.id, courier.bag())
    assert office.exchange.verify(sent.path).operations == 8
    [outcome] = office.exchange.import_files([sent.path])
    assert (outcome.state, outcome.made, outcome.unused.unknown) == ("new", 5, 1)
    assert courier.carry(office, neighbour)[0].made == 5 + 1
    for desk in (office, neighbour):
        report = Upkeep(desk.store, cleared=True).doctor()
        assert (report.denied, report.waiting, report.healthy) == (2, 1, True)
    assert neighbour.state() == office.state()


def test_an_id_that_somebody_else_used_first_hides_no_bundle(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The id stands on the outside: a neighbour sees it on the stick and sends it first."""
    commune, office = pair
    commune.person("Vàng A Lềnh")
    neighbour = make_desk(tmp_path, 2, pv=224615)
    enrol(neighbour, office)
    for folder in ("honest", "forged"):
        (tmp_path / folder).mkdir()
    [honest] = commune.exchange.export(office.id, tmp_path / "honest")
    with monkeypatch.context() as forging:
        with honest.path.open("rb") as file:
            used = UUID(bytes=peek(file).bundle_id)
        forging.setattr(sending, "new_id", lambda: used)
        [forged] = neighbour.exchange.export(office.id, tmp_path / "forged")
    states = []
    for path in (forged.path, honest.path, forged.path, honest.path):
        waits = bool(office.exchange.waiting_files(path.parent))
        states.append((waits, office.exchange.import_files([path])[0].state))
    assert states == [(True, "new"), (True, "new"), (False, "known"), (False, "known")]
    assert office.state() == commune.state()


def test_what_others_opened_without_end_holds_up_nobody(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop fills its colleague with streams; the colleague's own work still arrives."""
    honest, office = pair
    hostile = make_desk(tmp_path, 2)
    enrol(hostile, office)
    courier = Courier(tmp_path / "way")
    for desk in (honest, hostile):
        courier.carry(office, desk)
    for _ in range(6):
        hostile.person("Không Có Thật")
        with hostile.store.write(hostile.session.officer) as work:
            own = own_device.load(work.connection)
            old = work.streams.own(hostile.id, Channel.BASE, PV)
            own_device.reopen(work.streams, own, old, created_ms=work.now_ms)
            work.commit()
    deliver(courier.fetch(hostile, honest.id), honest)
    honest.person("Vàng A Lềnh")
    monkeypatch.setattr(crowd, "MOST", 4)
    [refused] = courier.carry(hostile, office)
    assert (refused.state, refused.code) == ("refused", "too_many_streams")
    [taken] = courier.carry(honest, office)
    assert (taken.state, taken.made) == ("new", 2)
    assert taken.warning is not None
    with office.store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM person").scalars().all()
    assert names == ["Vàng A Lềnh"]


def test_taking_up_part_after_part_has_the_office_refused_by_nobody(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop keeps back the first change of stream after stream; one click takes up the rest."""
    honest, office = pair
    hostile = make_desk(tmp_path, 2)
    enrol(hostile, office)
    courier = Courier(tmp_path / "way")
    for _ in range(5):
        with hostile.store.write(hostile.session.officer) as work:
            own = own_device.load(work.connection)
            old = work.streams.own(hostile.id, Channel.BASE, PV)
            own_device.reopen(work.streams, own, old, created_ms=work.now_ms)
            work.commit()
        for _ in range(2):
            hostile.person("Không Có Thật")
    deliver(hostile.exchange.export(office.id, courier.bag(), start=2), office)
    parts = MissingParts(office.store, office.session)
    assert len(parts.all()) == 5
    parts.take_up(parts.all())
    monkeypatch.setattr(crowd, "MOST", 6)
    [taken] = courier.carry(office, honest)
    assert (taken.state, taken.code) == ("new", None)
    with honest.store.read() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM person WHERE alive").scalar_one()
    assert count == 5
