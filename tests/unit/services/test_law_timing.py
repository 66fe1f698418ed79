"""``policy timing``: every question by its words."""

from __future__ import annotations

from typing import Any

import pytest

from app.services.law_timing import timings


def ask(question: Any, facts: Any) -> dict[str, Any]:
    [answer] = timings([{"id": "t", "question": question, "facts": facts}])
    return answer


@pytest.mark.parametrize(
    ("question", "facts", "expected"),
    [
        ("first month", {"category": "5.3", "decision_signed": "2023-04-30"}, "2023-04"),
        (
            "month from which 1,5 applies",
            {"category": "5.1.b", "dob": "2019-09-30", "coefficient_before": "2.5"},
            "2023-09",
        ),
        (
            "month of change",
            {
                "category": "5.6",
                "dob": "1964-01-31",
                "disability": "nang",
                "coefficient_before": 1.5,
            },
            "2024-01",
        ),
        ("month of change", {"child_born": "2024-05-31"}, "2024-05"),
        ("last paid month", {"category": "5.3", "dob": "2008-02-29"}, "2024-02"),
        ("Last month", {"category": "HTXH.a", "died": "2026-01-01"}, "2026-01"),
        ("may suspend", {"uncollected_months": ["2022-11", "2022-12", "2023-01"]}, "yes"),
        ("may stop", {"suspended_from": "2023-01-01", "asked_on": "2023-03-31"}, "no"),
        ("first month in the new place", {"stop_decision": "2023-01-31"}, "2023-02"),
        ("arrears", {"coefficient": "1.0", "from": "2023-01", "to": "2023-03"}, 1_080_000),
        (
            "arrears",
            {"coefficient": 1.5, "from": "2026-07", "to": "2026-08", "paid_monthly_vnd": 750_000},
            120_000,
        ),
        (
            "arrears",
            {
                "category": "HTXH",
                "from": "2025-07",
                "to": "2025-08",
                "paid": [{"month": "2025-07", "vnd": 500_000}],
            },
            500_000,
        ),
    ],
)
def test_answers(question: str, facts: dict[str, Any], expected: str | int) -> None:
    answer = ask(question, facts)
    assert answer["answer"] == expected
    assert answer["legal"]
    assert "unknown_facts" not in answer


@pytest.mark.parametrize(
    ("question", "facts", "field"),
    [
        ("when?", {}, "question"),
        (None, {}, "question"),
        ("first month", {}, "facts.category"),
        ("first month", {"category": "5.9"}, "facts.category"),
        ("first month", {"category": "5.6"}, "facts.disability_cert_date"),
        ("month of change", {}, "facts.dob"),
        ("last paid month", {"category": "5.6", "died": "2022-02-30"}, "facts.died"),
        ("last paid month", {"category": "abc"}, "facts.category"),
        ("may suspend", {"uncollected_months": "2022-01"}, "facts.uncollected_months"),
        ("may suspend", {"uncollected_months": ["2022"]}, "facts.uncollected_months[0]"),
        ("arrears", {"coefficient": "1.0"}, "facts.from"),
        ("arrears", {"from": "2023-01", "to": "2023-02"}, "facts.coefficient"),
        ("arrears", {"coefficient": 1, "from": "2023-02", "to": "2023-01"}, "facts.to"),
        ("arrears", {"coefficient": 1, "from": "2021-06", "to": "2023-01"}, "date"),
    ],
)
def test_what_has_to_be_mended(question: Any, facts: Any, field: str) -> None:
    assert ask(question, facts)["error"]["field"] == field
