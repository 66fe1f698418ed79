"""While two entries wait about a matter nothing is decided; the choice travels and frees it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.services.decisions import DecisionEntry, Decisions
from app.services.differences import open_differences
from app.services.unsettled import require_settled
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair

REFUSED = DecisionEntry(
    granted=False, number="12/QĐ", signed_on="2026-08-03", signer="Y Thim Byă",
    signer_title="Chủ tịch", reason="không đủ điều kiện",
)  # fmt: skip


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def decide(desk: Desk, dossier: UUID) -> None:
    Decisions(desk.store, desk.session).decide(dossier, REFUSED)


def prepared(pair: tuple[Desk, Desk], courier: Courier, kind: str = "dossier") -> tuple[UUID, UUID]:
    """A person with a dossier, known at both places."""
    commune, office = pair
    person = commune.person()
    with commune.store.write(commune.session.officer) as work:
        dossier = work.create(
            kind,
            {"person": person, "category": "5.6", "received_on": "2026-08-01", "state": "received"},
        )
        work.commit()
    courier.carry(commune, office)
    return person, dossier


def differ(pair: tuple[Desk, Desk], courier: Courier, row: UUID, kind: str, field: str) -> None:
    commune, office = pair
    commune.edit(row, kind=kind, pv=PV, **{field: "2026-07-01"})
    office.edit(row, kind=kind, pv=PV, **{field: "2026-07-02"})
    courier.carry(office, commune)


@pytest.mark.parametrize("about", ["person", "dossier"])
def test_a_decision_waits_until_somebody_chose_anywhere(
    pair: tuple[Desk, Desk], tmp_path: Path, about: str
) -> None:
    commune, office = pair
    courier = Courier(tmp_path)
    person, dossier = prepared(pair, courier)
    row, field = (person, "moved_on") if about == "person" else (dossier, "verified_on")
    differ(pair, courier, row, about, field)
    with pytest.raises(Correctable, match="unsettled") as refusal:
        decide(commune, dossier)
    assert "fields" in refusal.value.params
    courier.carry(commune, office)
    [found] = office.exchange.differences()
    office.exchange.settle(found, found.entries[0], "đã xem giấy tờ")
    courier.carry(office, commune)
    decide(commune, dossier)


def test_what_concerns_somebody_else_holds_nothing_up(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, _office = pair
    courier = Courier(tmp_path)
    other = commune.person("Nông Văn Lầu")
    _person, dossier = prepared(pair, courier)
    differ(pair, courier, other, "person", "moved_on")
    decide(commune, dossier)


def test_a_restricted_difference_is_told_to_the_cleared_alone(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, _office = pair
    courier = Courier(tmp_path)
    person, dossier = prepared(pair, courier, "restricted_dossier")
    differ(pair, courier, dossier, "restricted_dossier", "verified_on")
    uncleared = replace(commune.session, cleared=False)
    assert open_differences(commune.store, uncleared) == []
    with commune.store.read() as connection:
        require_settled(connection, uncleared, {person}, pv=PV)
        with pytest.raises(Correctable, match="unsettled"):
            require_settled(connection, commune.session, {person}, pv=PV)
