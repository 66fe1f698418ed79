"""Điều 5.7 and 6.1.g."""

from __future__ import annotations

from typing import Any

import pytest

from app.policy.facts import Disability
from app.policy.outcome import Verdict
from app.policy.rules import under_three
from tests.unit.policy.invented import NEAR, NONE, POOR, case, facts, told

HERE: dict[str, Any] = {"poverty": NEAR, "hard_area": True}


@pytest.mark.parametrize(
    ("age", "changed", "verdict"),
    [
        (0, {}, Verdict.GRANTED),
        (2, {"poverty": POOR}, Verdict.GRANTED),
        (3, {}, Verdict.REFUSED),  # dưới 3 tuổi
        (2, {"poverty": NONE}, Verdict.REFUSED),
        (2, {"hard_area": False}, Verdict.REFUSED),
        (2, {"k1_ground": "b"}, Verdict.REFUSED),  # khoản 1
        (2, {"hiv": True, "poverty": POOR}, Verdict.REFUSED),  # khoản 3
        (2, {"hiv": True, "poverty": NEAR}, Verdict.GRANTED),  # cận nghèo is not of khoản 3
        (2, {"disability": Disability.SEVERE}, Verdict.REFUSED),  # khoản 6
        (2, {"disability": Disability.MILD}, Verdict.GRANTED),  # nhẹ is not of khoản 6
    ],
)
def test_conditions(age: int, changed: dict[str, Any], verdict: Verdict) -> None:
    found = told(under_three.assess(case("2022-05-10", age, facts(**(HERE | changed)))))
    assert found == {"5.7": (verdict, "1.5" if verdict is Verdict.GRANTED else None)}
