"""The very rows that differ are named at both ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from app.oplog.registry import EDITION
from app.sync import canonical, comparisons, totals_rows
from app.sync.comparisons import Comparison
from app.sync.here import here
from app.sync.reject import Reject
from app.sync.steps.check_bundle import Checked
from app.sync.totals_rows import TotalsRows
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


@pytest.mark.parametrize("payload", [b"\x91\x02", b"", canonical.encode([1, PV, "base", b""])])
def test_what_is_not_in_their_form_is_refused(pair: tuple[Desk, Desk], payload: bytes) -> None:
    _, office = pair
    with office.store.write(office.session.officer) as work, pytest.raises(Reject):
        TotalsRows().take(work, here(work.connection), cast(Checked, None), payload)


def test_a_row_outside_of_its_bucket_is_refused(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    commune.person()
    there_and_back(courier, commune, office)
    made = courier.fetch(commune)[0]
    row = totals_rows._Row(2, bytes(15) + b"\x07", bytes(8))
    payload = canonical.encode(totals_rows._Rows(1, PV, "base", b"\x01", (row,)))
    seen: list[Checked] = []
    office.exchange.verify(made.path)
    with office.store.write(office.session.officer) as work:
        at = here(work.connection)
        said = {"schema": EDITION, "have": (), "trust_version": 1}
        manifest = cast(Any, type("Said", (), said))
        seen.append(Checked(manifest, at.known[commune.id], cast(Any, None), None, (), ()))
        with pytest.raises(Reject):
            TotalsRows().take(work, at, seen[0], payload)
