"""A second history that is longer than one file: its parts heal it, in whatever order they come."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.services.bundles import ExportedBundle
from app.services.missing_parts import MissingParts
from app.storage.streams import StreamBook
from app.sync import limits
from app.sync.steps import collect_changes
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.integration.two_devices.test_burned_branch import chains
from tests.integration.two_devices.test_forks import (
    alike,
    differing,
    exchanged,
    own_states,
    people,
    twin_of,
)

LONG = 9  # of a few operations for each file

Order = Callable[[list[ExportedBundle]], list[ExportedBundle]]


@pytest.fixture
def courier(tmp_path: Path) -> Courier:
    return Courier(tmp_path / "way")


@pytest.fixture
def copied(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """A laptop, its office, and a copy of the laptop that went on by itself with fewer entries."""
    laptop, office = make_pair(tmp_path)
    chinh = laptop.person()
    twin = twin_of(laptop, tmp_path)
    for number in range(LONG):
        laptop.person(f"Người {number}")
    laptop.edit(chinh, phone="0911111111")
    for name in ("Nông Văn Lầu", "Giàng Thị Mỷ", "Y Blô"):
        twin.person(name)
    twin.edit(chinh, note="vắng nhà")
    return laptop, office, twin


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on a file holds two operations."""

    def shrink() -> None:
        monkeypatch.setattr(limits, "MAX_OPS", 2)
        monkeypatch.setattr(collect_changes, "ROOM", 1)

    return shrink


def streams_of(desk: Desk) -> int:
    with desk.store.read() as connection:
        return sum(one.device == desk.id for one in StreamBook(connection))


EVERYBODY = {"Bế Văn Chính", "Nông Văn Lầu", "Giàng Thị Mỷ", "Y Blô"} | {
    f"Người {number}" for number in range(LONG)
}


def test_part_after_part_heals_the_copy(
    copied: tuple[Desk, Desk, Desk], courier: Courier, small: Callable[[], None]
) -> None:
    laptop, office, twin = copied
    courier.carry(laptop, office)
    courier.carry(twin, office)
    small()
    made = courier.fetch(office, twin.id)
    assert len(made) >= LONG // 2
    for one in made:
        deliver([one], twin)
        assert people(twin).keys() >= {"Bế Văn Chính", "Nông Văn Lầu", "Giàng Thị Mỷ", "Y Blô"}
    assert people(twin).keys() == EVERYBODY
    assert people(twin)["Bế Văn Chính"] == {"phone": "0911111111", "note": "vắng nhà"}
    assert differing(twin) == set()
    assert own_states(twin).count("open") == 1
    twin.person("Sau đó")
    exchanged(courier, laptop, twin, office=office)
    assert people(office).keys() == EVERYBODY | {"Sau đó"}
    assert differing(office) == set()
    alike(laptop, office, twin)


@pytest.mark.parametrize("seed", range(4))
def test_parts_that_are_lost_repeated_or_mixed_up(
    copied: tuple[Desk, Desk, Desk], courier: Courier, small: Callable[[], None], seed: int
) -> None:
    laptop, office, twin = copied
    chance = random.Random(seed)
    courier.carry(laptop, office)
    courier.carry(twin, office)
    small()
    for _ in range(3):
        made = courier.fetch(office, twin.id)
        made = [one for one in made for _ in range(chance.choice((0, 1, 1, 2)))]
        chance.shuffle(made)
        for one in made:
            deliver([one], twin)
        twin.person(f"Thêm {chance.random()}")
        courier.carry(twin, office)
    opened = streams_of(twin)
    exchanged(courier, laptop, twin, office=office)
    assert people(office).keys() >= EVERYBODY
    assert len(people(office)) == len(EVERYBODY) + 3
    assert differing(office) == set()
    alike(laptop, office, twin)
    assert streams_of(twin) <= opened + 1


def test_a_copy_that_meets_the_same_parts_again_and_again_opens_no_more_streams(
    copied: tuple[Desk, Desk, Desk], courier: Courier, small: Callable[[], None]
) -> None:
    laptop, office, twin = copied
    courier.carry(laptop, office)
    courier.carry(twin, office)
    small()
    counts = set()
    for _ in range(4):
        deliver(courier.fetch(office, twin.id)[:1], twin)
        counts.add(streams_of(twin))
    assert len(counts) == 1


def test_a_colleague_takes_over_a_long_branch_of_the_office(
    copied: tuple[Desk, Desk, Desk], courier: Courier, small: Callable[[], None], tmp_path: Path
) -> None:
    laptop, office, twin = copied
    beside = make_desk(tmp_path, 2)
    enrol(beside, office)
    courier.carry(beside, office)
    courier.carry(office, beside)
    courier.carry(office, twin)
    courier.carry(twin, beside)
    courier.carry(laptop, office)
    assert people(beside).keys() == {"Bế Văn Chính", "Nông Văn Lầu", "Giàng Thị Mỷ", "Y Blô"}
    small()
    exchanged(courier, twin, beside, office=office)
    assert people(beside).keys() == EVERYBODY
    assert chains(beside) == chains(office)
    alike(twin, beside, office)


def test_only_the_office_has_a_copy_give_way_to_what_is_not_proved_yet(
    copied: tuple[Desk, Desk, Desk], courier: Courier, small: Callable[[], None], tmp_path: Path
) -> None:
    """Anybody else could have stream after stream opened here; his parts wait for the office's."""
    laptop, office, twin = copied
    beside = make_desk(tmp_path, 2)
    enrol(beside, office)
    for source, target in ((beside, office), (office, beside), (office, twin), (office, laptop)):
        courier.carry(source, target)
    courier.carry(laptop, beside)
    small()
    before, entered = streams_of(twin), people(twin)
    made = beside.exchange.export(twin.id, courier.bag(), start=1)
    for one in made[:-1]:
        deliver([one], twin)
    assert (streams_of(twin), people(twin)) == (before, entered)
    exchanged(courier, laptop, twin, office=office)
    assert people(twin).keys() == EVERYBODY
    alike(laptop, office, twin)


def test_a_file_of_known_changes_moves_no_end(
    copied: tuple[Desk, Desk, Desk], courier: Courier, small: Callable[[], None], tmp_path: Path
) -> None:
    """Its end was not proved here: whoever passed it on could prove nothing to others."""
    laptop, office, _twin = copied
    beside = make_desk(tmp_path, 2)
    enrol(beside, office)
    for source, target in ((laptop, office), (beside, office), (office, beside)):
        courier.carry(source, target)
    laptop.person("Sau đó")
    courier.carry(laptop, office)
    small()
    made = office.exchange.export(beside.id, courier.bag(), start=1)
    for one in made:
        deliver([one], beside)
        with beside.store.read() as connection:
            held = [one for one in StreamBook(connection) if one.device == laptop.id and one.seq]
            assert held
            assert all(one.head_seq <= one.seq for one in held)


def test_a_branch_that_came_in_parts_is_passed_on_to_others(
    courier: Courier, small: Callable[[], None], tmp_path: Path
) -> None:
    """The copy's branch stood at the office until it was written anew; the other one, which lay
    aside there under several ends, takes its place and goes on to colleagues under the last."""
    laptop, office = make_pair(tmp_path)
    beside, third = make_desk(tmp_path, 2), make_desk(tmp_path, 3)
    enrol(beside, office)
    enrol(third, office)
    laptop.person()
    exchanged(courier, laptop, beside, third, office=office)
    twin = twin_of(laptop, tmp_path)
    for number in range(LONG):
        twin.person(f"Người {number}")
    for name in ("Nông Văn Lầu", "Giàng Thị Mỷ", "Y Blô"):
        laptop.person(name)
    courier.carry(twin, office)
    for source, target in ((laptop, beside), (twin, beside), (beside, twin)):
        courier.carry(source, target)
    small()
    courier.carry(laptop, office)
    courier.carry(twin, office)
    assert chains(office).items() >= chains(beside).items()
    courier.carry(office, third)
    assert people(third).keys() == EVERYBODY
    exchanged(courier, laptop, twin, beside, office=office)
    alike(laptop, office, twin, beside)


def test_parts_that_came_backwards_to_a_colleague_reach_the_office_whole(
    courier: Courier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its newest end came first; the parts before it must not make it forgotten."""
    laptop, office = make_pair(tmp_path)
    beside = make_desk(tmp_path, 2)
    enrol(beside, office)
    laptop.person()
    exchanged(courier, laptop, beside, office=office)
    twin = twin_of(laptop, tmp_path)
    for number in range(LONG):
        twin.person(f"Người {number}")
    for name in ("Nông Văn Lầu", "Giàng Thị Mỷ", "Y Blô"):
        laptop.person(name)
    courier.carry(twin, office)
    courier.carry(office, beside)
    with monkeypatch.context() as patched:
        patched.setattr(limits, "MAX_OPS", 2)
        patched.setattr(collect_changes, "ROOM", 1)
        made = courier.fetch(laptop, beside.id)
    assert len(made) > 1
    for one in reversed(made):
        deliver([one], beside)
    courier.carry(beside, office)
    parts = MissingParts(office.store, office.session)
    parts.take_up(parts.all())
    assert people(office).keys() == EVERYBODY
