"""Whom a record is about, by every way in which it can name somebody."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.oplog.kinds import BY_NAME
from app.services.record_subjects import RecordSubjects, name_of_row, officer_names, one_line
from tests.factories import OFFICER, PV, device, open_store
from tests.fakes.courier import Courier
from tests.fakes.desks import enrol, make_desk, make_pair


@pytest.mark.parametrize(
    ("kind", "values", "subject", "is_person"),
    [
        ("person", {"name": "Điểu Ndŭr"}, "Điểu Ndŭr", True),
        ("village", {"name": "Bon U2"}, "Bon U2", False),
        ("household", {"head": "PERSON"}, "Thị Mbỡng", True),
        ("membership", {"person": "PERSON"}, "Thị Mbỡng", True),
        ("fact", {"subject": "PERSON", "kind": "disability"}, "Thị Mbỡng", True),
        ("decision", {"dossier": "DOSSIER", "number": "12"}, "Thị Mbỡng", True),
        ("emergency_case", {"household_name": "Nhà ông Y Thim"}, "Nhà ông Y Thim", False),
        ("dossier", {"category": "k"}, "", False),
        ("decision", {"number": "12"}, "", False),
    ],
)
def test_whom_it_is_about(
    tmp_path: Path, kind: str, values: dict[str, str], subject: str, is_person: bool
) -> None:
    with open_store(tmp_path).write(OFFICER) as work:
        person = work.create("person", {"name": "Thị Mbỡng"})
        dossier = work.create("dossier", {"person": person})
        known = {"PERSON": person, "DOSSIER": dossier}
        row = work.create(kind, {name: known.get(value, value) for name, value in values.items()})
        found = RecordSubjects(work.connection).subject(BY_NAME[kind], PV, row)
        assert found[0] == subject
        assert (found[1] is not None) is is_person


def test_nobody_is_made_up(tmp_path: Path) -> None:
    with open_store(tmp_path).write(OFFICER) as work:
        names = RecordSubjects(work.connection)
        assert names.subject(BY_NAME["person"], PV, UUID(int=5)) == ("", None)
        assert (names.officer(bytes(16)), names.device(device(8))) == ("", "")


def test_a_row_is_named_as_people_know_it(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        person = work.create("person", {"name": "Thị Mbỡng"})
        village = work.create("village", {"name": "Bon U2"})
        home = work.create("household", {"head": person})
        empty = work.create("household", {"address": "cuối buôn"})
        work.commit()
    with store.read() as connection:
        named = [name_of_row(connection, PV, row) for row in (person, village, home, empty)]
    assert named == ["Thị Mbỡng", "Bon U2", "Thị Mbỡng", ""]


def test_a_commune_renames_nobody_elsewhere(tmp_path: Path) -> None:
    """It may write a row of any id into its own scope."""
    commune, office = make_pair(tmp_path)
    clerk = office.session.officer
    with commune.store.write(commune.session.officer) as work:
        work.create("officer", {"name": "Tên Bịa"}, row_id=clerk)
        work.commit()
    Courier(tmp_path / "way").carry(commune, office)
    with office.store.read() as connection:
        assert officer_names(connection)[clerk.bytes] == office.session.name
        assert officer_names(connection, PV)[clerk.bytes] == office.session.name
        assert RecordSubjects(connection).officer(clerk.bytes) == office.session.name
        assert officer_names(connection, PV)[commune.session.officer.bytes] == commune.session.name


def test_what_is_told_of_a_commune_names_its_officers_as_it_does(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    far = make_desk(tmp_path, 3, pv=224615)
    enrol(far, office)
    who = commune.session.officer
    for desk, name in ((commune, commune.session.name), (far, "Tên Bịa")):
        with desk.store.write(desk.session.officer) as work:
            work.edit("officer", who, {"name": name})
            work.commit()
        Courier(tmp_path / f"way-{desk.session.pv}").carry(desk, office)
    with office.store.read() as connection:
        names = RecordSubjects(connection)
        assert names.officer(who.bytes, PV) == commune.session.name
        assert names.officer(who.bytes, 224615) == "Tên Bịa"


def test_a_name_out_of_data_stays_on_its_line() -> None:
    assert one_line("Y Thim\u202e\n\x1b[31m Byă") == "Y Thim[31m Byă"
    assert len(one_line("A" * 5_000)) < 200
