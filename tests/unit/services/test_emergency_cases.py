"""Taking cases in, their steps, and how many were in time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.services.drafts import DraftKey, Drafts
from app.services.emergency_cases import EmergencyCases
from app.services.entry import Typed
from app.services.events import Events
from app.services.relief_decisions import ReliefDecision, ReliefDecisions
from tests.fakes.desk import Desk, open_desk

FAMILY = (("Điểu Ndŭr", "1979", "nam"), ("Thị Ƀrơi", "1983-08-12", "nu"), ("Thị Mai", "2014", "nu"))
FLOOD = {"cause": "thien_tai", "name": "Mưa lũ đêm 12/11", "happened_on": "2025-11-12"}
SIGNED = ReliefDecision("45/QĐ-UBND", "2025-11-14", "Y Thim Byă")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def take_in(desk: Desk, **more: Typed) -> UUID:
    home = desk.household(FAMILY, poverty="can_ngheo", village=desk.village())
    entry: dict[str, Typed] = {
        "household": home, "house_damage": "do_sap_troi_chay_hoan_toan", "no_place_to_live": True,
        "needs": "leu_bat,gao", "months": 1, "reporter": "Y Pher", "reporter_phone": "0912 000 417",
    }  # fmt: skip
    entry |= more
    victims: list[dict[str, Typed]] = [
        {"person": desk.members(home)["Thị Ƀrơi"], "name": "Thị Ƀrơi", "status": "thuong_nang",
         "treatment_days": 5},
        {"name": "Thị Mai", "status": "an_toan"},
    ]  # fmt: skip
    made = EmergencyCases(desk.store, desk.session).intake(entry, victims, new_event=FLOOD).made
    assert made is not None
    return made


def test_one_transaction_takes_everything_in(desk: Desk) -> None:
    cases = EmergencyCases(desk.store, desk.session)
    found = cases.file(take_in(desk))
    assert found.row.event_name == "Mưa lũ đêm 12/11"
    assert found.row.received_at == "2025-11-13T08:00"
    assert (found.row.persons, found.row.poverty, found.row.village_name) == (
        3,
        "can_ngheo",
        "Bon U2",
    )
    assert found.row.needs == "gao,leu_bat"
    assert [one.name for one in found.victims] == ["Thị Ƀrơi"]
    assert found.minimum.total_vnd == 45_000_000
    assert found.minimum.total_kg == 45
    line = cases.lines()[0]
    assert (line.name, line.due, line.days_left) == ("Điểu Ndŭr", date(2025, 11, 15), 2)
    assert Events(desk.store, desk.session).open()[0].cases == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"household": None}, "household"),
        ({"shortened": True}, "shortened_reason"),
        ({"shortened": True, "shortened_reason": "lũ cô lập thôn"}, "shortened_by"),
        ({"months": 4}, "months"),
        ({"reporter_phone": "12"}, "reporter_phone"),
        ({"needs": "vang"}, "needs"),
        ({"received_at": "2021-06-30T10:00"}, "received_at"),
    ],
)
def test_what_is_missing_is_told_at_the_field_and_nothing_is_kept(
    desk: Desk, change: dict[str, Typed], field: str
) -> None:
    with pytest.raises(Correctable) as told:
        take_in(desk, **change)
    assert told.value.field == field
    assert EmergencyCases(desk.store, desk.session).lines() == []
    assert Events(desk.store, desk.session).all() == []


def test_the_minimum_follows_what_is_being_typed(desk: Desk) -> None:
    cases = EmergencyCases(desk.store, desk.session)
    home = desk.household(FAMILY, poverty="ngheo")
    assert cases.minimum({}).total_vnd == 0
    typed: dict[str, Typed] = {
        "cause": "hoa_hoan",
        "household": home,
        "house_damage": "hu_hong_nang",
        "months": "x",
    }
    hurt: dict[str, Typed] = {"name": "Thị Mai", "status": "thuong_nang"}
    hurt["treatment_days"] = "4"
    assert cases.minimum(typed, [hurt]).total_vnd == 25_000_000


def test_the_draft_goes_when_the_case_is_made(desk: Desk) -> None:
    drafts, key = Drafts(desk.store, desk.session), DraftKey("emergency")
    drafts.save(key, {"fields": {"household_name": "Y Lô"}})
    EmergencyCases(desk.store, desk.session).intake(
        {"cause": "hoa_hoan", "household_name": "Y Lô", "persons": 2}, draft=key
    )
    assert drafts.latest() is None


def test_steps_one_after_the_other(desk: Desk) -> None:
    cases, made = EmergencyCases(desk.store, desk.session), take_in(desk)
    with pytest.raises(Correctable):
        cases.deliver(made, "2025-11-14", "Điểu Ndŭr")
    cases.meet(made, "2025-11-13", "8 đoàn thể, nhất trí")
    desk.clock.advance(days=1)
    decisions = ReliefDecisions(desk.store, desk.session)
    decisions.decide(made, SIGNED, decisions.proposed(made))
    cases.deliver(made, "2025-11-14", "Điểu Ndŭr")
    assert [step.done_on for step in cases.file(made).steps] == [
        "2025-11-13", "2025-11-13", "2025-11-14", "2025-11-14",
    ]  # fmt: skip
    assert cases.lines() == []
    assert len(cases.lines(open_only=False)) == 1


def test_a_decided_case_is_not_edited(desk: Desk) -> None:
    cases, made = EmergencyCases(desk.store, desk.session), take_in(desk)
    cases.edit(made, {"house_damage": "hu_hong_nang"})
    assert cases.file(made).minimum.total_vnd == 25_000_000
    desk.clock.advance(days=1)
    ReliefDecisions(desk.store, desk.session).refuse(made, SIGNED, "ở xã khác")
    with pytest.raises(Correctable):
        cases.edit(made, {"house_damage": "con_o_duoc"})


def test_timeliness_counts_by_the_legal_limit(desk: Desk) -> None:
    cases = EmergencyCases(desk.store, desk.session)
    decisions = ReliefDecisions(desk.store, desk.session)
    first, second = (
        take_in(desk, shortened=True, shortened_reason="lũ", shortened_by="Y Thim"),
        None,
    )
    second = take_in(desk, shortened=True, shortened_reason="lũ", shortened_by="Y Thim")
    take_in(desk)
    desk.clock.advance(days=2)
    decisions.decide(first, SIGNED, decisions.proposed(first))
    assert (cases.timeliness(date(2025, 11, 1), date(2025, 11, 30)).waiting) == 2
    desk.clock.advance(days=1)
    late = ReliefDecision("46/QĐ-UBND", "2025-11-16", "Y Thim Byă", late_reason="cầu trôi")
    decisions.decide(second, late, decisions.proposed(second))
    found = cases.timeliness(date(2025, 11, 1), date(2025, 11, 30))
    assert (found.total, found.in_time, found.late, found.waiting) == (3, 1, 2, 0)
    assert found.percent == 33
    assert cases.timeliness(date(2025, 1, 1), date(2025, 1, 31)).percent is None
