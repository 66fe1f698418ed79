"""Two stations that hold the same changes prove it; a row that differs is found and named."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy import event

from app.oplog.registry import SCHEMA
from app.sync import canonical, comparisons, totals
from app.sync.comparisons import Comparison
from app.sync.here import here
from app.sync.reject import Reject
from app.sync.steps.check_bundle import Checked
from app.sync.totals import Totals, TotalsRows
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair


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


def spoil(desk: Desk, row: UUID, name: str) -> None:
    """A row changes behind the log, as no program does and a bad disk may."""
    with desk.store.write(desk.session.officer) as work:
        connection = work.connection
        for trigger in ("person_only_folded", "person_never_deleted"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.exec_driver_sql("UPDATE person SET name = ? WHERE id = ?", (name, row.bytes))
        work.commit()


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


def test_they_go_once_in_a_week_of_changes(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    commune.person()
    there_and_back(courier, commune, office)
    courier.carry(commune, office)
    first = of(commune, office)
    assert first is not None
    told = of(office, commune)
    assert told is not None
    office.clock.advance(minutes=60)
    commune.clock.advance(minutes=60)
    commune.person("Nông Thị Mai")
    courier.carry(commune, office)
    assert of(office, commune) == told
    commune.clock.advance(minutes=8 * 24 * 60)
    office.clock.advance(minutes=8 * 24 * 60)
    commune.person("Nông Văn Lầu")
    courier.carry(commune, office)
    later = of(office, commune)
    assert later is not None
    assert later.compared_ms == office.clock.now_ms()


def test_a_row_that_differs_is_named_at_both_ends_and_mended_by_an_entry(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    people = [commune.person(f"Điểu {number}") for number in range(30)]
    courier.carry(commune, office)
    spoil(office, people[7], "Điểu Khác")
    courier.carry(office, commune)
    found = of(commune, office)
    assert found is not None
    assert (found.agrees, found.named) == (False, ())
    there_and_back(courier, commune, office)
    for desk, peer in ((commune, office), (office, commune)):
        known = of(desk, peer)
        assert known is not None
        assert [one.row for one in known.named] == [people[7].bytes]
    commune.edit(people[7], name="Điểu Bảy")
    there_and_back(courier, commune, office)
    for desk, peer in ((commune, office), (office, commune)):
        known = of(desk, peer)
        assert known is not None
        assert (known.agrees, known.named) == (True, ())


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
        newer.setattr(totals, "SCHEMA", 2)
        commune.exchange.import_files([one.path for one in answer])
    assert of(commune, office) is None


def test_an_export_without_totals_reads_no_row(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    commune.person()
    there_and_back(courier, commune, office)
    courier.carry(commune, office)
    asked: list[str] = []
    reader = commune.store._reader
    event.listen(reader, "before_cursor_execute", lambda *a: asked.append(a[2]))
    commune.person("Nông Thị Mai")
    courier.fetch(commune)
    assert not any("FROM person" in one for one in asked)


@pytest.mark.parametrize("rider", [Totals(), TotalsRows()])
@pytest.mark.parametrize("payload", [b"\x91\x02", b"", canonical.encode([1, PV, "base", b""])])
def test_what_is_not_in_their_form_is_refused(
    pair: tuple[Desk, Desk], rider: Totals | TotalsRows, payload: bytes
) -> None:
    _, office = pair
    with office.store.write(office.session.officer) as work, pytest.raises(Reject):
        rider.take(work, here(work.connection), cast(Checked, None), payload)


def test_a_row_outside_of_its_bucket_is_refused(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    commune.person()
    there_and_back(courier, commune, office)
    made = courier.fetch(commune)[0]
    row = totals._Row(2, bytes(15) + b"\x07", bytes(8))
    payload = canonical.encode(totals._Rows(1, PV, "base", b"\x01", (row,)))
    seen: list[Checked] = []
    office.exchange.verify(made.path)
    with office.store.write(office.session.officer) as work:
        at = here(work.connection)
        said = {"schema": SCHEMA, "have": (), "trust_version": 1}
        manifest = cast(Any, type("Said", (), said))
        seen.append(Checked(manifest, at.known[commune.id], cast(Any, None), None, (), ()))
        with pytest.raises(Reject):
            TotalsRows().take(work, at, seen[0], payload)
