"""Who changed what: old beside new, and nothing for those without the right."""

from __future__ import annotations

from pathlib import Path

from app.services.history import History
from app.services.people import People
from app.services.protection import Protection
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desk import open_desk
from tests.fakes.desks import enrol, make_desk, make_pair


def test_old_and_new_side_by_side_the_latest_first(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    with desk.store.write(desk.session.officer) as work:
        work.create("officer", {"name": "Lương Thị Hạnh"}, row_id=desk.session.officer)
        work.commit()
    made = desk.person("Thị Mbỡng", "1945")
    desk.clock.advance(hours=2)
    People(desk.store, desk.session).edit(made, {"birth": "10/8/1945", "name": "Thị Mbơ̆ng"})
    changed, entered = History(desk.store, desk.session).of_row("person", made)
    assert (changed.who, changed.at.strftime("%d/%m/%Y %H:%M")) == (
        "Lương Thị Hạnh",
        "13/11/2025 10:00",
    )
    assert [(one.old, one.new) for one in changed.changes] == [
        ("Thị Mbỡng", "Thị Mbơ̆ng"),
        ("1945", "10/08/1945"),
    ]
    assert entered.action != changed.action
    assert {one.old for one in entered.changes} == {""}


def test_a_persons_history_names_households_and_leaves_out_what_is_closed(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    home = desk.household([("Điểu Ndŭr", "1979", "nam")])
    person = desk.members(home)["Điểu Ndŭr"]
    desk.fact("disability", person, value="nang", number="12/GXN")
    hiv = desk.fact("hiv", person, restricted=True, value="co")
    seen = History(desk.store, desk.session).of_person(person)
    closed = History(desk.store, desk.uncleared())
    assert len(seen) == 4
    assert len(closed.of_person(person)) == 3
    assert closed.of_row("restricted_fact", hiv) == []
    words = [change.new for line in seen for change in line.changes]
    assert "Điểu Ndŭr" in words


def test_a_protection_case_has_no_history_for_others(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    made = Protection(desk.store, desk.session).intake({"person_name": "Y", "ground": "khac"}).made
    assert made is not None
    assert len(History(desk.store, desk.session).of_row("protection_case", made)) == 1
    assert History(desk.store, desk.uncleared()).of_row("protection_case", made) == []


def test_a_deletion_is_told(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    made = desk.person()
    with desk.store.write(desk.session.officer) as work:
        work.delete("person", made)
        work.commit()
    lines = History(desk.store, desk.session).of_row("person", made)
    assert len({line.action for line in lines}) == 2


def test_no_commune_changes_under_which_name_another_one_wrote(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    far = make_desk(tmp_path, 3, pv=224615)
    enrol(far, office)
    made = commune.person()
    with far.store.write(far.session.officer) as work:
        work.create("officer", {"name": "Tên Bịa"}, row_id=commune.session.officer)
        work.commit()
    for desk in (commune, far):
        Courier(tmp_path / f"way-{desk.session.pv}").carry(desk, office)
    [line] = History(office.store, office.session).of_row("person", made, pv=PV)
    assert line.who == commune.session.name
