"""Control totals with a bad courier: they are compared often, and never find what is not there."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.sync import comparisons
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair

ROUNDS = 20
DAY = 24 * 60


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """Two laptops of a commune and their office."""
    first, office = make_pair(tmp_path)
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    before = Courier(tmp_path / "before")
    before.carry(office, first)
    before.carry(office, second)
    return first, second, office


def answers(desk: Desk) -> list[bool]:
    with desk.store.read() as connection:
        found = comparisons.comparisons(connection)
    return [one.agrees for one in found if one.agrees is not None]


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_on_the_way(
    desks: tuple[Desk, Desk, Desk], tmp_path: Path, seed: int
) -> None:
    courier, chance = Courier(tmp_path / "way", seed), random.Random(seed)
    rows = [desks[0].person()]
    with desks[0].store.write(desks[0].session.officer) as work:
        work.create("restricted_dossier", {"person": rows[0], "category": "k"})
        work.commit()
    told = 0
    for number in range(ROUNDS):
        desk = chance.choice(desks)
        if chance.random() < 0.4 and desk is not desks[2]:
            rows.append(desk.person(f"Người thứ {number}"))
        else:
            row = chance.choice(rows)
            with desk.store.read() as connection:
                known = connection.exec_driver_sql(
                    "SELECT count(*) FROM person WHERE id = ? AND alive", (row.bytes,)
                ).scalar_one()
            if known:
                desk.edit(row, birth=f"19{chance.randrange(30, 90)}", phone=f"09{number:08}")
        for one in desks:
            one.clock.advance(minutes=chance.randrange(4 * DAY))
        source, target = chance.sample(desks, 2)
        courier.carry_badly(source, target)
        for one in desks:
            found = answers(one)
            assert all(found), number
            told += len(found)
    assert told > ROUNDS
    for _ in range(3):
        for source, target in ((desks[0], desks[2]), (desks[2], desks[1]), (desks[1], desks[0])):
            courier.carry(source, target)
    assert desks[0].states() == desks[1].states() == desks[2].states()
    assert all(all(answers(one)) for one in desks)
