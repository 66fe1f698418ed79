"""Điều 8 and 34.4, TT 02/2021 Điều 2, NĐ 147/2025 Điều 5.2.b."""

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


@pytest.mark.parametrize(
    ("category", "told", "answer", "asked"),
    [
        ("5.6", {"lost": [date(2022, 5, 1)]}, "2022-05", 0),  # 8.2: from the month after
        ("5.6", {"lost": [date(2022, 5, 31), date(2022, 4, 30)]}, "2022-04", 0),
        ("5.1.a", {"birth": born("2006-05-10")}, "2022-05", 0),  # 16
        ("5.1.a", {"birth": born("2006-05-10"), "studying": True}, "2028-05", 1),  # 5.2 follows
        ("5.2", {"birth": born("2006-05-10")}, "2028-05", 1),  # 22 read both ways
        ("5.7", {"birth": born("2020-02-29")}, "2023-03", 0),
        ("5.7", {"birth": born("2020")}, None, 1),
        ("5.7", {"birth": born("2020"), "lost": [date(2021, 9, 9)]}, "2021-09", 0),
        ("5.5.c", {}, "2025-06", 1),  # NĐ 176/2025
        ("5.5.b", {"birth": born("1944-03-01")}, "2024-03", 1),  # 5.5.b: "đến 80" read both ways
        ("5.5.c", {"lost": [date(2026, 3, 3)]}, "2025-06", 1),
        (None, {"lost": [date(2026, 3, 3)]}, "2026-03", 0),
    ],
)
def test_last_month(
    category: str | None, told: dict[str, Any], answer: str | None, asked: int
) -> None:
    found = timing.last_month(category, **told)
    assert (found.answer, len(found.questions)) == (answer, asked)


def test_last_month_needs_an_end() -> None:
    with pytest.raises(Correctable):
        timing.last_month("5.6")


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"uncollected": [date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1)]}, "yes"),  # 2.3.a
        ({"uncollected": [date(2021, 12, 1), date(2022, 1, 1), date(2022, 2, 1)]}, "yes"),
        ({"uncollected": [date(2022, 1, 1), date(2022, 2, 1), date(2022, 4, 1)]}, "no"),
        ({"uncollected": [date(2022, 1, 1), date(2022, 1, 1), date(2022, 2, 1)]}, "no"),
        ({"refuses_review": True}, "yes"),  # 2.3.b
        ({"detained_from": date(2022, 1, 31), "detained_to": date(2022, 2, 28)}, "yes"),  # 2.3.c
        ({"detained_from": date(2022, 1, 10), "detained_to": date(2022, 2, 9)}, "no"),
        ({}, "no"),
    ],
)
def test_may_suspend(told: dict[str, Any], answer: str) -> None:
    assert timing.may_suspend(**told).answer == answer


def test_may_stop_three_months_after_the_suspension() -> None:
    assert timing.may_stop(date(2022, 1, 10), date(2022, 4, 9)).answer == "no"
    assert timing.may_stop(date(2022, 1, 10), date(2022, 4, 10)).answer == "yes"  # 2.1.đ


def test_move() -> None:
    assert timing.first_month_after_move(date(2022, 12, 31)).answer == "2023-01"  # 8.4.d


@pytest.mark.parametrize(
    ("coefficient", "first", "last", "paid", "vnd", "asked"),
    [
        ("1.5", "2022-08", "2022-10", {}, 1_620_000, 0),
        ("1.5", "2024-06", "2024-07", {}, 540_000 + 750_000, 0),  # the level rises
        ("1.5", "2026-07", "2026-08", {"2026-07": 750_000, "2026-08": 750_000}, 120_000, 0),
        (None, "2025-06", "2025-08", {}, 1_000_000, 0),  # social pension from 7/2025
        ("1.0", "2022-08", "2022-08", {"2022-08": 400_000}, 0, 1),  # no rule on recovery
    ],
)
def test_arrears(
    coefficient: str | None, first: str, last: str, paid: dict[str, int], vnd: int, asked: int
) -> None:
    found = timing.arrears(
        None if coefficient is None else Decimal(coefficient),
        date.fromisoformat(first + "-01"),
        date.fromisoformat(last + "-01"),
        paid={date.fromisoformat(month + "-01"): sum_ for month, sum_ in paid.items()},
    )
    assert (found.answer, len(found.questions)) == (vnd, asked)
    assert found.verified is (last < "2026-07")
