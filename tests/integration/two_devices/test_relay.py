"""Two laptops of one commune meet through the office, which passes on what each has signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sync import limits, own_device
from app.sync.steps import collect_changes
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, enrol, make_desk, make_pair


@pytest.fixture
def three(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """Two laptops and their office."""
    first, office = make_pair(tmp_path)
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    Courier(tmp_path / "before").carry(second, office)
    return first, second, office


def test_what_one_laptop_wrote_reaches_the_other(
    three: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    first, second, office = three
    person = first.person()
    courier.carry(first, office)
    courier.carry(office, second)
    assert second.state() == office.state()
    second.edit(person, phone="0912345678")
    courier.carry(second, office)
    courier.carry(office, first)
    assert first.state() == second.state() == office.state()


def test_small_bundles_in_any_order_are_proved_by_the_last(
    three: tuple[Desk, Desk, Desk], courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, office = three
    for number in range(40):
        first.person(f"Người thứ {number}")
    courier.carry(first, office)
    monkeypatch.setattr(limits, "MAX_OPS", 10)
    monkeypatch.setattr(collect_changes, "ROOM", 1)
    made = courier.fetch(office, second.id)
    assert len(made) >= 5
    late = made[::-1]
    states = [deliver([one], second)[0].state for one in late]
    assert "held" in states
    assert second.state() == office.state()
    assert {one.state for one in second.exchange.received()} == {"taken"}


def test_a_laptop_that_was_restored_gets_its_delivered_work_back(
    three: tuple[Desk, Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    first, _, office = three
    first.person()
    courier.carry(first, office)
    courier.carry(office, first)
    first.store.close()
    restored = first.copy(tmp_path / "backup.db")
    first.person("Nông Văn Lầu")
    courier.carry(first, office)
    with restored.store.write(restored.session.officer) as work:  # as opening does by the anchor
        own = own_device.load(work.connection)
        for stream in list(work.streams):
            if stream.device == own.id:
                own_device.reopen(work.streams, own, stream, created_ms=restored.clock.now_ms())
        work.commit()
    restored.clock.advance(minutes=5)
    restored.person("H’Lem Kbuôr")
    courier.carry(restored, office)
    courier.carry(office, restored)
    assert restored.state() == office.state()
    with restored.store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM person ORDER BY name").scalars().all()
    assert names == ["Bế Văn Chính", "H’Lem Kbuôr", "Nông Văn Lầu"]
