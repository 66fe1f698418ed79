"""Two stations that hold the same changes prove it; a row that differs is found and named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from app.oplog.kinds import CURRENT
from app.oplog.registry import Channel
from app.storage import control_totals, kept_totals
from app.storage.state_hash import told_rows
from app.storage.streams import StreamBook
from app.sync import canonical, comparable, comparisons, limits, riders, totals
from app.sync.comparisons import Comparison
from app.sync.here import here
from app.sync.manifest import SegmentKind
from app.sync.reject import Reject
from app.sync.steps import collect_changes
from app.sync.steps.check_bundle import Checked
from app.sync.totals import OlderTotals, Totals
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair
from tests.fakes.spoiling import spoil


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


@pytest.fixture
def courier(tmp_path: Path) -> Courier:
    return Courier(tmp_path / "way")


def of(desk: Desk, peer: Desk, channel: str = "base") -> Comparison | None:
    with desk.store.read() as connection:
        return comparisons.comparison(connection, peer.id, channel, PV)


def there_and_back(courier: Courier, commune: Desk, office: Desk) -> None:
    courier.carry(commune, office)
    courier.carry(office, commune)


def test_nothing_is_told_before_the_other_side_has_said_what_it_holds(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    commune.person()
    courier.carry(commune, office)
    assert of(office, commune) is None


def test_stations_that_hold_the_same_agree(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    commune.person()
    there_and_back(courier, commune, office)
    found = of(commune, office)
    assert found is not None
    assert (found.agrees, found.compared_ms) == (True, commune.clock.now_ms())
    commune.person("Nông Thị Mai")
    courier.carry(commune, office)
    there = of(office, commune)
    assert there is not None
    assert (there.agrees, there.rows, there.named) == (True, 4, ())


def test_what_was_written_meanwhile_is_left_out(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    person = commune.person()
    courier.carry(commune, office)
    answer = courier.fetch(office, commune.id)
    commune.edit(person, phone="0912345678")
    commune.exchange.import_files([one.path for one in answer])
    found = of(commune, office)
    assert found is not None
    assert found.agrees


def test_restricted_totals_travel_in_restricted_bundles_only(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    there_and_back(courier, commune, office)
    with commune.store.write(commune.session.officer) as work:
        work.create("restricted_dossier", {"category": "k"})
        work.commit()
    courier.carry(commune, office)
    found = of(office, commune, "case")
    assert found is not None
    assert found.agrees
    payload = canonical.encode(
        totals._Totals(1, PV, "case", 1, 1, bytes(32), tuple(bytes(8) for _ in range(256)))
    )
    with office.store.write(office.session.officer) as work:
        at = here(work.connection)
        checked = Checked(cast(Any, None), at.known[commune.id], cast(Any, None), "base", (), ())
        with pytest.raises(Reject):
            Totals().take(work, at, checked, payload)


def test_nothing_is_compared_between_different_programs(
    pair: tuple[Desk, Desk], courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    commune.person()
    courier.carry(commune, office)
    answer = courier.fetch(office, commune.id)
    with monkeypatch.context() as newer:
        newer.setattr(comparable, "CURRENT", replace(CURRENT, edition=CURRENT.edition + 1))
        commune.exchange.import_files([one.path for one in answer])
    assert of(commune, office) is None


def test_they_go_with_every_bundle_of_an_export(
    pair: tuple[Desk, Desk], courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    there_and_back(courier, commune, office)
    for number in range(6):
        commune.person(f"Điểu {number}")
    monkeypatch.setattr(limits, "MAX_OPS", 3)
    monkeypatch.setattr(collect_changes, "ROOM", 1)
    made = courier.fetch(commune)
    assert len(made) == 2
    seen = []
    take = Totals.take

    def counting(*given: Any) -> None:
        seen.append(given)
        take(*given)

    monkeypatch.setattr(Totals, "take", counting)
    for late, one in enumerate(reversed(made)):
        office.exchange.import_files([one.path])
        assert len(seen) == late + 1
    found = of(office, commune)
    assert found is not None
    assert (found.agrees, found.rows) == (True, 8)


def test_a_change_costs_the_look_at_its_bucket_only(
    pair: tuple[Desk, Desk], courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    people = [commune.person(f"Điểu {number}") for number in range(20)]
    there_and_back(courier, commune, office)
    courier.fetch(commune)
    read: list[bytes] = []

    def watched(*given: Any, ends: bytes) -> Any:
        read.append(ends)
        return told_rows(*given, ends=ends)

    monkeypatch.setattr(kept_totals, "told_rows", watched)
    courier.fetch(commune)
    assert read == []
    commune.edit(people[3], phone="0912345678")
    courier.fetch(commune)
    assert read == [people[3].bytes[-1:]]


def test_what_is_kept_wrongly_raises_no_alarm_and_is_made_anew(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    commune.person()
    there_and_back(courier, commune, office)
    with commune.store.write(commune.session.officer) as work:
        work.connection.exec_driver_sql("UPDATE kept_total SET hashes = zeroblob(8192)")
        work.commit()
    courier.carry(office, commune)
    found = of(commune, office)
    assert found is not None
    assert found.agrees
    with commune.store.read() as connection:
        streams = StreamBook(connection)
        kept = kept_totals.kept(connection, PV, Channel.BASE)
        assert kept is not None
        assert (
            kept.hashes
            == kept_totals.counted(connection, streams, PV, Channel.BASE, now_ms=0).hashes
        )


def test_a_row_that_a_disk_spoiled_is_noticed_within_a_week(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    person = commune.person()
    there_and_back(courier, commune, office)
    spoil(office, person, "Điểu Khác")
    courier.carry(office, commune)
    found = of(commune, office)
    assert found is not None
    assert found.agrees
    office.clock.advance(minutes=8 * 24 * 60)
    courier.carry(office, commune)
    found = of(commune, office)
    assert found is not None
    assert found.agrees is False


def test_totals_of_an_earlier_program_are_still_compared(
    pair: tuple[Desk, Desk], courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    person = commune.person()
    courier.carry(commune, office)

    class Earlier(Totals):
        def offer(self, connection: Any, at: Any, peer: Any, channel: str) -> list[bytes]:
            streams = StreamBook(connection)
            ours = control_totals.older_totals(connection, streams, PV, Channel(channel))
            return [totals.encoded(PV, channel, ours)]

    for name in ("Vàng A Lềnh", "Vàng A Dí"):
        with monkeypatch.context() as earlier:
            earlier.setattr(riders, "EACH", {SegmentKind.OLDER_TOTALS: Earlier()})
            answer = courier.fetch(office, commune.id)
        commune.exchange.import_files([one.path for one in answer])
        found = of(commune, office)
        assert found is not None
        assert found.agrees is (name == "Vàng A Lềnh")
        spoil(office, person, name)


@pytest.mark.parametrize("rider", [Totals(), OlderTotals()])
@pytest.mark.parametrize("payload", [b"\x91\x02", b"", canonical.encode([1, PV, "base", b""])])
def test_what_is_not_in_their_form_is_refused(
    pair: tuple[Desk, Desk], rider: Totals | OlderTotals, payload: bytes
) -> None:
    _, office = pair
    with office.store.write(office.session.officer) as work, pytest.raises(Reject):
        rider.take(work, here(work.connection), cast(Checked, None), payload)
