"""Điều 5.5 a–d and 6.1.đ."""

from __future__ import annotations

from typing import Any

import pytest

from app.policy.facts import Supporter
from app.policy.outcome import Verdict
from app.policy.rules import elderly
from tests.unit.policy.invented import NEAR, NONE, POOR, case, facts, told

ALONE: dict[str, Any] = {"poverty": POOR, "supporter": Supporter.NOBODY}
NO = (Verdict.REFUSED, None)


def granted(coefficient: str) -> tuple[Verdict, str]:
    return Verdict.GRANTED, coefficient


@pytest.mark.parametrize(
    ("age", "known", "expected"),
    [
        (59, ALONE, NO),  # người cao tuổi từ đủ 60
        (60, ALONE, granted("1.5")),
        (79, ALONE, granted("1.5")),
        (80, ALONE, granted("2.0")),
        (70, {"poverty": POOR, "supporter": Supporter.ON_ALLOWANCE}, granted("1.5")),
        (70, {"poverty": POOR, "supporter": Supporter.SOMEBODY}, NO),
        (70, {"poverty": NEAR, "supporter": Supporter.NOBODY}, NO),
    ],
)
def test_point_a(age: int, known: dict[str, Any], expected: object) -> None:
    assert told(elderly.assess(case("2022-05-10", age, facts(**known))))["5.5.a"] == expected


@pytest.mark.parametrize(
    ("on", "age", "known", "expected"),
    [
        ("2025-06-30", 75, {"poverty": POOR, "hard_area": True}, granted("1.0")),
        ("2025-06-30", 79, {"poverty": NEAR, "hard_area": True}, granted("1.0")),
        ("2025-06-30", 74, {"poverty": POOR, "hard_area": True}, NO),
        ("2025-06-30", 80, {"poverty": POOR, "hard_area": True}, (Verdict.OPEN, "1.0")),
        ("2025-06-30", 81, {"poverty": POOR, "hard_area": True}, NO),
        ("2025-06-30", 75, {"poverty": NONE, "hard_area": True}, NO),
        ("2025-06-30", 75, {"poverty": POOR}, NO),
        ("2025-06-30", 75, ALONE | {"hard_area": True}, NO),  # không thuộc điểm a
        ("2025-07-01", 75, {"poverty": POOR, "hard_area": True}, NO),  # NĐ 176/2025
    ],
)
def test_point_b(on: str, age: int, known: dict[str, Any], expected: object) -> None:
    assert told(elderly.assess(case(on, age, facts(**known))))["5.5.b"] == expected


@pytest.mark.parametrize(
    ("on", "age", "known", "expected"),
    [
        ("2025-06-30", 80, {}, granted("1.0")),
        ("2025-06-30", 79, {}, NO),
        ("2025-06-30", 80, {"pension_or_si": True}, NO),
        ("2025-06-30", 80, {"pension_amount": 100_000}, NO),
        ("2025-06-30", 80, {"other_monthly_allowance": True}, NO),
        ("2025-06-30", 80, ALONE, NO),  # không thuộc điểm a
        ("2025-07-01", 80, {}, NO),  # NĐ 176/2025
    ],
)
def test_point_c(on: str, age: int, known: dict[str, Any], expected: object) -> None:
    assert told(elderly.assess(case(on, age, facts(**known))))["5.5.c"] == expected


@pytest.mark.parametrize(
    ("age", "changed", "expected"),
    [
        (60, {}, granted("3.0")),
        (90, {}, granted("3.0")),
        (59, {}, NO),
        (70, {"poverty": NEAR}, NO),
        (70, {"supporter": Supporter.ON_ALLOWANCE}, NO),  # không có người phụng dưỡng
        (70, {"facility_eligible_cared_in_community": False}, NO),
    ],
)
def test_point_d(age: int, changed: dict[str, Any], expected: object) -> None:
    known = ALONE | {"facility_eligible_cared_in_community": True} | changed
    assert told(elderly.assess(case("2026-05-10", age, facts(**known))))["5.5.d"] == expected


def test_the_end_of_b_and_c_names_day_and_act() -> None:
    ended = [
        finding
        for finding in elderly.assess(case("2025-07-01", 85, facts()))
        if finding.code in ("5.5.b", "5.5.c")
    ]
    assert [finding.reasons[0].params["day"] for finding in ended] == ["30/06/2025"] * 2
