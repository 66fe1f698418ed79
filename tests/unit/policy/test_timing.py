"""Điều 8.1, NĐ 147/2025 Điều 5.2.b: the first month, and that of a change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core.errors import Correctable
from app.policy import timing
from tests.unit.policy.invented import born


@pytest.mark.parametrize(
    ("category", "told", "answer", "asked"),
    [
        ("5.5.b", {"birth": born("1949-02-15")}, "2024-02", 0),  # 8.1.đ: đủ 75
        ("5.5.c", {"birth": born("1944-02-29")}, "2024-02", 0),  # đủ 80
        ("5.5.b", {"birth": born("1948-02-29")}, "2023-03", 0),  # 1 March without 29 February
        ("5.5.b", {"birth": born("1949-02"), "submitted": date(2024, 5, 2)}, "2024-02", 1),
        ("5.5.b", {"birth": born("1949")}, None, 1),
        ("5.5.b", {"birth": born("1940-01-01")}, "2021-07", 1),  # older law is not loaded
        ("5.6", {"certificate": date(2023, 3, 31)}, "2023-03", 0),  # 8.1.đ: month of certificate
        (
            "5.6",
            {"certificate": date(2023, 3, 31), "submitted": date(2023, 6, 1)},
            "2023-03",
            1,
        ),
        ("5.1.b", {"decision_signed": date(2025, 6, 30)}, "2025-06", 0),
        ("5.1.b", {"decision_signed": date(2025, 7, 1)}, "2025-07", 0),  # NĐ 147/2025
        (
            "5.6",
            {"decision_signed": date(2025, 8, 9), "certificate": date(2025, 5, 1)},
            "2025-08",
            1,
        ),
        ("5.5.c", {"decision_signed": date(2025, 8, 9)}, None, 1),
        ("HTXH.a", {"decision_signed": date(2025, 9, 9)}, "2025-09", 0),
        ("HTXH.a", {"decision_signed": date(2025, 6, 9)}, None, 0),
    ],
)
def test_first_month(category: str, told: dict[str, Any], answer: str | None, asked: int) -> None:
    found = timing.first_month(category, **told)
    assert (found.answer, len(found.questions)) == (answer, asked)


@pytest.mark.parametrize(
    ("category", "field"),
    [("5.5.b", "dob"), ("5.6", "disability_cert_date"), ("5.3", "decision_signed")],
)
def test_first_month_names_what_is_missing(category: str, field: str) -> None:
    with pytest.raises(Correctable) as refused:
        timing.first_month(category)
    assert refused.value.field == f"facts.{field}"


@pytest.mark.parametrize(
    ("category", "dob", "told", "answer", "asked"),
    [
        ("5.5.a", "1942-05-31", {"before": Decimal("1.5")}, "2022-05", 0),  # 80
        ("5.1.b", "2018-05-10", {}, "2022-05", 1),  # 4: a decrease is asked
        ("5.1", "2018-05-10", {}, "2022-05", 1),
        ("5.3", "2018-05-10", {"after": Decimal("2.0")}, "2022-05", 1),
        ("5.6", "1963-01-02", {"after": Decimal("2.5")}, "2023-01", 0),  # 60
        ("5.6", "2007-01-02", {"before": Decimal("2.5")}, "2023-01", 1),  # 16
        ("5.6", "1963-01-02", {"before": Decimal("2.0"), "after": Decimal("2.5")}, "2023-01", 0),
        ("5.5.a", "1942", {}, None, 1),
    ],
)
def test_month_of_change(
    category: str, dob: str, told: dict[str, Any], answer: str | None, asked: int
) -> None:
    found = timing.month_of_change(category, born(dob), **told)
    assert (found.answer, len(found.questions)) == (answer, asked)


@pytest.mark.parametrize("category", ["5.6", "5.8", "9.9"])
def test_a_change_that_cannot_be_told(category: str) -> None:
    with pytest.raises(Correctable):
        timing.month_of_change(category, born("1963-01-02"))


def test_change_by_an_event() -> None:
    assert timing.change_in_month_of(date(2026, 7, 1)).answer == "2026-07"
    assert len(timing.change_in_month_of(date(2026, 7, 1), lower=True).questions) == 1
