"""One person on one day at one definite age: what a single rule looks at.

A birth date known in part is split into several cases before any rule is asked, so that no rule
has to think about doubt in a birth date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.policy.facts import Facts, Person, Readings
from app.policy.rows import Level


@dataclass(frozen=True, slots=True)
class Case:
    """Facts, the day, the age in completed years and the children that count (Điều 5.4)."""

    facts: Facts
    on: date
    age: int
    level: Level
    readings: Readings
    children: int = 0
    open_children: int = 0

    @property
    def person(self) -> Person:
        """The person asked about."""
        return self.facts.person
