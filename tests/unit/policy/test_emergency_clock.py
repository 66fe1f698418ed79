"""Limits of the emergency procedures against the calendar."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.core.errors import Correctable
from app.policy.emergency_clock import due, longest_protection, rule_on
from app.policy.limit_rows import Limit


@pytest.mark.parametrize(
    ("key", "start", "end", "decider", "verified"),
    [
        # Điều 12.3.c: 02 ngày, Saturdays and Sundays count.
        ("relief", "2025-11-13T06:10", "2025-11-15", "Chủ tịch UBND cấp xã", False),
        ("relief", "2025-06-30T23:00", "2025-07-02", "Chủ tịch UBND cấp xã", True),
        # Điều 14: 03 ngày làm việc; Thursday to Tuesday.
        ("funeral", "2025-11-13T06:10", "2025-11-18", "Chủ tịch UBND cấp xã", False),
        ("funeral", "2024-05-09T06:10", "2024-05-14", "Chủ tịch UBND cấp huyện", True),
        # Điều 21: 2 and 3 working days.
        ("protection_verify", "2026-08-07T09:00", "2026-08-11", "Chủ tịch UBND cấp xã", True),
        ("protection_decide", "2026-08-11T00:00", "2026-08-14", "Chủ tịch UBND cấp xã", False),
        # NĐ 335/2026 came into force: nobody has read what it says.
        ("relief", "2026-10-05T08:00", "2026-10-07", "Chủ tịch UBND cấp xã", False),
    ],
)
def test_the_last_lawful_day(
    key: str, start: str, end: str, decider: str, *, verified: bool
) -> None:
    found = due(Limit(key), datetime.fromisoformat(start))
    assert found.day == date.fromisoformat(end)
    assert found.rule.decider == decider
    assert found.verified is verified


def test_a_child_has_twelve_hours_over_midnight() -> None:
    found = due(Limit.CHILD, datetime(2026, 3, 1, 20, 30))  # noqa: DTZ001  # Vietnam's time of day
    assert found.hour == datetime(2026, 3, 2, 8, 30)  # noqa: DTZ001
    assert not found.working


def test_days_before_the_law_are_refused() -> None:
    with pytest.raises(Correctable):
        rule_on(Limit.RELIEF, date(2021, 6, 30))


def test_care_lasts_three_months_at_most() -> None:
    assert longest_protection(date(2025, 11, 30)) == date(2026, 2, 28)
