"""A workstation that was copied or set back without anybody's knowledge: nothing is dropped."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

import pytest

from app.oplog.registry import Channel
from app.services.upkeep import Upkeep
from app.storage.database import create_engine_for
from app.storage.store import Store
from app.storage.streams import StreamBook
from tests.factories import KEY
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk


def twin_of(desk: Desk, tmp_path: Path, name: str = "twin") -> Desk:
    """The same workstation once more: somebody cloned the disk, the anchor with it."""
    desk.store.close()
    return desk.copy(tmp_path / f"{name}.db")


Copied = tuple[Desk, Desk, Desk, UUID]


@pytest.fixture
def copied(pair: tuple[Desk, Desk], tmp_path: Path) -> Copied:
    """A laptop, its office, the laptop's copy, and somebody whom both laptops know."""
    laptop, office = pair
    chinh = laptop.person()
    return laptop, office, twin_of(laptop, tmp_path), chinh


def backup_of(desk: Desk, path: Path) -> Path:
    """The workstation's file as it is now, kept."""
    desk.store.close()
    return Path(shutil.copyfile(desk.folder / f"station-{desk.id.int - 0xD0}.db", path))


def set_back(desk: Desk, backup: Path, path: Path) -> Desk:
    """The same workstation, whose file is again what it was."""
    desk.store.close()
    shutil.copyfile(backup, path)
    store = Store(create_engine_for(path, KEY), desk.clock, desk.store.identity)
    return Desk(store, desk.session, desk.folder, desk.clock)


def exchanged(courier: Courier, *desks: Desk, office: Desk, rounds: int = 3) -> None:
    """Every desk goes to the office and back until all have said everything."""
    for _ in range(rounds):
        for one in desks:
            for outcome in [*courier.carry(one, office), *courier.carry(office, one)]:
                assert outcome.state != "refused", outcome


def people(desk: Desk) -> dict[str, dict[str, str | None]]:
    with desk.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT name, phone, note FROM person WHERE alive")
        return {row.name: {"phone": row.phone, "note": row.note} for row in rows}


def differing(desk: Desk) -> set[tuple[str, str]]:
    return {(one.subject, one.field) for one in desk.exchange.differences()}


def alike(*desks: Desk) -> None:
    """They hold the same, and it is whole."""
    for desk in desks:
        assert desk.states() == desks[0].states()
    whole(*desks)


def whole(*desks: Desk) -> None:
    for desk in desks:
        report = Upkeep(desk.store, cleared=True).doctor()
        assert report.healthy, report.findings


def own_states(desk: Desk) -> list[str]:
    with desk.store.read() as connection:
        return [
            one.state
            for one in StreamBook(connection)
            if one.device == desk.id
            and one.origin.channel is Channel.BASE
            and one.origin.pv == desk.session.pv
        ]


def test_both_copies_end_up_with_everything(copied: Copied, courier: Courier) -> None:
    laptop, office, twin, chinh = copied
    laptop.edit(chinh, phone="0911111111")
    laptop.person("Nông Văn Lầu")
    lem = twin.person("H’Lem Kbuôr")
    twin.edit(lem, note="đã gặp")
    twin.edit(lem, phone="0922222222")
    twin.edit(chinh, note="vắng nhà")
    courier.carry(laptop, office)
    [met] = courier.carry(twin, office)
    assert (met.state, met.made, met.changed) == ("new", 0, 0)
    assert people(office).keys() == {"Bế Văn Chính", "Nông Văn Lầu"}
    exchanged(courier, twin, laptop, office=office)
    assert people(office) == {
        "Bế Văn Chính": {"phone": "0911111111", "note": "vắng nhà"},
        "Nông Văn Lầu": {"phone": None, "note": None},
        "H’Lem Kbuôr": {"phone": "0922222222", "note": "đã gặp"},
    }
    assert differing(office) == set()
    assert sorted(own_states(twin)) == ["open", "sealed"]
    assert sorted(own_states(laptop)) == ["open", "sealed"]
    alike(laptop, office, twin)


def test_both_go_on_working_afterwards(copied: Copied, courier: Courier) -> None:
    laptop, office, twin, chinh = copied
    for desk, name in ((laptop, "Người A"), (twin, "Người B")):
        desk.person(name)
    exchanged(courier, laptop, twin, office=office, rounds=1)
    for turn in range(3):
        laptop.person(f"Người A{turn}")
        twin.person(f"Người B{turn}")
        twin.edit(chinh, note=f"lần {turn}")
        exchanged(courier, twin, laptop, office=office, rounds=1)
    exchanged(courier, laptop, twin, office=office)
    assert len(people(office)) == 9
    assert differing(office) == set()
    alike(laptop, office, twin)


def test_what_differs_waits_for_a_person_like_any_other(copied: Copied, courier: Courier) -> None:
    laptop, office, twin, chinh = copied
    laptop.edit(chinh, birth="1965-02-01")
    twin.edit(chinh, birth="1965-01-02")
    exchanged(courier, laptop, twin, office=office)
    for desk in (laptop, office, twin):
        assert differing(desk) == {("Bế Văn Chính", "birth")}
    [found] = office.exchange.differences()
    office.exchange.settle(found, found.entries[0], "Đã xem giấy khai sinh")
    exchanged(courier, laptop, twin, office=office)
    alike(laptop, office, twin)
    assert differing(twin) == set()


def test_restricted_records_fork_and_heal_in_their_own_channel(
    copied: Copied, courier: Courier
) -> None:
    laptop, office, twin, chinh = copied
    for desk, value in ((laptop, "co"), (twin, "khong")):
        with desk.store.write(desk.session.officer) as work:
            work.create(
                "restricted_fact",
                {"subject_kind": "person", "subject": chinh, "kind": "hiv", "value": value},
            )
            work.commit()
    exchanged(courier, laptop, twin, office=office)
    alike(laptop, office, twin)


def test_three_copies(pair: tuple[Desk, Desk], courier: Courier, tmp_path: Path) -> None:
    laptop, office = pair
    laptop.person()
    second, third = twin_of(laptop, tmp_path), twin_of(laptop, tmp_path, "third")
    for desk, name in ((laptop, "Người A"), (second, "Người B"), (third, "Người C")):
        desk.person(name)
        desk.person(f"{name} nữa")
    exchanged(courier, laptop, second, third, office=office, rounds=4)
    assert len(people(office)) == 7
    alike(laptop, office, second, third)


def test_healing_again_after_a_second_setback_writes_nothing_twice(
    copied: Copied, courier: Courier, tmp_path: Path
) -> None:
    laptop, office, twin, chinh = copied
    laptop.person("Người A")
    lem = twin.person("H’Lem Kbuôr")
    twin.store.close()
    backup = Path(shutil.copyfile(tmp_path / "twin.db", tmp_path / "backup.db"))
    exchanged(courier, laptop, twin, office=office)
    twin.edit(lem, note="sau khi lành")
    twin.edit(chinh, phone="0933333333")
    exchanged(courier, twin, office=office)
    twin = set_back(twin, backup, tmp_path / "again.db")
    before = office.states()
    exchanged(courier, twin, office=office)
    assert twin.states() == office.states() == before
    assert differing(office) == set()
    twin.edit(lem, note="lần nữa")
    exchanged(courier, twin, laptop, office=office)
    assert people(office)["H’Lem Kbuôr"]["note"] == "lần nữa"
    alike(laptop, office, twin)


def test_set_back_without_anybodys_knowledge(
    pair: tuple[Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    """A prefix of what the office holds: the rest comes back, the next save gets a new stream."""
    laptop, office = pair
    chinh = laptop.person()
    backup = backup_of(laptop, tmp_path / "backup.db")
    laptop.edit(chinh, phone="0911111111")
    exchanged(courier, laptop, office=office)
    laptop = set_back(laptop, backup, tmp_path / "again.db")
    courier.carry(laptop, office)
    [back] = courier.carry(office, laptop)
    assert back.state == "new"
    assert people(laptop)["Bế Văn Chính"]["phone"] == "0911111111"
    laptop.edit(chinh, phone="0944444444")
    exchanged(courier, laptop, office=office)
    assert differing(office) == set()
    assert sorted(own_states(laptop)) == ["open", "sealed"]
    alike(laptop, office)


def test_the_offices_word_ends_a_stream_before_a_number_is_used_twice(
    pair: tuple[Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    laptop, office = pair
    chinh = laptop.person()
    backup = backup_of(laptop, tmp_path / "backup.db")
    laptop.edit(chinh, phone="0911111111")
    courier.carry(laptop, office)
    laptop = set_back(laptop, backup, tmp_path / "again.db")
    courier.carry(office, laptop)
    assert sorted(own_states(laptop)) == ["open", "sealed"]
    laptop.person("Người A")
    exchanged(courier, laptop, office=office)
    assert people(laptop)["Bế Văn Chính"]["phone"] == "0911111111"
    assert rows_of(laptop, "sync_aside") == rows_of(office, "sync_aside") == 0
    alike(laptop, office)


def test_the_office_set_back_gets_its_own_work_from_the_communes(
    pair: tuple[Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    laptop, office = pair
    chinh = laptop.person()
    exchanged(courier, laptop, office=office)
    backup = backup_of(office, tmp_path / "backup.db")
    office.edit(chinh, note="của văn phòng")
    laptop.person("Người A")
    exchanged(courier, laptop, office=office)
    office = set_back(office, backup, tmp_path / "again.db")
    office.edit(chinh, phone="0955555555")
    exchanged(courier, laptop, office=office)
    assert people(office)["Bế Văn Chính"] == {"phone": "0955555555", "note": "của văn phòng"}
    alike(laptop, office)


def test_a_colleague_who_held_the_branch_that_gave_way_follows(
    pair: tuple[Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    """Two communes hold two histories of the office; in the end they hold the same."""
    first, office = pair
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    chinh = first.person()
    exchanged(courier, first, second, office=office)
    backup = backup_of(office, tmp_path / "backup.db")
    office.edit(chinh, note="trước khi hỏng")
    courier.carry(office, first)
    office = set_back(office, backup, tmp_path / "again.db")
    office.edit(chinh, phone="0966666666")
    courier.carry(office, second)
    exchanged(courier, first, second, office=office, rounds=4)
    assert people(second)["Bế Văn Chính"] == {"phone": "0966666666", "note": "trước khi hỏng"}
    alike(first, second, office)


def rows_of(desk: Desk, table: str) -> int:
    with desk.store.read() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def test_the_log_loses_only_what_lies_aside(
    pair: tuple[Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    laptop, office = pair
    laptop.person()
    twin = twin_of(laptop, tmp_path)
    laptop.person("Người A")
    twin.person("Người B")
    courier.carry(laptop, office)
    courier.carry(twin, office)
    assert rows_of(office, "sync_aside") == 1
    courier.carry(office, twin)
    assert rows_of(twin, "sync_aside") == 1
    for statement in (
        "DELETE FROM sync_op WHERE seq = 1",
        "DELETE FROM sync_aside",
        "UPDATE sync_aside SET raw = x'00'",
    ):
        with pytest.raises(Exception, match=r"shortened|stays"), twin.store.write(UUID(int=1)) as w:
            w.connection.exec_driver_sql(statement)
