"""A person goes on in another commune with all that belongs to them, and may come back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.models.records import RECORDS, person
from app.oplog.operation import Action, Value
from app.services.decisions import DecisionEntry, Decisions
from app.services.dossiers import Dossiers
from app.services.moving import Leaving, Moving
from app.services.today import Today
from app.services.upkeep import Upkeep
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair

OTHER = 224615
LEAVING = Leaving(
    OTHER, "2026-08-01", decision_no="31/QĐ-UBND", decided_on="2026-08-03", signer="Y Thim Byă"
)


@dataclass
class Three:
    """The commune that is left, the new one and the office between them."""

    here: Desk
    there: Desk
    office: Desk
    courier: Courier

    def swap(self) -> None:
        """Everybody hears everything."""
        for desk in (self.here, self.there):
            self.courier.carry(desk, self.office)
        for desk in (self.here, self.there):
            self.courier.carry(self.office, desk)

    def healthy(self) -> bool:
        return all(
            Upkeep(desk.store, cleared=True).doctor().healthy
            for desk in (self.here, self.there, self.office)
        )


@pytest.fixture
def three(tmp_path: Path) -> Three:
    here, office = make_pair(tmp_path)
    there = make_desk(tmp_path, 2, pv=OTHER)
    enrol(there, office)
    return Three(here, there, office, Courier(tmp_path))


def moving(desk: Desk) -> Moving:
    return Moving(desk.store, desk.session)


def enter(desk: Desk, record: str, /, **values: Value | UUID) -> UUID:
    with desk.store.write(desk.session.officer) as work:
        made = work.create(record, values)
        work.commit()
    return made


def rows(desk: Desk, kind: str, pv: int | None = None) -> list[Any]:
    table = RECORDS[kind]
    query = table.select().where(table.c.alive).order_by(table.c.pv, table.c.id)
    with desk.store.read() as connection:
        found = connection.execute(query if pv is None else query.where(table.c.pv == pv))
        return list(found)


def lines(desk: Desk) -> list[tuple[int, str | None, int | None, str | None]]:
    with desk.store.read() as connection:
        found = connection.execute(person.select().order_by(person.c.pv)).all()
    return [(row.pv, row.name, row.carried_to, row.moved_on) for row in found]


def paid_person(desk: Desk, twin: str = "") -> tuple[UUID, UUID]:
    """Somebody in payment, with the dossier by which it was granted."""
    who = desk.person("Bế Văn Chính", birth="1965-01-01")
    allowance = enter(desk, "allowance", person=who, monthly_vnd=750_000, from_month="2026-01")
    dossier = enter(
        desk, f"{twin}dossier", person=who, category="5.8" if twin else "5.6", state="decided",
        result="granted", monthly_vnd=750_000, from_month="2026-01", allowance=allowance,
    )  # fmt: skip
    return who, dossier


def test_there_and_back_again(three: Three) -> None:
    here, there, office = three.here, three.there, three.office
    who = here.person("Bế Văn Chính", phone="0911111111")
    three.swap()
    moving(office).move(who, source=PV, target=OTHER, on="2026-08-01")
    three.swap()
    assert lines(here) == [(PV, "Bế Văn Chính", OTHER, "2026-08-01")]
    assert lines(there) == [(OTHER, "Bế Văn Chính", None, None)]
    there.edit(who, pv=OTHER, note="đã nhận")
    three.swap()
    moving(office).move(who, source=OTHER, target=PV, on="2026-08-03")
    three.swap()
    assert lines(here) == [(PV, "Bế Văn Chính", None, None)]
    assert lines(there) == [(OTHER, "Bế Văn Chính", PV, "2026-08-03")]
    assert moving(office).waiting() == moving(there).waiting() == []
    assert [(one.source, one.needs) for one in moving(here).waiting()] == [(OTHER, ("household",))]
    moving(here).prepare(who, Leaving(OTHER, "2026-08-03"))  # and away once more
    three.swap()
    assert [(one.source, one.target) for one in moving(office).waiting()] == [(PV, OTHER)]
    moving(office).move(who, source=PV, target=OTHER, on="")
    three.swap()
    assert lines(there) == [(OTHER, "Bế Văn Chính", None, None)]
    assert moving(office).waiting() == moving(here).waiting() == []
    assert three.healthy()


def test_who_may_and_where_to(tmp_path: Path) -> None:
    here, office = make_pair(tmp_path)
    who = here.person()
    Courier(tmp_path).carry(here, office)
    with pytest.raises(Correctable, match="office_only"):
        moving(here).move(who, source=PV, target=OTHER, on="2026-08-01")
    with pytest.raises(Correctable, match="not_enrolled_there"):
        moving(office).move(who, source=PV, target=OTHER, on="2026-08-01")
    with pytest.raises(Correctable, match="same_commune"):
        moving(here).prepare(who, Leaving(PV, "2026-08-01"))
    with pytest.raises(Correctable, match="day_missing"):
        moving(here).prepare(who, Leaving(OTHER, ""))
    with pytest.raises(Correctable, match="unit-unknown"):
        moving(here).prepare(who, Leaving(299_999, "2026-08-01"))


@pytest.mark.parametrize("field", ["decision_no", "decided_on", "signer"])
def test_what_is_paid_needs_the_decision_that_stops_it(three: Three, field: str) -> None:
    """NĐ 20/2021/NĐ-CP Điều 8.4: the old place decides to stop."""
    who, _dossier = paid_person(three.here)
    empty: dict[str, Any] = {field: ""}
    without = replace(LEAVING, **empty)
    with pytest.raises(Correctable, match="stop_missing") as refusal:
        moving(three.here).prepare(who, without)
    assert refusal.value.field == field
    three.swap()
    with pytest.raises(Correctable, match="stop_missing"):
        moving(three.office).move(who, source=PV, target=OTHER, on="2026-08-01")


@pytest.mark.parametrize("twin", ["", "restricted_"])
def test_nobody_is_paid_twice_or_dropped(three: Three, twin: str) -> None:
    """Điều 8.4.d: the new place pays from the month after that of the stop decision."""
    here, there, office = three.here, three.there, three.office
    who, dossier = paid_person(here, twin)
    moving(here).prepare(who, LEAVING)
    assert [one.to_month for one in rows(here, "allowance")] == ["2026-08"]
    three.swap()
    [told] = moving(office).waiting()
    assert (told.name, told.source, told.target, told.carried) == ("Bế Văn Chính", PV, OTHER, False)
    moving(office).move(who, source=PV, target=OTHER, on="")
    assert moving(office).waiting() == []
    three.swap()
    [came] = moving(there).waiting()
    assert (came.monthly_vnd, came.to_month, came.from_month) == (750_000, "2026-08", "2026-09")
    assert came.needs == ("household", "decision")
    assert rows(there, "allowance") == []  # the new commune decides
    [application] = rows(there, f"{twin}dossier")
    assert (application.id, application.state, application.result) == (dossier, "received", None)
    enter(there, f"{twin}fact", subject_kind="person", subject=who, valid_from="2020",
          **({"kind": "hiv", "value": "co"} if twin
             else {"kind": "disability", "value": "nang", "issued_on": "2020-01-01"}))  # fmt: skip
    enter(there, "fact", subject_kind="person", subject=who, kind="other", value="khong")
    home = enter(there, "household", head=who, village=enter(there, "village", name="Tổ 3"))
    enter(there, "membership", household=home, person=who)
    enter(there, "fact", subject_kind="household", subject=home, kind="poverty",
          value="ngheo", valid_from="2020")  # fmt: skip
    signed = DecisionEntry(
        granted=True, number="5/QĐ", signed_on="2026-08-03", signer="K’Brơi", signer_title="",
    )  # fmt: skip
    decisions = Decisions(there.store, there.session)
    with pytest.raises(Correctable, match="paid_elsewhere"):
        decisions.decide(dossier, replace(signed, from_month="2026-08"))
    with pytest.raises(Correctable, match="months_between"):
        decisions.decide(dossier, replace(signed, from_month="2026-10"))
    decisions.decide(dossier, signed)
    assert [one.from_month for one in rows(there, "allowance")] == ["2026-09"]
    assert moving(there).waiting() == []
    three.swap()
    months = [(one.from_month, one.to_month) for one in rows(office, "allowance")]
    assert months in ([("2026-09", None), ("2026-01", "2026-08")],
                      [("2026-01", "2026-08"), ("2026-09", None)])  # fmt: skip
    assert three.healthy()


def test_everything_goes_along(three: Three) -> None:
    here, there, office = three.here, three.there, three.office
    who = here.person("Bế Văn Chính")
    second = here.person("Bế Văn Chinh")
    home = enter(here, "household", head=who, address="cuối bon")
    enter(here, "membership", household=home, person=who, relation="chu_ho")
    enter(here, "fact", subject_kind="household", subject=home, kind="poverty", value="ngheo")
    enter(here, "fact", subject_kind="person", subject=who, kind="disability", value="nang")
    enter(here, "restricted_fact", subject_kind="person", subject=who, kind="hiv", value="co")
    enter(here, "dossier", person=who, state="verified", received_on="2026-08-01")
    enter(here, "restricted_dossier", person=who, state="received", category="5.3")
    with here.store.write(here.session.officer) as work:
        work.act("person", second, Action.LINK, {"same_as": who})
        work.commit()
    three.swap()
    moving(office).move(who, source=PV, target=OTHER, on="2026-08-01")
    three.swap()
    assert {one.id: one.same_as for one in rows(there, "person")} == {who: None, second: who}
    assert [one.kind for one in rows(there, "fact")] == ["disability"]
    assert [one.kind for one in rows(there, "restricted_fact")] == ["hiv"]
    assert [one.state for one in rows(there, "dossier")] == ["verified"]
    assert [one.state for one in rows(there, "restricted_dossier")] == ["received"]
    assert [(one.head, one.village, one.ended_on) for one in rows(there, "household")] == [
        (who, None, None)
    ]
    assert [one.valid_from for one in rows(there, "membership")] == ["2026-08-01"]
    # the household came along, and has no place in the new commune yet
    assert [one.needs for one in moving(there).waiting()] == [("household",)]
    # and nothing of it is open where the person left
    assert [one.valid_to for one in rows(here, "membership")] == ["2026-08-01"]
    assert [one.ended_on for one in rows(here, "household")] == ["2026-08-01"]
    for kind in ("dossier", "restricted_dossier"):
        assert [one.state for one in rows(here, kind)] == ["moved"]
    service = Dossiers(here.store, here.session)
    assert service.lines() == []
    [left] = rows(here, "dossier")
    assert service.file(left.id).now is None
    with pytest.raises(Correctable, match="dossier_moved"):
        service.advance(left.id)
    signed = DecisionEntry(
        granted=False, number="5/QĐ", signed_on="2026-08-03", signer="K’Brơi", signer_title="",
        reason="không",
    )  # fmt: skip
    with pytest.raises(Correctable, match="dossier_moved"):
        Decisions(here.store, here.session).decide(left.id, signed)
    [gone] = moving(here).of_person(who)
    assert (gone.target_name, gone.carried) == ("Phường Nam Gia Nghĩa", True)
    assert three.healthy()


def test_who_stays_keeps_the_household_and_may_follow(three: Three) -> None:
    here, there, office = three.here, three.there, three.office
    wife, head = here.person("H’Blă"), here.person("Y Lô")
    home = enter(here, "household", head=head)
    for one in (head, wife):
        enter(here, "membership", household=home, person=one)
    three.swap()
    moving(office).move(wife, source=PV, target=OTHER, on="2026-08-01")
    three.swap()
    assert rows(there, "household") == []
    assert moving(there).waiting()[0].needs == ("household",)
    assert [one.ended_on for one in rows(here, "household")] == [None]
    moving(office).move(head, source=PV, target=OTHER, on="2026-08-02")
    three.swap()
    assert [(one.id, one.head) for one in rows(there, "household")] == [(home, head)]
    assert [one.ended_on for one in rows(here, "household")] == ["2026-08-02"]


def test_closed_records_wait_for_a_cleared_officer(three: Three) -> None:
    here, there, office = three.here, three.there, three.office
    who, dossier = paid_person(here, "restricted_")
    enter(here, "restricted_fact", subject_kind="person", subject=who, kind="hiv", value="co")
    moving(here).prepare(who, LEAVING)
    three.swap()
    colleague = office.uncleared()
    moving(colleague).move(who, source=PV, target=OTHER, on="")
    three.swap()
    assert rows(there, "restricted_fact") == rows(there, "restricted_dossier") == []
    assert [one.from_month for one in moving(there).waiting()] == ["2026-09"]
    assert moving(colleague).waiting() == []
    [left] = moving(office).waiting()
    assert (left.person, left.carried, left.closed) == (who, True, True)
    moving(office).carry_closed(who, source=PV)
    assert moving(office).waiting() == []
    three.swap()
    assert [one.kind for one in rows(there, "restricted_fact")] == ["hiv"]
    assert [(one.id, one.state) for one in rows(there, "restricted_dossier")] == [
        (dossier, "received")
    ]
    assert three.healthy()


def test_a_move_is_called_off_and_the_payment_goes_on_as_it_stood(three: Three) -> None:
    here = three.here
    who, _dossier = paid_person(here)
    planned = enter(
        here, "allowance", person=who, monthly_vnd=1, from_month="2026-01", to_month="2026-12"
    )
    enter(here, "allowance", person=who, monthly_vnd=1, from_month="2026-01", to_month="2026-08")
    before = {one.id: one.to_month for one in rows(here, "allowance")}
    moving(here).prepare(who, LEAVING)
    assert {one.to_month for one in rows(here, "allowance")} == {"2026-08"}
    with pytest.raises(Correctable, match="leaving_already"):
        moving(here).prepare(who, LEAVING)
    moving(here).call_off(who)
    assert {one.id: one.to_month for one in rows(here, "allowance")} == before
    assert before[planned] == "2026-12"
    assert rows(here, "person")[0].moved_on is None
    with pytest.raises(Correctable, match="no_move"):
        moving(here).call_off(who)
    moving(here).prepare(who, LEAVING)
    three.swap()
    moving(three.office).move(who, source=PV, target=OTHER, on="")
    three.swap()
    with pytest.raises(Correctable, match="no_move"):
        moving(here).call_off(who)


def test_two_different_entries_hold_a_move_up(three: Three) -> None:
    who = three.here.person()
    three.swap()
    three.here.edit(who, birth="1964")
    three.office.edit(who, birth="1966")
    three.swap()
    with pytest.raises(Correctable, match="unsettled"):
        moving(three.here).prepare(who, LEAVING)
    with pytest.raises(Correctable, match="unsettled"):
        moving(three.office).move(who, source=PV, target=OTHER, on="2026-08-01")


def test_a_commune_that_no_list_has_stops_nobodys_work(three: Three) -> None:
    """Only another program writes it; the office sees the number, and carries nobody there."""
    who = three.here.person("Bế Văn Chính")
    enter(three.here, "move", person=who, from_pv=PV, to_pv=999_999, moved_on="2026-08-01")
    three.swap()
    [told] = moving(three.office).waiting()
    assert told.target_name == "999999"
    assert Today(three.office.store, three.office.session, lambda: 0).view()
    with pytest.raises(Correctable) as refused:
        moving(three.office).move(who, source=PV, target=999_999, on="")
    assert refused.value.code == "not_enrolled_there"


def test_who_follows_is_not_made_head(three: Three) -> None:
    here, there, office = three.here, three.there, three.office
    wife, head = here.person("H’Blă"), here.person("Y Lô")
    home = enter(here, "household", head=head)
    for one in (head, wife):
        enter(here, "membership", household=home, person=one)
    three.swap()
    for one in (head, wife):
        moving(office).move(one, source=PV, target=OTHER, on="2026-08-02")
    three.swap()
    assert [(one.id, one.head) for one in rows(there, "household")] == [(home, head)]
    assert {one.person for one in rows(there, "membership")} == {wife, head}


def _called_back(three: Three, who: UUID) -> None:
    """What no program of ours does: the old commune takes somebody back who went on elsewhere."""
    with three.here.store.write(three.here.session.officer) as work:
        values = {"carried_to": None, "moved_on": None, "name": "Tên Bịa"}
        work.act("person", who, Action.TRANSFER, values)
        work.commit()


def test_an_old_commune_writes_over_nobody_who_lives_elsewhere_now(three: Three) -> None:
    who = three.here.person("Bế Văn Chính")
    fact = enter(three.here, "fact", subject=who, kind="disability", value="nang")
    three.swap()
    moving(three.office).move(who, source=PV, target=OTHER, on="2026-08-01")
    three.swap()
    _called_back(three, who)
    three.here.edit(fact, kind="fact", value="nhe")
    three.swap()
    assert len(moving(three.office).waiting()) == 1
    with pytest.raises(Correctable) as told:
        moving(three.office).move(who, source=PV, target=OTHER, on="2026-08-03")
    assert told.value.code == "lives_there"
    three.swap()
    assert [one.name for one in rows(three.there, "person", OTHER)] == ["Bế Văn Chính"]
    assert [one.value for one in rows(three.there, "fact", OTHER)] == ["nang"]


def test_nobody_takes_anothers_records_along(three: Three) -> None:
    """The old commune knows the numbers of what it once carried over."""
    who, other = three.here.person("Bế Văn Chính"), three.here.person("Nông Văn Lầu")
    dossier = enter(three.here, "dossier", person=who, state="received", note="của Chính")
    home = enter(three.here, "household", head=who)
    enter(three.here, "membership", household=home, person=who)
    three.swap()
    moving(three.office).move(who, source=PV, target=OTHER, on="2026-08-01")
    three.swap()
    with three.here.store.write(three.here.session.officer) as work:
        work.edit("dossier", dossier, {"person": other, "state": "received", "note": "của Lầu"})
        work.create("membership", {"household": home, "person": other})
        work.act("person", other, Action.LINK, {"same_as": who})
        work.commit()
    _called_back(three, who)
    moving(three.here).prepare(other, Leaving(OTHER, "2026-08-03"))
    three.swap()
    moving(three.office).move(other, source=PV, target=OTHER, on="2026-08-03")
    three.swap()
    found = {one.id: (one.name, one.same_as) for one in rows(three.there, "person", OTHER)}
    assert found == {who: ("Bế Văn Chính", None), other: ("Nông Văn Lầu", None)}
    [kept] = rows(three.there, "dossier", OTHER)
    assert (kept.person, kept.note) == (who, "của Chính")
    assert [one.head for one in rows(three.there, "household", OTHER)] == [who]
