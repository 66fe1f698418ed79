"""Every change about a person is found, with what became of it and how far it has come."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from app.oplog.kinds import BY_NAME, CURRENT
from app.oplog.operation import Action, Operation, Write, encode
from app.oplog.registry import Channel, RecordKind
from app.services.proof import Proof, of_person
from app.storage.queries.row_history import of_row
from app.storage.streams import StreamBook
from app.sync import limits
from app.sync.steps import collect_changes
from tests.factories import PV, device, open_stream
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, make_pair
from tests.histories.programs import program


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


@pytest.fixture
def courier(tmp_path: Path) -> Courier:
    return Courier(tmp_path / "way")


def proof(desk: Desk, person: UUID) -> Proof:
    return of_person(desk.store, desk.session, person, pv=PV)


def standings(desk: Desk, person: UUID) -> list[str]:
    return [one.standing for one in proof(desk, person).traces]


def test_a_change_goes_from_waiting_to_sent_to_confirmed(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    person = commune.person()
    [trace] = proof(commune, person).traces
    assert (trace.here, trace.sent, trace.confirmed) == (True, None, False)
    assert "Chờ gửi" in trace.way_words()
    [made] = courier.fetch(commune)
    [trace] = proof(commune, person).traces
    assert trace.sent is not None
    assert (trace.sent.number, trace.sent.name, trace.confirmed) == (1, made.name, False)
    assert trace.way_words().endswith("Chờ Tỉnh Lâm Đồng xác nhận.")
    deliver([made], office)
    commune.clock.advance(minutes=24 * 60)
    courier.carry(office, commune)
    [trace] = proof(commune, person).traces
    assert (trace.confirmed, trace.confirmed_ms) == (True, commune.clock.now_ms())
    assert trace.way_words().endswith("Tỉnh Lâm Đồng đã xác nhận ngày 04/08/2026.")
    assert trace.standing_words() == "Đang dùng."


def test_a_sending_again_is_not_told_as_the_first(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, _ = pair
    person = commune.person()
    courier.fetch(commune)
    courier.fetch(commune)
    [trace] = proof(commune, person).traces
    assert trace.sent is not None
    assert trace.sent.number == 1


def test_what_came_from_elsewhere_names_its_workstation(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    person = commune.person()
    courier.carry(commune, office)
    [trace] = office.exchange.proof(person).traces  # whose commune the office need not name
    assert not trace.here
    assert trace.way_words() == "Đến từ máy của Phường Bắc Gia Nghĩa."


def test_what_was_replaced_tells_by_whom_and_when(pair: tuple[Desk, Desk]) -> None:
    commune, _ = pair
    person = commune.person(phone="0911")
    commune.clock.advance(minutes=24 * 60)
    commune.edit(person, phone="0922")
    commune.edit(person, phone="0933")
    assert standings(commune, person) == ["in_use", "replaced", "partly"]
    partly = proof(commune, person).traces[-1]
    assert partly.standing_words() == (
        "Đang dùng một phần; phần còn lại Cán bộ 1 đã thay ngày 04/08/2026."
    )


def test_two_entries_wait_for_a_person(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    person = commune.person()
    courier.carry(commune, office)
    commune.edit(person, birth="1965-01-01")
    office.edit(person, birth="1965-02-02")
    courier.carry(office, commune)
    assert standings(commune, person) == ["differs", "differs", "partly"]
    [found] = commune.exchange.differences()
    commune.exchange.settle(found, found.entries[0], "theo giấy khai sinh")
    assert standings(commune, person) == ["in_use", "replaced", "replaced", "partly"]


def test_what_came_too_early_is_counted(
    pair: tuple[Desk, Desk], courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    person = commune.person()
    courier.carry(commune, office)
    courier.carry(office, commune)
    for number in range(3):
        commune.edit(person, phone=f"091{number}")
    monkeypatch.setattr(limits, "MAX_OPS", 1)
    monkeypatch.setattr(collect_changes, "ROOM", 1)
    made = courier.fetch(commune)
    deliver(made[-1:], office)
    assert proof(office, person).waiting == 1
    deliver(made, office)
    found = proof(office, person)
    assert (found.waiting, len(found.traces)) == (0, 4)


def test_what_is_restricted_leaves_no_line_for_others(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, _ = pair
    person = commune.person()
    with commune.store.write(commune.session.officer) as work:
        work.create("restricted_dossier", {"person": person, "category": "k"})
        work.commit()
    courier.fetch(commune)
    assert len(proof(commune, person).traces) == 2
    [trace] = proof(commune.uncleared(), person).traces
    assert trace.line.record == "Người"


def test_nobody_has_no_changes(pair: tuple[Desk, Desk]) -> None:
    assert proof(pair[0], UUID(int=5)) == Proof((), 0)


def test_whatever_is_about_a_person_is_found(pair: tuple[Desk, Desk]) -> None:
    """What is paid and what was decided, not only what was told."""
    commune, _ = pair
    person = commune.person()
    with commune.store.write(commune.session.officer) as work:
        dossier = work.create("dossier", {"person": person, "category": "k"})
        work.create("decision", {"dossier": dossier, "number": "12/QĐ-UBND"})
        work.create("allowance", {"person": person, "monthly_vnd": 540_000})
        work.create("move", {"person": person, "from_pv": PV, "to_pv": PV + 4})
        closed = work.create("restricted_dossier", {"person": person, "category": "k"})
        work.create("restricted_decision", {"dossier": closed, "number": "13/QĐ-UBND"})
        work.create("protection_case", {"person": person})
        work.commit()
    assert len(proof(commune, person).traces) == 8
    assert len(proof(commune.uncleared(), person).traces) == 5


def test_what_only_a_newer_program_reads_is_found(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    """No table here holds the row: nothing of it is understood."""
    commune, office = pair
    person = commune.person()
    with commune.store.write(commune.session.officer) as work:
        work.create("fact", {"subject": person, "kind": "poverty", "note": "của bản mới"})
        work.create("restricted_fact", {"subject": person, "kind": "hiv", "note": "của bản mới"})
        work.commit()
    kinds = {
        kind.number: RecordKind(kind.number, kind.name, kind.channel, kind.fields[:10])
        for kind in (BY_NAME["fact"], BY_NAME["restricted_fact"])
    }
    with program(replace(CURRENT, kinds={**CURRENT.kinds, **kinds})):
        courier.carry(commune, office)
        assert sorted(standings(office, person)) == ["in_use", "newer_program", "newer_program"]
        assert len(proof(office.uncleared(), person).traces) == 2


def foreign(desk: Desk, kind: int, row: bytes, write: Write, *, case: bool = False) -> None:
    """An operation of another workstation comes in, as its program wrote it."""
    with desk.store.write(desk.session.officer) as work:
        channel = Channel.CASE if case else Channel.BASE
        number = 40 + len(work.streams.by_id)
        stream = open_stream(work, device(number), channel)
        work.receive(
            stream,
            encode(Operation(1, 1, 1, 1, bytes(16), Action.EDIT, kind, PV, row, [write])),
        )
        work.commit()


def test_kinds_that_only_a_newer_program_knows_are_counted(pair: tuple[Desk, Desk]) -> None:
    commune, _ = pair
    person = commune.person()
    foreign(commune, 900, bytes(16), Write(1, person.bytes, []))
    foreign(commune, 901, bytes(16), Write(1, person.bytes, []), case=True)
    assert proof(commune, person).waiting == 2
    assert proof(commune.uncleared(), person).waiting == 1


def test_nobody_is_told_to_have_replaced_what_he_may_not(pair: tuple[Desk, Desk]) -> None:
    commune, _ = pair
    person = commune.person(sex="nu")
    commune.edit(person, name="Bế Văn Chinh")
    with commune.store.read() as connection:
        history = of_row(connection, StreamBook(connection), BY_NAME["person"], PV, person)
    [first] = [one.hash for one in history if len(one.operation.writes) > 1]
    foreign(commune, 4, person.bytes, Write(1, 5, [first]))  # no name is a number
    found = {one.standing: one.replaced_by for one in proof(commune, person).traces}
    assert found.keys() == {"in_use", "partly", "not_counted"}
    assert found["partly"] == "Cán bộ 1"
