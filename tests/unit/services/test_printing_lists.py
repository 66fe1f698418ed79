"""Lists of many people: order by village, and the damage in words."""

from __future__ import annotations

from pathlib import Path

from app.services.decisions import DecisionEntry
from app.services.households import NewMember
from app.services.printing_lists import NO_VILLAGE, beneficiaries, form_5a
from tests.fakes.open_desk import CU_JUT, FRIDAY, at_desk, desk_store, poor_widow


def test_villages_and_people_in_vietnamese_order_without_a_village_last(tmp_path: Path) -> None:
    store = desk_store(tmp_path)
    desk = at_desk(store, tmp_path)
    village = poor_widow(desk).village
    for name, place in (("Ánh Thị Lai", None), ("Đặng Thị An", village), ("Bế Thị Em", village)):
        entry = {"village": place} if place else {}
        made = desk.households.intake(
            entry, [NewMember({"name": name, "birth": "1/1/1950"}, "chu_ho")], poverty="ngheo"
        ).made
        assert made is not None
        person = desk.households.file(made).members[0].person
        desk.facts.add("person", person, {"kind": "supporter", "value": "khong_co"})
        dossier = desk.dossiers.open(person, {"category": "5.5.a"}).made
        assert dossier is not None
        signed = DecisionEntry(True, "1", "14/11/2025", "Phạm Văn Toán", "", from_month="11/2025")
        desk.decisions.decide(dossier, signed)
    with store.read() as connection:
        found = beneficiaries(connection, CU_JUT, FRIDAY)
    store.close()
    assert [(one.village, [who.name for who in one.people]) for one in found.villages] == [
        ("Buôn Nui", ["Đặng Thị An", "Bế Thị Em"]),
        (NO_VILLAGE, ["Ánh Thị Lai"]),
    ]
    assert found.commune == "xã Cư Jút"
    assert not found.local_level_loaded
    assert found.verified  # NĐ 76/2024/NĐ-CP has been read


def test_only_households_that_need_rice_stand_on_5a(tmp_path: Path) -> None:
    store = desk_store(tmp_path)
    home = poor_widow(at_desk(store, tmp_path))
    with store.write(at_desk(store, tmp_path).session.officer) as work:
        for needs, state in (("gao,chan_man", "received"), ("leu_bat", "received"),
                             ("gao", "delivered")):  # fmt: skip
            work.create(
                "emergency_case",
                {"household": home.id, "needs": needs, "state": state, "persons": 3},
            )
        work.commit()
    with store.read() as connection:
        found = form_5a(connection, CU_JUT, home.village)
    store.close()
    assert [(one.head, one.address, one.members) for one in found.households] == [
        ("H’Rơ̆m Ƀuôn Yă", "Buôn Nui", 3)
    ]
