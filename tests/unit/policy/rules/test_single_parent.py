"""Điều 5.4 and 6.1.d."""

from __future__ import annotations

from datetime import date

import pytest

from app.policy.facts import Marital, Poverty, Readings, StudyLimit
from app.policy.outcome import Verdict
from app.policy.rules import single_parent
from app.policy.rules.single_parent import ChildCount, count_children
from tests.unit.policy.invented import NEAR, NONE, POOR, case, child, facts, told

ON = date(2022, 5, 10)


@pytest.mark.parametrize(
    ("dob", "studying", "limit", "count"),
    [
        ("2022-05-10", False, None, ChildCount(1, 0, 0)),
        ("2006-05-11", False, None, ChildCount(1, 0, 0)),  # day before 16
        ("2006-05-10", False, None, ChildCount(0, 0, 0)),  # 16, not studying
        ("2006-05-10", True, None, ChildCount(1, 0, 0)),  # 16 to 22, studying
        ("2000-05-11", True, None, ChildCount(1, 0, 0)),  # day before 22
        ("2000-05-10", True, None, ChildCount(0, 0, 1)),  # 22: read both ways
        ("2000-05-10", True, StudyLimit.THROUGH_AGE_22, ChildCount(1, 0, 0)),
        ("2000-05-10", True, StudyLimit.BEFORE_22ND_BIRTHDAY, ChildCount(0, 0, 0)),
        ("1999-05-10", True, None, ChildCount(0, 0, 0)),  # 23: over in both readings
        ("2006", False, None, ChildCount(0, 1, 0)),  # some days of the year only
        ("2006-05", False, None, ChildCount(0, 1, 0)),
        ("2010", False, None, ChildCount(1, 0, 0)),
        ("~2010", False, None, ChildCount(0, 1, 0)),  # a guessed year is never certain
    ],
)
def test_which_child_counts(
    dob: str, studying: bool, limit: StudyLimit | None, count: ChildCount
) -> None:
    children = (child(dob, studying=studying),)
    assert count_children(children, ON, Readings(limit)) == count


@pytest.mark.parametrize(
    ("marital", "poverty", "verdict"),
    [
        (Marital.NEVER_MARRIED, POOR, Verdict.GRANTED),
        (Marital.WIDOWED, NEAR, Verdict.GRANTED),
        (Marital.SPOUSE_MISSING, POOR, Verdict.GRANTED),
        (Marital.DIVORCED, POOR, Verdict.REFUSED),  # ly hôn is not in the text
        (Marital.MARRIED, POOR, Verdict.REFUSED),
        (Marital.WIDOWED, NONE, Verdict.REFUSED),
    ],
)
def test_who_is_a_poor_single_parent(marital: Marital, poverty: Poverty, verdict: Verdict) -> None:
    known = facts(poverty=poverty, marital=marital)
    assert told(single_parent.assess(case("2022-05-10", 35, known, children=2)))["5.4"] == (
        verdict,
        "2.0" if verdict is Verdict.GRANTED else None,
    )


def test_without_children_nothing() -> None:
    known = facts(poverty=POOR, marital=Marital.WIDOWED)
    assert told(single_parent.assess(case("2022-05-10", 35, known)))["5.4"][0] is Verdict.REFUSED


def test_child_in_doubt_is_a_second_finding() -> None:
    known = facts(poverty=POOR, marital=Marital.WIDOWED)
    found = single_parent.assess(case("2022-05-10", 45, known, children=1, open_children=1))
    assert told(found) == {"5.4": (Verdict.GRANTED, "1.0"), "5.4?": (Verdict.OPEN, "2.0")}
