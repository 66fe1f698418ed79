"""The stamp of an operation: close to the wall clock, never going back within a stream.

It orders what is shown first and is told to people as time; it decides nothing else, because
the laptops' clocks are wrong by years now and then (Kulkarni and others, 2014, without their
bounded skew).
"""

from __future__ import annotations

COUNTER_BITS = 16
ADOPT_AHEAD_MS = 24 * 3600 * 1000  # how far a stamp from elsewhere may push ours


def next_stamp(last: int, wall_ms: int) -> int:
    """The stamp after ``last`` at ``wall_ms`` (Unix milliseconds)."""
    now = wall_ms << COUNTER_BITS
    return now if now > last else last + 1


def adopt(last: int, remote: int, wall_ms: int) -> int:
    """``last`` after having seen ``remote``: taken over unless it lies more than a day ahead."""
    limit = (wall_ms + ADOPT_AHEAD_MS) << COUNTER_BITS
    return max(last, remote) if remote <= limit else last


def stamp_ms(stamp: int) -> int:
    """Unix milliseconds of a stamp."""
    return stamp >> COUNTER_BITS
