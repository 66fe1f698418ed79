"""The legal clock of emergencies: who decides by when, counted from the report.

NĐ 20/2021/NĐ-CP Điều 12.3.c says "02 ngày" (days of the calendar), Điều 14 and 21 say "ngày làm
việc"; NĐ 56/2017/NĐ-CP gives 12 hours for a child that is harmed or at risk. Limits, deciders and
the level above are dated data; what nobody has read since 1/7/2025, or after NĐ 335/2026 came
into force, is marked unverified.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.working_days import deadline
from app.policy.calendar import require_known
from app.policy.limit_rows import Limit, Rule
from app.policy.months import add_months
from app.policy.parameters import law


@dataclass(frozen=True, slots=True)
class Due:
    """The last lawful day, or hour, and by which rule; ``working`` says how days are counted."""

    rule: Rule
    day: date
    hour: datetime | None
    working: bool
    verified: bool


def rule_on(key: Limit, day: date) -> Rule:
    """The limit in force on ``day``; raises Correctable before 1/7/2021."""
    require_known(day)
    return next(
        one
        for one in law().limits
        if one.key is key and one.first_day <= day and (one.last_day is None or day <= one.last_day)
    )


def due(key: Limit, start: datetime) -> Due:
    """When the limit that began at ``start`` (time of day in Vietnam) runs out."""
    day = start.date()
    rule = rule_on(key, day)
    verified = rule.verified and day < law().emergency_unverified_from
    if rule.hours is not None:
        hour = start + timedelta(hours=rule.hours)
        return Due(rule, hour.date(), hour, working=False, verified=verified)
    working = rule.working_days is not None
    end = deadline(day, rule.working_days or rule.days or 0, working=working)
    return Due(rule, end, None, working=working, verified=verified)


def longest_protection(start: date) -> date:
    """The last day of care in need of urgent protection: three months (Điều 18.3, 24.4)."""
    return add_months(start, law().emergency_number("protection", "most_months"))
