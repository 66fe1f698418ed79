from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services.office import CommuneLine, CommuneState, Office
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def board(office: Desk) -> dict[int, CommuneLine]:
    lines = Office(office.store, office.session, office.exchange).communes()
    return {line.pv: line for line in lines}


def test_every_commune_of_the_province_is_on_the_board(pair: tuple[Desk, Desk]) -> None:
    _, office = pair
    lines = board(office)
    assert len(lines) == 124  # Lâm Đồng since 1/7/2025
    assert lines[PV].state is CommuneState.WAITING
    assert lines[PV].name == "Phường Bắc Gia Nghĩa"
    others = {line.state for pv, line in lines.items() if pv != PV}
    assert others == {CommuneState.NOT_ENROLLED}
    assert next(iter(lines)) == PV


def test_what_a_commune_sent_adds_up(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    person = commune.person()
    with commune.store.write(commune.session.officer) as work:
        work.create(
            "allowance", {"person": person, "monthly_vnd": 750_000, "from_month": "2026-01"}
        )
        work.commit()
    Courier(tmp_path).carry(commune, office)
    line = board(office)[PV]
    assert (line.state, line.beneficiaries, line.monthly_vnd) == (CommuneState.GOOD, 1, 750_000)
    assert (line.files, line.answer_due, line.missing) == (1, True, 0)
    office.clock.advance(days=15)
    line = board(office)[PV]
    assert (line.state, line.silent_days) == (CommuneState.SILENT, 15)


def test_differences_and_gaps_stand_out(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    courier = Courier(tmp_path)
    person = commune.person()
    courier.carry(commune, office)
    courier.carry(office, commune)
    commune.edit(person, birth="1965-01-01")
    office.edit(person, birth="1965-02-02")
    courier.carry(commune, office)
    line = board(office)[PV]
    assert (line.state, line.differences) == (CommuneState.DIFFERENCES, 1)
    assert board(office.uncleared())[PV].differences == 1


def test_a_notice_travels_with_the_answer(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    service = Office(office.store, office.session, office.exchange)
    service.notice(PV, title="Nhắc gửi", body="Xin gửi lại danh sách.")
    made = service.answer(PV, tmp_path)
    commune.exchange.import_files([one.path for one in made])
    with commune.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT title, sent_on FROM notice").all()
    assert rows == [("Nhắc gửi", "2026-08-03")]


def test_answers_go_to_all_who_sent(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    second, silent = make_desk(tmp_path, 2), make_desk(tmp_path, 3, pv=224615)
    for desk in (second, silent):
        enrol(desk, office)
    Courier(tmp_path / "up").carry(commune, office)
    service = Office(office.store, office.session, office.exchange)
    office.clock.advance(minutes=1)
    made = service.answer_all(tmp_path)
    assert {one.to for one in made} == {"Phường Bắc Gia Nghĩa"}
    assert len(made) == 2  # one for each workstation of that commune
    assert service.answer_all(tmp_path) == []


def test_a_commune_has_no_board(pair: tuple[Desk, Desk]) -> None:
    commune, _ = pair
    service = Office(commune.store, commune.session, commune.exchange)
    with pytest.raises(Correctable, match="wrong_role"):
        service.communes()
    with pytest.raises(Correctable, match="wrong_role"):
        service.notice(PV, title="x", body="y")
