"""decide(): blocks, doubt in a birth, doubt in the law, and who would be dropped in silence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core.errors import Correctable
from app.policy.catalog import decide
from app.policy.facts import Disability, Marital, Readings, StudyLimit, Supporter
from tests.unit.policy.invented import NEAR, POOR, child, facts, paid

ALONE: dict[str, Any] = {"poverty": POOR, "supporter": Supporter.NOBODY}
WIDOW: dict[str, Any] = {"poverty": POOR, "marital": Marital.WIDOWED}


def asked(known: Any, on: date, readings: Readings | None = None) -> list[tuple[str, int | None]]:
    outcome = decide(known, on, readings or Readings())
    return [(row.code, row.monthly_vnd) for row in outcome.questions]


@pytest.mark.parametrize(
    ("block", "article"),
    [("in_facility", "25.5"), ("imprisoned", "2.1.c"), ("refused", "2.1.d")],
)
def test_what_stops_everything(block: str, article: str) -> None:
    stopped: dict[str, Any] = {block: True}
    known = facts("1940-01-01", **ALONE, disability=Disability.SEVERE, **stopped)
    outcome = decide(known, date(2022, 5, 10))
    assert outcome.entitlements == ()
    assert outcome.questions == ()
    reasons = {row.code: row.reasons[0].message for row in outcome.considered}
    assert article in reasons["5.5.a"]
    assert article in reasons["5.6"]


@pytest.mark.parametrize(
    ("stopped", "questions"),
    [
        ({"in_facility": True}, [("HTXH.a", 500_000)]),  # Điều 25.5 names the allowance of Điều 6
        ({"imprisoned": True}, [("HTXH.a", 500_000)]),  # TT 02/2021 Điều 2.1.c likewise
        ({"imprisoned": True, "pension_amount": 500_000}, []),  # NĐ 176/2025: no right at all
        ({"refused": True}, []),
    ],
)
def test_social_pension_in_a_facility_or_in_prison_is_asked(
    stopped: dict[str, Any], questions: list[tuple[str, int]]
) -> None:
    known = facts("1945-01-01", requested=True, **stopped)
    outcome = decide(known, date(2025, 8, 1))
    assert outcome.entitlements == ()
    assert [(row.code, row.monthly_vnd) for row in outcome.questions] == questions
    assert all(row.facts == ("law",) for row in outcome.questions)


def test_losers_are_kept_with_their_sum() -> None:
    known = facts("2012-05-10", k1_ground="b", disability=Disability.EXTREME)
    outcome = decide(known, date(2022, 5, 10))
    assert paid(outcome) == [("5.6", Decimal("2.5"), 900_000)]
    lost = {row.code: row.reasons[0].params for row in outcome.considered}
    assert lost["5.1.b"] == {"sum": "540.000"}


def test_citations_name_category_coefficient_and_level() -> None:
    known = facts("1985-05-10", **WIDOW, children=(child("2012-01-01"),), hiv=True)
    outcome = decide(known, date(2024, 7, 1))
    assert [row.legal for row in outcome.entitlements] == [
        (
            f"NĐ 20/2021/NĐ-CP Điều {code}",
            f"NĐ 20/2021/NĐ-CP Điều {coefficient}",
            "NĐ 76/2024/NĐ-CP Điều 1.1",
            "NĐ 20/2021/NĐ-CP Điều 6.2",
        )
        for code, coefficient in (("5.4", "6.1.d"), ("5.8", "6.1.g"))
    ]


@pytest.mark.parametrize(
    ("dob", "on", "sums", "questions"),
    [
        ("1950", date(2025, 3, 1), [750_000], []),  # 74 or 75: the same
        ("1945", date(2025, 3, 1), [], [("5.5.a", 750_000), ("5.5.a", 1_000_000)]),
        ("1945-03", date(2025, 3, 31), [1_000_000], []),
        ("1965", date(2025, 3, 1), [], [("5.5.a", 750_000)]),  # 59 or 60
        ("~1950", date(2025, 3, 1), [], [("5.5.a", 750_000)]),  # a guess: nothing is certain
    ],
)
def test_birth_known_in_part(
    dob: str, on: date, sums: list[int], questions: list[tuple[str, int]]
) -> None:
    outcome = decide(facts(dob, **ALONE), on)
    assert [row.monthly_vnd for row in outcome.entitlements] == sums
    assert sorted(asked(facts(dob, **ALONE), on)) == questions


def test_question_names_the_day_that_decides() -> None:
    [younger, older] = decide(facts("1945", **ALONE), date(2025, 3, 1)).questions
    assert (younger.reason.params["day"], older.reason.params["day"]) == ("01/03/1945",) * 2
    assert "after" in younger.reason.message
    assert "before" in older.reason.message


def test_a_child_whose_birth_is_in_doubt_adds_a_question() -> None:
    known = facts("1985-01-01", **WIDOW, children=(child("2012-01-01"), child("2006")))
    assert paid(decide(known, date(2022, 5, 10))) == [("5.4", Decimal("1.0"), 360_000)]
    assert asked(known, date(2022, 5, 10)) == [("5.4", 720_000)]


def test_age_22_is_a_question_until_the_office_reads_it() -> None:
    known = facts("2000-05-10", studying=True, had_k1_allowance=True)
    on = date(2022, 5, 10)
    assert paid(decide(known, on)) == []
    assert asked(known, on) == [("5.2", 540_000)]
    through = Readings(StudyLimit.THROUGH_AGE_22)
    assert paid(decide(known, on, through)) == [("5.2", Decimal("1.5"), 540_000)]
    assert asked(known, on, Readings(StudyLimit.BEFORE_22ND_BIRTHDAY)) == []
    assert asked(facts("2000-05-11", studying=True, had_k1_allowance=True), on) == []


def test_a_year_of_birth_around_22_leaves_day_and_law_open() -> None:
    """Điều 5.2: born in 2000, so 21 (paid) or 22 (read both ways) on 10/5/2022."""
    outcome = decide(facts("2000", studying=True, had_k1_allowance=True), date(2022, 5, 10))
    assert outcome.entitlements == ()
    assert [(row.code, row.facts) for row in outcome.questions] == [
        ("5.2", ("person.dob",)),
        ("5.2", ("law",)),
    ]


def test_a_studying_child_of_22_is_a_question() -> None:
    known = facts("1975-01-01", **WIDOW, children=(child("2000-05-10", studying=True),))
    assert paid(decide(known, date(2022, 5, 10))) == []
    assert asked(known, date(2022, 5, 10)) == [("5.4", 360_000)]


def test_doubt_that_changes_nothing_is_not_asked() -> None:
    known = facts("1940-01-01", **ALONE, requested=True, pension_amount=100_000)
    outcome = decide(known, date(2025, 8, 1))
    assert paid(outcome) == [("5.5.a", Decimal("2.0"), 1_000_000)]
    assert outcome.questions == ()


def test_small_pension_is_asked_and_never_computed() -> None:
    known = facts("1945-01-01", requested=True, pension_amount=100_000)
    assert paid(decide(known, date(2025, 8, 1))) == []
    assert asked(known, date(2025, 8, 1)) == [("HTXH.a", 500_000)]


def test_exactly_80_with_a_pension_is_asked() -> None:
    """Điều 5.5.b "đến 80 tuổi" is not settled; 5.5.c refuses who has a pension."""
    known = facts("1943-01-01", poverty=NEAR, hard_area=True, pension_or_si=True)
    assert asked(known, date(2023, 1, 1)) == [("5.5.b", 360_000)]
    without = facts("1943-01-01", poverty=NEAR, hard_area=True)
    assert asked(without, date(2023, 1, 1)) == []


@pytest.mark.parametrize(
    ("dob", "person", "questions"),
    [
        ("1940-01-01", {}, [("5.5.c", None)]),  # never asked for the social pension
        (
            "1949-01-01",
            {"poverty": POOR, "hard_area": True, "pension_or_si": True},
            [("5.5.b", None)],
        ),
        ("1946-01-01", {}, []),  # 79 on 30/6/2025: never was in 5.5.c
        ("1940-01-01", {"requested": True}, []),  # paid the social pension
    ],
)
def test_nobody_is_dropped_in_silence_on_1_july_2025(
    dob: str, person: dict[str, Any], questions: list[tuple[str, None]]
) -> None:
    assert asked(facts(dob, **person), date(2025, 7, 1)) == questions


def test_another_allowance_is_asked_for_its_sum() -> None:
    known = facts("1990-01-01", disability=Disability.SEVERE, other_monthly_allowance=True)
    outcome = decide(known, date(2025, 1, 1))
    assert paid(outcome) == [("5.6", Decimal("1.5"), 750_000)]
    assert outcome.questions[0].facts == ("person.other_monthly_allowance",)


def test_days_without_law_or_birth_are_refused() -> None:
    with pytest.raises(Correctable):
        decide(facts(), date(2021, 6, 30))
    with pytest.raises(Correctable) as early:
        decide(facts("2023-01-01"), date(2022, 1, 1))
    assert early.value.field == "person.dob"
