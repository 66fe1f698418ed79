"""Sums, families and sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.core.i18n import use_language
from app.policy import catalog
from app.policy.outcome import Reason, family, sentences, sum_of
from tests.unit.policy.invented import facts


@pytest.mark.parametrize(
    ("code", "expected"),
    [("5.5.a", "5.5"), ("5.1.đ", "5.1"), ("5.6", "5.6"), ("HTXH.b", "HTXH"), ("HTXH", "HTXH")],
)
def test_family(code: str, expected: str) -> None:
    assert family(code) == expected


@pytest.mark.parametrize(
    ("coefficient", "level", "expected"),
    [("1.5", 360_000, 540_000), ("2.5", 540_000, 1_350_000), ("3.0", 500_000, 1_500_000)],
)
def test_sum_is_whole_dong(coefficient: str, level: int, expected: int) -> None:
    assert sum_of(Decimal(coefficient), level) == expected


def test_reasons_become_sentences() -> None:
    use_language("en")
    words = sentences((Reason("One {thing}.", {"thing": "law"}), Reason("Two.")))
    use_language("vi")
    assert words == "One law. Two."


def test_outcome_tells_total_status_and_missing_local_level() -> None:
    outcome = catalog.decide(facts("1948-07-10", requested=True), date(2026, 7, 1))
    assert (outcome.total_vnd, outcome.verified) == (540_000, False)
    assert outcome.entitlements[0].status == "unverified"
    assert outcome.local_level_loaded is False
    assert all(row.words() for row in outcome.considered)
