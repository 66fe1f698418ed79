"""Which day it is, for questions of trust: never what this computer alone believes.

A commune goes by the latest day that a statement of its office has shown. The office goes by its
own clock. Neither is believed beyond the end of the office's own certificate, so a clock that is
wrong by years throws nobody out.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection

from app.core.clock import local
from app.sync import trust_store
from app.sync.certificate import GRACE_DAYS
from app.sync.trust_store import Device


def today(connection: Connection, own: Device, clock: date) -> date:
    """The day to compare certificates with; ``clock`` is what this computer believes."""
    if own.role == "office":
        return min(clock, _end(own))
    begin = date.fromisoformat(own.certificate.not_before)
    shown = trust_store.latest_day(connection)
    return begin if shown is None else max(begin, shown)


def of_statement(sender: Device, created_ms: int, today: date) -> date:
    """The day by which to judge the sender of an authentic statement made at ``created_ms``.

    The office's own statement shows the day. When its clock is far beyond the end of its
    certificate, that has just ended, as far as anybody can tell: a warning, not a refusal.
    """
    if sender.role != "office":
        return today
    made, end = local(created_ms).date(), _end(sender)
    if made > end + timedelta(days=GRACE_DAYS):
        made = end + timedelta(days=1)
    return max(today, made)


def note(connection: Connection, sender: Device, created_ms: int) -> None:
    """Remember the day that an authentic statement of the office shows."""
    if sender.role != "office":
        return
    day = min(local(created_ms).date(), _end(sender))
    known = trust_store.latest_day(connection)
    if known is None or day > known:
        trust_store.keep_day(connection, day)


def _end(device: Device) -> date:
    return date.fromisoformat(device.certificate.not_after)
