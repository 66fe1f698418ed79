"""The limits of emergencies as the table ``emergency_clock.toml`` tells them.

Kept: of one limit each row follows on the one before without a gap, every limit is there, and a
row counts in days of the calendar, in working days or in hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.policy.reading import OpenTable, Row, broken, require_unbroken

MOST = 365  # days or hours


class Limit(StrEnum):
    """Which limit is asked about."""

    RELIEF = "relief"
    FUNERAL = "funeral"
    PROTECTION_VERIFY = "protection_verify"
    PROTECTION_DECIDE = "protection_decide"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated limit: a number of days, working days or hours."""

    key: Limit
    first_day: date
    last_day: date | None
    days: int | None
    working_days: int | None
    hours: int | None
    decider: str
    next_level: str
    legal: str
    verified: bool


def read_limits(table: OpenTable) -> tuple[Rule, ...]:
    """Every rule in the order of the table. Raises Environment."""
    found = tuple(map(_rule, table.rows("rule")))
    for limit in Limit:
        spans = [(one.first_day, one.last_day) for one in found if one.key is limit]
        if not spans:
            broken(table.path, limit.value)
        require_unbroken(table.path, limit.value, spans)
    return found


def _rule(row: Row) -> Rule:
    key = row.text("key")
    if key not in [one.value for one in Limit]:
        broken(row.path, f"key = {key!r}")
    found = Rule(
        key=Limit(key),
        first_day=row.day("from"),
        last_day=row.day_or_none("to"),
        days=row.count("days", MOST),
        working_days=row.count("working_days", MOST),
        hours=row.count("hours", MOST),
        decider=row.text("decider"),
        next_level=row.text("next_level"),
        legal=row.text("legal"),
        verified=row.yes("verified"),
    )
    row.done()
    if (found.days, found.working_days, found.hours).count(None) != 2:
        broken(row.path, f"{key} {found.first_day}")
    return found
