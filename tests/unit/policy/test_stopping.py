"""Điều 8.2 and 8.4.d, TT 02/2021 Điều 2: the last month, suspending, stopping, moving."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.core.errors import Correctable
from app.policy import stopping
from tests.unit.policy.invented import born


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
    found = stopping.last_month(category, **told)
    assert (found.answer, len(found.questions)) == (answer, asked)


def test_last_month_needs_an_end() -> None:
    with pytest.raises(Correctable):
        stopping.last_month("5.6")


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
    assert stopping.may_suspend(**told).answer == answer


def test_may_stop_three_months_after_the_suspension() -> None:
    assert stopping.may_stop(date(2022, 1, 10), date(2022, 4, 9)).answer == "no"
    assert stopping.may_stop(date(2022, 1, 10), date(2022, 4, 10)).answer == "yes"  # 2.1.đ


def test_move() -> None:
    assert stopping.first_month_after_move(date(2022, 12, 31)).answer == "2023-01"  # 8.4.d
