"""What may be entered as a decision, and what is asked first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.services.emergency_cases import EmergencyCases
from app.services.relief_decisions import ReliefDecision, ReliefDecisions
from tests.fakes.desk import Desk, open_desk

SIGNED = ReliefDecision("45/QĐ-UBND", "2025-11-14", "Y Thim Byă")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def take_in(desk: Desk, *, shortened: bool = True) -> UUID:
    made = EmergencyCases(desk.store, desk.session).intake(
        {
            "cause": "thien_tai",
            "household_name": "Y Lô Niê",
            "persons": 4,
            "months": 2,
            "needs": "gao",
            "poverty": "ngheo",
            "house_damage": "hu_hong_nang",
            "shortened": shortened,
            "shortened_reason": "lũ cô lập" if shortened else None,
            "shortened_by": "Y Thim" if shortened else None,
        }
    )
    desk.clock.advance(days=1)
    assert made.made is not None
    return made.made


def test_the_minimum_is_proposed_line_by_line(desk: Desk) -> None:
    lines = ReliefDecisions(desk.store, desk.session).proposed(take_in(desk))
    assert [(one.type, one.kilograms, one.vnd) for one in lines] == [
        ("15.3", None, 20_000_000),
        ("12.1", 120, None),
    ]


def test_more_is_kept_and_less_needs_its_reason(desk: Desk) -> None:
    made, decisions = take_in(desk), ReliefDecisions(desk.store, desk.session)
    house, rice = decisions.proposed(made)
    with pytest.raises(Correctable) as told:
        decisions.decide(made, SIGNED, [house, replace(rice, kilograms=100)])
    assert told.value.field == "supports.1.kilograms"
    more = replace(house, vnd=30_000_000)
    decisions.decide(made, SIGNED, [more, replace(rice, kilograms=100, lower_reason="kho hết")])
    found = EmergencyCases(desk.store, desk.session).file(made)
    assert [one.vnd for one in found.supports] == [30_000_000, None]
    assert (found.supports[1].basis or "").endswith("kho hết")
    with pytest.raises(Correctable):
        decisions.decide(made, SIGNED, [house, rice])


def test_the_meeting_comes_first_unless_it_is_skipped(desk: Desk) -> None:
    made, decisions = take_in(desk, shortened=False), ReliefDecisions(desk.store, desk.session)
    with pytest.raises(Correctable) as told:
        decisions.decide(made, SIGNED, decisions.proposed(made))
    assert told.value.field == "met_on"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": ""}, "decision_no"),
        ({"signer": " "}, "signer"),
        ({"signed_on": "2025-11"}, "decided_on"),
        ({"signed_on": "2025-11-12"}, "decided_on"),
    ],
)
def test_an_unfinished_decision_is_told_at_the_field(
    desk: Desk, change: dict[str, str], field: str
) -> None:
    made, decisions = take_in(desk), ReliefDecisions(desk.store, desk.session)
    with pytest.raises(Correctable) as told:
        decisions.decide(made, replace(SIGNED, **change), decisions.proposed(made))
    assert told.value.field == field


def test_a_late_decision_says_why(desk: Desk) -> None:
    made, decisions = take_in(desk), ReliefDecisions(desk.store, desk.session)
    desk.clock.advance(days=5)
    late = replace(SIGNED, signed_on="2025-11-17")
    with pytest.raises(Correctable) as told:
        decisions.decide(made, late, decisions.proposed(made))
    assert told.value.field == "late_reason"
    decisions.decide(made, replace(late, late_reason="cầu trôi"), decisions.proposed(made))


def test_one_paper_for_many_households(desk: Desk) -> None:
    cases = [take_in(desk) for _ in range(2)]
    desk.clock.advance(days=-1)
    ReliefDecisions(desk.store, desk.session).decide_all(cases, SIGNED)
    found = [EmergencyCases(desk.store, desk.session).file(one) for one in cases]
    assert {one.row.decision_no for one in found} == {"45/QĐ-UBND"}
    assert all(len(one.supports) == 2 for one in found)


def test_a_refusal_needs_words(desk: Desk) -> None:
    made, decisions = take_in(desk), ReliefDecisions(desk.store, desk.session)
    with pytest.raises(Correctable):
        decisions.refuse(made, SIGNED, " ")
    decisions.refuse(made, SIGNED, "nhà không hư hại")
    assert EmergencyCases(desk.store, desk.session).lines() == []
