"""Two laptops of one commune swap directly, and a new one is filled by the office at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.oplog.registry import Channel
from app.sync import limits
from app.sync.steps import collect_changes
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, enrol, make_desk, make_pair


@pytest.fixture
def three(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """Two laptops that have heard of each other, and their office."""
    first, office = make_pair(tmp_path)
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    before = Courier(tmp_path / "before")
    before.carry(office, first)
    before.carry(office, second)
    return first, second, office


def people(desk: Desk) -> list[str]:
    with desk.store.read() as connection:
        found = connection.exec_driver_sql("SELECT name FROM person ORDER BY name")
        return list(found.scalars())


def test_a_new_laptop_gets_everything_with_the_offices_first_files(
    tmp_path: Path, courier: Courier
) -> None:
    first, office = make_pair(tmp_path)
    person = first.person()
    with first.store.write(first.session.officer) as work:
        work.create("restricted_dossier", {"person": person, "category": "k"})
        work.commit()
    courier.carry(first, office)
    courier.carry(office, first)
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    [line] = [one for one in office.services().office.communes() if first.id in one.devices]
    assert line.answer_due
    made = courier.fetch(office, second.id)
    assert [one.channel for one in made] == ["base", "case"]
    deliver(made, second)
    own = {"Cán bộ 1", "Cán bộ 9", "Cán bộ 2"}
    with second.store.read() as connection:
        names = set(connection.exec_driver_sql("SELECT name FROM officer").scalars())
    assert (names, people(second)) == (own, ["Bế Văn Chính"])
    assert second.state(Channel.CASE) == first.state(Channel.CASE) == office.state(Channel.CASE)
    # Lost laptop or new one: it goes on from what it was given.
    second.edit(person, phone="0912345678")
    courier.carry(second, office)
    courier.carry(office, first)
    assert first.state() == second.state() == office.state()


def test_two_laptops_swap_without_the_office(
    three: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    first, second, _ = three
    there = {one.device: one for one in first.exchange.destinations()}
    assert [one.beside for one in first.exchange.destinations()] == [False, True]
    assert there[second.id].role == "commune"
    person = first.person()
    courier.carry(first, second)
    second.edit(person, phone="0912345678")
    courier.carry(second, first)
    assert first.states() == second.states()
    assert first.exchange.differences() == []


def test_what_one_laptop_wrote_reaches_the_office_by_the_other(
    three: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    first, second, office = three
    first.person()
    courier.carry(first, second)
    [made] = courier.fetch(second)
    assert made.operations == 3  # its own officer, and both entries of the other
    deliver([made], office)
    assert office.state(Channel.CASE) == second.state(Channel.CASE)
    assert people(office) == people(second) == people(first)
    first.person("Nông Thị Mai")
    assert [one.operations for one in courier.fetch(first)] == [3]  # it cannot know yet
    courier.carry(first, office)
    assert office.exchange.received()[0].made == 1


def test_the_offices_answers_are_passed_on_too(
    three: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    first, second, office = three
    person = first.person()
    courier.carry(first, office)
    office.edit(person, birth="1965-03-04")
    courier.carry(office, first)
    courier.carry(first, second)
    courier.carry(second, office)
    courier.carry(second, first)
    assert second.states() == first.states() == office.states()


def test_neither_order_nor_loss_changes_the_result(
    three: tuple[Desk, Desk, Desk], courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, office = three
    monkeypatch.setattr(limits, "MAX_OPS", 4)
    monkeypatch.setattr(collect_changes, "ROOM", 1)
    desks = (first, second, office)
    person = first.person()
    for number in range(12):
        desks[number % 2].person(f"Người thứ {number}")
        source, target = courier.random.sample(desks, 2)
        courier.carry_badly(source, target)
    first.edit(person, phone="0900000001")
    for _ in range(2):
        for source, target in ((first, second), (second, office), (office, first)):
            courier.carry(source, target)
    assert first.states() == second.states() == office.states()


def test_a_laptop_without_clearance_passes_nothing_restricted_on(
    tmp_path: Path, courier: Courier
) -> None:
    first, office = make_pair(tmp_path)
    second = make_desk(tmp_path, 2)
    enrol(second, office, restricted=False)
    courier.carry(office, first)
    courier.carry(office, second)
    person = first.person()
    with first.store.write(first.session.officer) as work:
        work.create("restricted_dossier", {"person": person, "category": "k"})
        work.commit()
    made = courier.fetch(first, second.id)
    assert {one.channel for one in made} == {"base"}
    deliver(made, second)
    courier.carry(second, first)
    assert second.state() == first.state()
    assert second.state(Channel.CASE) != first.state(Channel.CASE)


def test_a_neighbour_commune_is_no_destination(tmp_path: Path, courier: Courier) -> None:
    first, office = make_pair(tmp_path)
    other = make_desk(tmp_path, 2, pv=224615)
    enrol(other, office)
    courier.carry(office, first)
    courier.carry(office, other)
    assert [one.role for one in other.exchange.destinations()] == ["office"]
    with pytest.raises(Correctable, match="unknown_peer"):
        other.exchange.export(first.id, tmp_path)


def test_what_waits_for_the_office_is_not_counted_twice(
    three: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    first, second, _ = three
    first.person()
    waiting = first.exchange.unsent().operations
    assert first.exchange.outgoing().operations == waiting
    courier.carry(first, second)
    assert first.exchange.unsent().operations == waiting
    assert first.exchange.outgoing(second.id).operations == 0
