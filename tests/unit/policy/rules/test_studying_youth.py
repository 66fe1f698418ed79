"""Điều 5.2 and 6.1.b."""

from __future__ import annotations

from typing import Any

import pytest

from app.policy.facts import StudyLimit
from app.policy.outcome import Verdict
from app.policy.rules import studying_youth
from tests.unit.policy.invented import case, facts

STUDENT: dict[str, Any] = {"had_k1_allowance": True, "studying": True}


@pytest.mark.parametrize(
    ("age", "limit", "verdict"),
    [
        (15, None, Verdict.REFUSED),  # đủ 16 tuổi
        (16, None, Verdict.GRANTED),
        (21, None, Verdict.GRANTED),
        (22, None, Verdict.OPEN),  # "tối đa không quá 22 tuổi" reads both ways
        (22, StudyLimit.THROUGH_AGE_22, Verdict.GRANTED),
        (22, StudyLimit.BEFORE_22ND_BIRTHDAY, Verdict.REFUSED),
        (23, None, Verdict.REFUSED),  # over 22 in both readings
        (23, StudyLimit.THROUGH_AGE_22, Verdict.REFUSED),
    ],
)
def test_ages(age: int, limit: StudyLimit | None, verdict: Verdict) -> None:
    known = case("2022-05-10", age, facts(**STUDENT), study_limit=limit)
    [finding] = studying_youth.assess(known)
    assert finding.verdict is verdict
    if verdict is not Verdict.REFUSED:
        assert str(finding.coefficient) == "1.5"


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"had_k1_allowance": False}, "turning 16"),  # đang hưởng trợ cấp khoản 1
        ({"studying": False}, "studying"),
        ({"first_degree": False}, "first degree"),  # văn bằng thứ nhất
    ],
)
def test_each_missing_condition_is_named(changed: dict[str, Any], word: str) -> None:
    [finding] = studying_youth.assess(case("2022-05-10", 18, facts(**(STUDENT | changed))))
    assert finding.verdict is Verdict.REFUSED
    assert [word in reason.message for reason in finding.reasons] == [True]
