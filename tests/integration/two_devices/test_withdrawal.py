"""A stolen laptop: what it writes later is kept and not used, and joins when somebody vouches."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from app.core.errors import Correctable
from app.models.log import sync_peer
from app.models.records import person
from app.services.history import History
from app.services.upkeep import Upkeep
from app.storage.replay import replay
from tests.factories import PV
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import DAY, OFFICE_PV, Desk, enrol, make_desk
from tests.fakes.roots import version_at

WHY = "máy bị mất"


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """A commune's two laptops, the second of which will be lost, and the office."""
    first, second = make_desk(tmp_path, 1), make_desk(tmp_path, 2)
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    enrol(first, office)
    enrol(second, office)
    way = Courier(tmp_path / "before")
    for desk in (first, second):  # the officers' names
        way.carry(desk, office)
    for desk in (first, second):
        way.carry(office, desk)
    return first, second, office


def stated(desk: Desk, peer: Desk) -> list[int]:
    """The numbers of what ``peer`` said it holds, as ``desk`` remembers it."""
    with desk.store.read() as connection:
        said = select(sync_peer.c.statement).where(sync_peer.c.device == peer.id)
        return list(connection.execute(said).scalars())


def known(lost: Desk, office: Desk, courier: Courier) -> UUID:
    """Somebody whom the laptop told the office of before it was lost."""
    row = lost.person("Bế Văn Chính")
    courier.carry(lost, office)
    return row


def names(desk: Desk) -> set[str]:
    with desk.store.read() as connection:
        assert replay(connection, verify=lambda *_: True).found == 0
        return set(connection.execute(select(person.c.name).where(person.c.alive)).scalars())


def test_what_comes_later_is_kept_counted_and_not_used(
    desks: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    _, lost, office = desks
    row = known(lost, office, courier)
    change = office.care.withdraw(lost.id, WHY)
    assert (change.version, change.in_force, change.rows) == (2, True, 0)
    lost.edit(row, name="Bế Văn Chinh")
    lost.person("Không Có Thật")
    [outcome] = deliver(courier.fetch(lost), office)
    assert (outcome.state, outcome.made, outcome.changed) == ("new", 0, 0)
    assert outcome.unused.withheld == 2
    assert outcome.warning is not None
    assert names(office) == {"Bế Văn Chính"}
    [_, machine] = office.care.machines()
    assert (machine.device, machine.state) == (lost.id, "revoked")
    assert machine.withheld == 2


def test_nothing_is_encrypted_to_it_any_more(
    desks: tuple[Desk, Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    first, lost, office = desks
    office.care.withdraw(lost.id, WHY)
    assert [one.device for one in office.exchange.destinations()] == [first.id]
    with pytest.raises(Correctable, match="unknown_peer"):
        office.exchange.export(lost.id, tmp_path)


def test_colleagues_learn_it_and_hold_the_same(
    desks: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    first, lost, office = desks
    row = known(lost, office, courier)
    courier.carry(office, first)
    lost.edit(row, name="Bế Văn Chinh")
    courier.carry(lost, office)
    courier.carry(office, first)
    assert names(first) == {"Bế Văn Chinh"}
    office.care.withdraw(lost.id, WHY, since=DAY)  # all of it was written by somebody else
    assert names(office) == set()
    courier.carry(office, first)
    assert version_at(first) == 2
    assert names(first) == set()
    assert first.states() == office.states()


def test_a_lower_number_takes_back_what_was_used(
    desks: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    _, lost, office = desks
    row = known(lost, office, courier)
    before = office.state()
    lost.clock.advance(days=3)
    lost.edit(row, name="Người Khác")
    lost.person("Không Có Thật")
    courier.carry(lost, office)
    change = office.care.withdraw(lost.id, WHY, since=DAY + timedelta(days=2))
    assert change.rows == 2
    assert names(office) == {"Bế Văn Chính"}
    assert office.state() == before


def test_somebody_vouches_and_what_waited_joins(
    desks: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    first, lost, office = desks
    row = known(lost, office, courier)
    office.care.withdraw(lost.id, WHY)
    courier.carry(office, first)
    lost.edit(row, name="Bế Văn Chinh")
    courier.carry(lost, office)
    courier.carry(office, first)
    assert names(first) == {"Bế Văn Chính"}
    assert office.care.vouch(lost.id).rows == 1
    assert names(office) == {"Bế Văn Chinh"}
    courier.carry(office, first)
    assert (version_at(first), names(first)) == (3, {"Bế Văn Chinh"})
    assert first.states() == office.states() == lost.states()
    lost.edit(row, name="Lại Khác")  # it is still withdrawn
    [outcome] = deliver(courier.fetch(lost), office)
    assert outcome.unused.withheld == 1
    with pytest.raises(Correctable, match="not_withdrawn"):
        office.care.take_back(first.id)


def test_a_laptop_that_was_only_mislaid_is_taken_back(
    desks: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    _, lost, office = desks
    office.care.withdraw(lost.id, WHY)
    lost.person("Bế Văn Chính")
    courier.carry(lost, office)
    assert names(office) == set()
    office.care.take_back(lost.id)
    assert names(office) == {"Bế Văn Chính"}
    courier.carry(office, lost)
    assert version_at(lost) == 3


def test_a_laptop_nobody_has_heard_of_counts_not_at_all(
    desks: tuple[Desk, Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    """Its streams are opened here only after it was withdrawn."""
    first, _, office = desks
    lost = make_desk(tmp_path, 3)
    enrol(lost, office)
    office.care.withdraw(lost.id, WHY)
    lost.person("Bế Văn Chính")
    [outcome] = deliver(courier.fetch(lost), office)
    assert (outcome.made, outcome.unused.withheld) == (0, 2)
    courier.carry(office, first)  # relayed, and told with it that it does not count
    assert names(first) == set()
    assert first.states() == office.states()


def test_the_withdrawn_says_nothing_but_its_operations(
    desks: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    _, lost, office = desks
    office.care.withdraw(lost.id, WHY)
    before = stated(office, lost)
    lost.clock.advance(days=1)
    courier.carry(lost, office)
    assert stated(office, lost) == before


def test_who_may_withdraw_whom_and_with_what_words(desks: tuple[Desk, Desk, Desk]) -> None:
    first, lost, office = desks
    with pytest.raises(Correctable, match="wrong_role"):
        first.care.withdraw(lost.id, WHY)
    for reason in ("", "   ", "x" * 201):
        with pytest.raises(Correctable, match="reason_missing"):
            office.care.withdraw(lost.id, reason)
    with pytest.raises(Correctable, match="unknown_machine"):
        office.care.withdraw(office.id, WHY)
    with pytest.raises(Correctable, match="nothing_withheld"):
        office.care.vouch(lost.id)
    assert version_at(office) == 1


def test_without_clearance_nothing_is_told_of_restricted_records(
    desks: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    _, lost, office = desks
    office.care.withdraw(lost.id, WHY)
    somebody = lost.person()
    with lost.store.write(lost.session.officer) as work:
        work.create("restricted_fact", {"subject": somebody, "kind": "hiv"})
        work.commit()
    courier.carry(lost, office)
    cleared, uncleared = (
        next(one for one in desk.care.machines() if one.device == lost.id).withheld
        for desk in (office, office.uncleared())
    )
    assert cleared == uncleared + 1


def test_the_doctor_counts_it_and_the_history_tells_it(
    desks: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    _, lost, office = desks
    row = known(lost, office, courier)
    office.care.withdraw(lost.id, WHY)
    lost.edit(row, name="Bế Văn Chinh")
    courier.carry(lost, office)
    report = Upkeep(office.store, cleared=True).doctor()
    assert (report.healthy, report.withheld) == (True, 1)
    assert report.as_json()["withheld"] == 1
    lines = History(office.store, office.session).of_row("person", row, pv=PV)
    assert sorted(one.action for one in lines) == ["Ghi mới", "Để riêng, chưa dùng"]


def test_totals_are_compared_only_under_one_root_document(
    desks: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    """A colleague who has not heard of the withdrawal yet holds other rows, and nobody is wrong."""
    first, lost, office = desks
    known(lost, office, courier)
    courier.carry(office, first)
    early = courier.fetch(first, office.id)
    office.care.withdraw(lost.id, WHY, since=DAY)
    deliver(early, office)
    with office.store.read() as connection:
        differing = connection.exec_driver_sql("SELECT count(*) FROM sync_total WHERE agrees = 0")
        assert differing.scalar() == 0
