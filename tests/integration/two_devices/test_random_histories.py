"""Random work on three stations, carried badly: in the end all of them hold the same."""

from __future__ import annotations

import random
from pathlib import Path
from uuid import UUID

import pytest

from app.services.upkeep import Upkeep
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair

FIELDS = ("name", "residence", "phone", "note")
TURNS = 40


@pytest.mark.parametrize("seed", [11, 12, 13, 14])
def test_three_stations_agree_in_the_end(tmp_path: Path, seed: int) -> None:
    first, office = make_pair(tmp_path)
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    courier, chance = Courier(tmp_path, seed), random.Random(seed)
    desks = [first, second, office]
    for turn in range(TURNS):
        desk = chance.choice(desks)
        desk.clock.advance(days=chance.choice((-400, -1, 0, 1, 800)))  # clocks are wrong by years
        act(desk, chance, turn)
        if chance.random() < 0.4:
            other = chance.choice((first, second))
            courier.carry_badly(*((other, office) if chance.random() < 0.5 else (office, other)))
    for _ in range(2):
        for desk in (first, second):
            courier.carry(desk, office)
        for desk in (first, second):
            courier.carry(office, desk)
    assert first.states() == second.states() == office.states()
    waiting = {len(desk.exchange.differences()) for desk in desks}
    assert len(waiting) == 1
    for desk in desks:
        assert Upkeep(desk.store, cleared=True).doctor().healthy


def act(desk: Desk, chance: random.Random, turn: int) -> None:
    """Enter, change, delete or bring back somebody who is known here."""
    with desk.store.write(desk.session.officer) as work:
        rows = work.connection.exec_driver_sql("SELECT id, alive FROM person ORDER BY id").all()
        if not rows or chance.random() < 0.3:
            work.create("person", {"name": f"Người thứ {turn}"}, pv=PV)
        else:
            row = chance.choice(rows)
            person = UUID(bytes=row.id)
            if not row.alive:
                work.restore("person", person, {"name": f"Trở lại {turn}"}, pv=PV)
            elif chance.random() < 0.15:
                work.delete("person", person, pv=PV)
            else:
                work.edit("person", person, {chance.choice(FIELDS): f"giá trị {turn}"}, pv=PV)
        work.commit()
