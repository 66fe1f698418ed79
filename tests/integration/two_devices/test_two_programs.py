"""Two versions of the program at once: what the older one cannot read yet accuses nobody."""

from __future__ import annotations

from pathlib import Path

from app.sync import comparisons
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair
from tests.histories.programs import brought_up, program
from tests.histories.registries import BEFORE, OLDER


def answers(desk: Desk) -> list[bool | None]:
    with desk.store.read() as connection:
        return [one.agrees for one in comparisons.comparisons(connection)]


def test_totals_of_different_programs_are_not_compared(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    courier = Courier(tmp_path)
    with program(BEFORE):
        for _ in range(2):
            courier.carry(commune, office)
            courier.carry(office, commune)
    assert set(answers(commune)) == set(answers(office)) == {True}
    row = commune.person(note="Nhà ở xa")
    for _ in range(2):
        with program(OLDER):
            out = courier.fetch(commune, office.id)
        with program(BEFORE):
            office.exchange.import_files([one.path for one in out])
            back = courier.fetch(office, commune.id)
        with program(OLDER):
            commune.exchange.import_files([one.path for one in back])
        assert False not in answers(commune) + answers(office)
    assert commune.state() != office.state()
    brought_up(office)
    assert commune.state() == office.state()
    commune.edit(row, note="Gần trường")
    for _ in range(2):
        courier.carry(commune, office)
        courier.carry(office, commune)
    assert False not in answers(commune) + answers(office)
