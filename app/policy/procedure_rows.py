"""The ways of a dossier as the table ``procedures.toml`` tells them, one after the other.

Kept: ways follow on each other without a gap; a way begins with the receipt, ends with the
decision, names each step once and counts each limit from a step before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.policy.reading import OpenTable, Row, broken, require_unbroken

FIRST, LAST = "received", "decided"
MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Step:
    """One step; ``limit`` in working days from the end of ``counted_from``, None without one."""

    key: str
    who: str
    field: str
    limit: int | None
    counted_from: str | None
    hidden_when_restricted: bool


@dataclass(frozen=True, slots=True)
class Procedure:
    """The way of a dossier that was received between two days."""

    first_day: date
    last_day: date | None
    legal: str
    verified: bool
    decider: str
    steps: tuple[Step, ...]


def read_procedures(table: OpenTable) -> tuple[Procedure, ...]:
    """Every way, the oldest first. Raises Environment."""
    found = tuple(map(_procedure, table.rows("procedure")))
    require_unbroken(table.path, "procedure", [(one.first_day, one.last_day) for one in found])
    return found


def _procedure(row: Row) -> Procedure:
    found = Procedure(
        first_day=row.day("from"),
        last_day=row.day_or_none("to"),
        legal=row.text("legal"),
        verified=row.yes("verified"),
        decider=row.text("decider"),
        steps=tuple(map(_step, row.rows("step"))),
    )
    row.done()
    keys = [step.key for step in found.steps]
    if len(keys) < 2 or len(set(keys)) != len(keys) or (keys[0], keys[-1]) != (FIRST, LAST):
        broken(row.path, f"procedure {found.first_day}: {', '.join(keys)}")
    for place, step in enumerate(found.steps):
        begins = place == 0
        counted = step.counted_from in keys[:place] and step.limit is not None
        if (step.limit, step.counted_from) != (None, None) if begins else not counted:
            broken(row.path, f"procedure {found.first_day}: {step.key}")
    return found


def _step(row: Row) -> Step:
    found = Step(
        key=row.text("key"),
        who=row.text("who"),
        field=row.text("field"),
        limit=row.count("limit", MOST_DAYS),
        counted_from=row.text_or_none("counted_from"),
        hidden_when_restricted=row.yes_or_no("hidden_when_restricted"),
    )
    row.done()
    return found
