"""Several imports at one time, overlapping and in opposite orders, come to the same as one."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair


def test_four_imports_of_overlapping_files(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    courier, files = Courier(tmp_path / "way"), list[Path]()
    for turn in range(4):  # nothing is confirmed in between, so every file holds the ones before
        for desk in (commune, second):
            row = desk.person(f"Bế Văn {turn}")
            desk.edit(row, note=f"{turn}")
            files += [one.path for one in courier.fetch(desk, office.id)]
    assert len(files) >= 8
    copies = []
    for number in range(4):
        folder = tmp_path / f"stick-{number}"
        folder.mkdir()
        names = files if number % 2 else files[::-1]
        copies.append([Path(shutil.copy(one, folder)) for one in names])

    def take(paths: list[Path]) -> list[str]:
        return [one.state for one in office.exchange.import_files(paths)]

    with ThreadPoolExecutor(4) as staff:
        states = [one for found in staff.map(take, copies) for one in found]
    assert set(states) <= {"new", "known", "held"}
    assert states.count("new") <= len(files)
    assert office.services().upkeep.doctor().healthy
    assert names_at(office) == sorted(f"Bế Văn {turn}" for turn in range(4) for _ in (1, 2))
    courier.carry(office, commune)
    courier.carry(office, second)
    assert commune.states() == second.states() == office.states()
    assert list((office.folder / "spool").iterdir()) == []


def names_at(desk: Desk) -> list[str]:
    with desk.store.read() as connection:
        found = connection.exec_driver_sql("SELECT name FROM person ORDER BY name")
        return list(found.scalars())
