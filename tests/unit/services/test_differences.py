from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.oplog.kinds import BY_NAME
from app.oplog.operation import Action, Operation, Write, encode
from app.oplog.registry import Channel
from app.services.differences import WAIT_DAYS, Difference, Rule, alike, taken_by
from app.services.unsettled import require_settled
from app.services.upkeep import Upkeep
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def meet(pair: tuple[Desk, Desk], folder: Path) -> list[Difference]:
    """Carry both ways; the differences at the commune."""
    commune, office = pair
    Courier(folder).carry(office, commune)
    Courier(folder / "up").carry(commune, office)
    return commune.exchange.differences()


def shared_person(pair: tuple[Desk, Desk], folder: Path) -> UUID:
    commune, office = pair
    person = commune.person()
    Courier(folder / "first").carry(commune, office)
    return person


def test_fields_where_the_newer_shows_ask_nobody(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    person = shared_person(pair, tmp_path)
    commune.edit(person, note="một")
    office.edit(person, note="hai")
    assert meet(pair, tmp_path) == []


def test_money_comes_first(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    person = shared_person(pair, tmp_path)
    commune.edit(person, name="A Bế", birth="1965-01-01")
    office.edit(person, name="B Bế", birth="1965-02-02")
    found = meet(pair, tmp_path)
    assert [(one.field, one.money) for one in found] == [("birth", True), ("name", False)]
    assert found[1].base == "Bế Văn Chính"


def test_what_waits_is_counted_for_the_work_of_today(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    person = shared_person(pair, tmp_path)

    def told() -> list[tuple[str, str, object]]:
        lines = commune.services().today.view().lines
        return [(one.title, one.second, one.where) for one in lines if one.key == "differences"]

    commune.edit(person, name="A Bế")
    office.edit(person, name="B Bế")
    assert told() == []
    meet(pair, tmp_path)
    [(title, second, where)] = told()
    assert "1 chỗ" in title
    assert second == "Gửi – nhận dữ liệu"
    assert where == {"tab": "differences"}
    commune.edit(person, birth="1965-01-01")
    office.edit(person, birth="1965-02-02")
    found = meet(pair, tmp_path / "again")
    [(title, second, _where)] = told()
    assert "2 chỗ" in title
    assert second == "Tiền đang chờ câu trả lời"
    for one in found:
        commune.exchange.settle(one, one.entries[0], "đã xem thẻ căn cước")
    assert told() == []


def test_deleted_here_and_changed_there(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    person = shared_person(pair, tmp_path)
    with commune.store.write(commune.session.officer) as work:
        work.delete("person", person)
        work.commit()
    office.edit(person, birth="1965-02-02")
    [found] = meet(pair, tmp_path)
    assert {entry.value for entry in found.entries} == {None, "1965-02-02"}
    kept = next(entry for entry in found.entries if entry.value)
    commune.exchange.settle(found, kept, "người này có thật")
    with commune.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT alive, birth, name FROM person").all()
    assert rows == [(1, "1965-02-02", "Bế Văn Chính")]  # as it was, but for the change
    assert commune.exchange.differences() == []


def test_what_was_written_once_by_two_is_settled_too(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    with commune.store.write(commune.session.officer) as work:
        decision = work.create("decision", {"number": "02/QĐ"})
        work.commit()
    meet(pair, tmp_path / "1")
    for desk, reason in ((commune, "trùng"), (office, "đã mất")):
        with desk.store.write(desk.session.officer) as work:
            work.edit("decision", decision, {"reason": reason}, pv=PV)
            work.commit()
    [found] = meet(pair, tmp_path / "2")
    chosen = next(entry for entry in found.entries if entry.value == "trùng")
    commune.exchange.settle(found, chosen, "theo quyết định giấy")
    assert meet(pair, tmp_path / "3") == []
    with office.store.read() as connection:
        reasons = connection.exec_driver_sql("SELECT reason FROM decision").scalars().all()
    assert reasons == ["trùng"]


def test_a_settlement_needs_a_reason_and_a_fresh_look(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    person = shared_person(pair, tmp_path)
    commune.edit(person, birth="1965-01-01")
    office.edit(person, birth="1965-02-02")
    [found] = meet(pair, tmp_path)
    with pytest.raises(Correctable, match="reason_missing"):
        commune.exchange.settle(found, found.entries[0], "  ")
    stale = replace(found, entries=found.entries[:1])
    with pytest.raises(Correctable, match="difference_changed"):
        commune.exchange.settle(stale, stale.entries[0], "lý do")
    changes = commune.exchange.settle(found, found.entries[0], "lý do")
    assert changes.kinds == {"person"}
    assert changes.ids == {person}


def test_a_row_is_named_by_the_person_it_is_about(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    person = commune.person("Nông Văn Lầu")
    with commune.store.write(commune.session.officer) as work:
        dossier = work.create("dossier", {"person": person, "category": "5.4"})
        allowance = work.create("allowance", {"person": person, "monthly_vnd": 1})
        work.commit()
    Courier(tmp_path / "first").carry(commune, office)
    for desk, value in ((commune, 2), (office, 3)):
        with desk.store.write(desk.session.officer) as work:
            work.edit("dossier", dossier, {"monthly_vnd": value}, pv=224611)
            work.edit("allowance", allowance, {"monthly_vnd": value}, pv=224611)
            work.commit()
    found = meet(pair, tmp_path)
    assert [(one.kind, one.subject, one.person, one.base) for one in found if one.money] == [
        (one.kind, "Nông Văn Lầu", person, {"dossier": None, "allowance": 1}[one.kind])
        for one in found
    ]
    assert {one.kind for one in found} == {"dossier", "allowance"}


def phones(pair: tuple[Desk, Desk], folder: Path) -> list[Difference]:
    """Two persons whose numbers were written on both sides, the commune's later."""
    commune, office = pair
    people = [shared_person(pair, folder / str(number)) for number in range(2)]
    Courier(folder / "both").carry(commune, office)
    for person in people:
        office.edit(person, name="Tên ở tỉnh", birth="1965-02-02")
    commune.clock.advance(minutes=60)
    for person in people:
        commune.edit(person, name="Tên ở xã", birth="1965-01-01")
    return meet(pair, folder)


@pytest.mark.parametrize(
    ("rule", "kept"),
    [(Rule.NEWER, "Tên ở xã"), (Rule.OFFICE, "Tên ở tỉnh"), (Rule.HERE, "Tên ở xã")],
)
def test_fields_of_one_kind_are_settled_together(
    pair: tuple[Desk, Desk], tmp_path: Path, rule: Rule, kept: str
) -> None:
    commune, office = pair
    found = phones(pair, tmp_path)
    name = next(one for one in found if one.field == "name")
    group = alike(found, name)
    assert len(group) == 2
    changes = commune.exchange.settle_together(group, rule, "đã gọi hỏi")
    assert changes.ids == {one.row for one in group}
    left = commune.exchange.differences()
    assert {one.field for one in left} == {"birth"}
    with commune.store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM person").scalars().all()
    assert names == [kept, kept]
    Courier(tmp_path / "after").carry(commune, office)
    assert office.state() == commune.state()


def test_where_money_hangs_on_it_each_is_looked_at(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    found = phones(pair, tmp_path)
    birth = next(one for one in found if one.field == "birth")
    assert alike(found, birth) == [birth]


def test_a_rule_that_names_no_entry_settles_nothing(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, _ = pair
    found = [one for one in phones(pair, tmp_path) if one.field == "name"]
    same = [
        replace(one, entries=tuple(replace(entry, office=False, at_ms=5) for entry in one.entries))
        for one in found
    ]
    assert [taken_by(rule, same[0]) for rule in (Rule.NEWER, Rule.OFFICE)] == [None, None]
    with pytest.raises(Correctable, match="rule_names_none"):
        commune.exchange.settle_together(same, Rule.OFFICE, "vì")
    with pytest.raises(Correctable, match="reason_missing"):
        commune.exchange.settle_together(found, Rule.OFFICE, " ")
    with pytest.raises(Correctable, match="difference_changed"):
        commune.exchange.settle_together(same, Rule.HERE, "vì")
    assert len(commune.exchange.differences()) == 4


def foreign_entry(office: Desk, commune: Desk, person: UUID, base: bytes, value: str) -> None:
    """A laptop's entry that names, beside nothing else, a base that nobody here has seen."""
    kind = BY_NAME["person"]
    number = kind.by_name["birth"].number
    with office.store.write(office.session.officer) as work:
        stream = next(
            one
            for one in work.streams
            if one.device == commune.id and one.origin.channel is Channel.BASE
        )
        operation = Operation(
            1, stream.seq + 1, 1, 1, bytes(16), Action.EDIT, kind.number, PV, person.bytes,
            [Write(number, value, [base])],
        )  # fmt: skip
        work.receive(stream, encode(operation))
        work.commit()


def test_what_came_before_is_missing_and_may_never_come(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    person = shared_person(pair, tmp_path)
    office.edit(person, birth="1965-01-01")
    foreign_entry(office, commune, person, b"x" * 16, "1940-01-01")
    [found] = office.exchange.differences()
    assert (found.field, found.money) == ("birth", True)
    assert found.waiting_ms == office.clock.now_ms()
    assert {entry.value for entry in found.entries} == {"1940-01-01", "1965-01-01"}
    assert alike([found], found) == [found]
    with office.store.read() as connection, pytest.raises(Correctable, match="unsettled") as told:
        require_settled(connection, office.session, {person}, pv=PV)
    assert "thiếu" in told.value.words()
    [line, *_rest] = office.exchange.proof(person, pv=PV).traces
    assert line.standing == "awaits"
    office.clock.advance(days=WAIT_DAYS)
    assert office.exchange.differences()[0].waiting_ms is not None
    office.clock.advance(days=1)
    [found] = office.exchange.differences()
    assert found.waiting_ms is None


def test_a_person_need_not_wait_for_what_is_missing(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    person = shared_person(pair, tmp_path)
    office.edit(person, birth="1965-01-01")
    foreign_entry(office, commune, person, b"x" * 16, "1940-01-01")
    [found] = office.exchange.differences()
    kept = next(entry for entry in found.entries if entry.value == "1965-01-01")
    office.exchange.settle(found, kept, "giấy khai sinh")
    assert office.exchange.differences() == []
    with office.store.read() as connection:
        require_settled(connection, office.session, {person}, pv=PV)
    assert Upkeep(office.store, cleared=True).doctor().healthy
