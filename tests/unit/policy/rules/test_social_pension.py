"""NĐ 176/2025/NĐ-CP Điều 2–3."""

from __future__ import annotations

from typing import Any

import pytest

from app.policy.outcome import Verdict
from app.policy.rules import social_pension
from tests.unit.policy.invented import NEAR, NONE, POOR, case, facts

ASKED: dict[str, Any] = {"requested": True}


@pytest.mark.parametrize(
    ("on", "age", "known", "code", "verdict", "vnd"),
    [
        ("2025-06-30", 80, ASKED, "HTXH", Verdict.REFUSED, 0),
        ("2025-07-01", 75, ASKED, "HTXH.a", Verdict.GRANTED, 500_000),
        ("2026-06-30", 75, ASKED, "HTXH.a", Verdict.GRANTED, 500_000),
        ("2026-07-01", 75, ASKED, "HTXH.a", Verdict.GRANTED, 540_000),
        ("2025-07-01", 74, ASKED | {"poverty": POOR}, "HTXH.b", Verdict.GRANTED, 500_000),
        ("2025-07-01", 70, ASKED | {"poverty": NEAR}, "HTXH.b", Verdict.GRANTED, 500_000),
        ("2025-07-01", 74, ASKED | {"poverty": NONE}, "HTXH.b", Verdict.REFUSED, 0),
        ("2025-07-01", 69, ASKED | {"poverty": POOR}, "HTXH", Verdict.REFUSED, 0),
        ("2025-07-01", 75, {}, "HTXH.a", Verdict.REFUSED, 0),  # văn bản đề nghị
        # Lương hưu thấp hơn mức: the text does not say what is paid beside it.
        ("2025-07-01", 75, ASKED | {"pension_amount": 499_999}, "HTXH.a", Verdict.OPEN, 500_000),
        ("2025-07-01", 75, ASKED | {"pension_amount": 500_000}, "HTXH.a", Verdict.REFUSED, 0),
        ("2026-07-01", 75, ASKED | {"pension_amount": 539_999}, "HTXH.a", Verdict.OPEN, 540_000),
        ("2025-07-01", 75, ASKED | {"pension_or_si": True}, "HTXH.a", Verdict.OPEN, 500_000),
        ("2025-07-01", 75, ASKED | {"pension_amount": 0}, "HTXH.a", Verdict.GRANTED, 500_000),
    ],
)
def test_reach_and_conditions(
    on: str, age: int, known: dict[str, Any], code: str, verdict: Verdict, vnd: int
) -> None:
    [finding] = social_pension.assess(case(on, age, facts(**known)))
    assert (finding.code, finding.verdict, finding.monthly_vnd) == (code, verdict, vnd)
    assert finding.coefficient is None


def test_the_sum_of_2026_is_unverified() -> None:
    verified = [
        social_pension.assess(case(on, 80, facts(**ASKED)))[0].verified
        for on in ("2026-06-30", "2026-07-01")
    ]
    assert verified == [True, False]
