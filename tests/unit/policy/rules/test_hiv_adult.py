"""Điều 5.8 and 6.1.g."""

from __future__ import annotations

from typing import Any

import pytest

from app.policy.outcome import Verdict
from app.policy.rules import hiv_adult
from tests.unit.policy.invented import NEAR, POOR, case, facts, told

POOR_WITH_HIV: dict[str, Any] = {"poverty": POOR, "hiv": True}


@pytest.mark.parametrize(
    ("age", "changed", "verdict"),
    [
        (16, {}, Verdict.GRANTED),
        (15, {}, Verdict.REFUSED),  # children are of khoản 3
        (40, {"poverty": NEAR}, Verdict.REFUSED),
        (40, {"hiv": False}, Verdict.REFUSED),
        (40, {"stable_income": True}, Verdict.REFUSED),
        (40, {"pension_or_si": True}, Verdict.REFUSED),  # lương hưu, trợ cấp BHXH
        (40, {"pension_amount": 1}, Verdict.REFUSED),
        (40, {"other_monthly_allowance": True}, Verdict.REFUSED),  # TCXH hàng tháng
    ],
)
def test_conditions(age: int, changed: dict[str, Any], verdict: Verdict) -> None:
    found = told(hiv_adult.assess(case("2022-05-10", age, facts(**(POOR_WITH_HIV | changed)))))
    assert found == {"5.8": (verdict, "1.5" if verdict is Verdict.GRANTED else None)}
