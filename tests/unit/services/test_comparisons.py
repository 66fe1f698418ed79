"""What an officer hears of control totals: agreement, one sentence, and the persons concerned."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.services.comparisons import Compared
from app.sync import comparisons
from app.sync.comparisons import NamedRow
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair

PERSON = 4


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def note(desk: Desk, peer: Desk, *rows: UUID, channel: str = "base") -> list[Compared]:
    with desk.store.write(desk.session.officer) as work:
        comparisons.note_compared(
            work.connection,
            peer.id,
            channel,
            PV,
            now_ms=work.now_ms,
            rows=3,
            operations=4,
            differing=[1],
        )
        if rows:
            named = [NamedRow(PERSON, row.bytes) for row in rows]
            comparisons.note_named(work.connection, peer.id, channel, PV, named)
        work.commit()
    return desk.exchange.compared()


def test_stations_that_hold_the_same_say_so(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    commune.person()
    assert commune.exchange.compared() == []
    courier = Courier(tmp_path)
    courier.carry(commune, office)
    courier.carry(office, commune)
    [found] = commune.exchange.compared()
    assert (found.agrees, found.peer, found.channel) == (True, "Tỉnh Lâm Đồng", "base")
    assert (found.rows, found.operations) == (3, 3)
    assert found.advice() == ""


def test_before_the_records_are_named_another_exchange_is_asked_for(
    pair: tuple[Desk, Desk],
) -> None:
    commune, office = pair
    [found] = note(commune, office)
    assert not found.agrees
    assert "thêm một lượt" in found.advice()


def test_the_person_is_named(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    person, gone = commune.person(), UUID(int=7)
    [found] = note(commune, office, person, gone)
    assert [(one.subject, one.person) for one in found.records] == [
        ("Bế Văn Chính", person),
        ("", None),
    ]
    assert "2 bản ghi" in found.advice()


def test_of_restricted_records_only_a_cleared_officer_hears(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    assert len(note(commune, office, channel="case")) == 1
    assert commune.uncleared().exchange.compared() == []
