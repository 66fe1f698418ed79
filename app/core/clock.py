"""Time as something handed in; the only module that asks the computer what time it is.

Clocks of the laptops are wrong by years now and then, so nothing that matters is decided by
what :class:`Clock` answers; it is shown, stamped and compared with what is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

VIETNAM = timezone(timedelta(hours=7), "ICT")


class Clock(Protocol):
    """Where the time comes from."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        ...

    def today(self) -> date:
        """The calendar day in Vietnam."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now_ms(self) -> int:
        return int(datetime.now(UTC).timestamp() * 1000)

    def today(self) -> date:
        return datetime.now(VIETNAM).date()


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until it is moved; for tests, demos and reproducible papers."""

    at: datetime

    @classmethod
    def on(cls, day: date, hour: int = 8) -> FixedClock:
        """Eight in the morning (or ``hour``) of ``day`` in Vietnam."""
        return cls(datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM))

    def now_ms(self) -> int:
        return int(self.at.timestamp() * 1000)

    def today(self) -> date:
        return self.at.astimezone(VIETNAM).date()

    def advance(self, **step: float) -> None:
        """Move on by ``timedelta(**step)``."""
        self.at += timedelta(**step)


@dataclass(slots=True)
class ShiftedClock:
    """A clock whose date an officer corrected for this run; the hour stays the computer's."""

    base: Clock
    shift: timedelta = timedelta()

    def now_ms(self) -> int:
        return self.base.now_ms() + int(self.shift.total_seconds() * 1000)

    def today(self) -> date:
        return self.base.today() + self.shift


def local(ms: int) -> datetime:
    """Unix milliseconds as the time of day in Vietnam."""
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(VIETNAM)
