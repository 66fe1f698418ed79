"""What was done with a workstation itself, kept in the log: who, what, when."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, select

from app.core.clock import local
from app.core.i18n import N_, _
from app.models.records import RECORDS, officer
from app.storage.unit_of_work import UnitOfWork

REOPENED_BY_WORDS, REOPENED_BY_OFFICE = "reopened_by_words", "reopened_by_office"
RECOVERY_GRANTED, RECOVERY_SECONDED = "recovery_granted", "recovery_seconded"
OFFICER_TAKEN_OUT, PASSPHRASE_RENEWED = "officer_taken_out", "passphrase_renewed"
CLEARANCE_GIVEN, CLEARANCE_TAKEN = "clearance_given", "clearance_taken"
PART_TAKEN_UP = "part_taken_up"
TOLD_DAYS = 7  # for which everybody who signs in reads that a register was opened again

_REOPENED = N_(
    "On {day} the register was opened again for {name}, whose passphrase was forgotten. "
    "If that is not so, call the receiving office at once."
)


def leave_trace(work: UnitOfWork, what: str, *, by: UUID, pv: int | None = None) -> None:
    """Enter an event of this workstation; ``pv`` where it concerns a commune, at the office."""
    at = local(work.now_ms).isoformat(timespec="seconds")
    work.create("station_event", {"what": what, "at": at, "by": by}, pv=pv)


def lately_reopened(connection: Connection, now_ms: int, pv: int) -> str | None:
    """One sentence when a register of this unit was opened again without a passphrase lately."""
    event = RECORDS["station_event"]
    since = (local(now_ms) - timedelta(days=TOLD_DAYS)).isoformat(timespec="seconds")
    found = connection.execute(
        select(event.c.at, officer.c.name)
        .join(officer, (officer.c.pv == event.c.pv) & (officer.c.id == event.c.by))
        .where(
            event.c.pv == pv,
            event.c.what.in_((REOPENED_BY_OFFICE, REOPENED_BY_WORDS)),
            event.c.at >= since,
        )
        .order_by(event.c.at.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    day = datetime.fromisoformat(found.at).strftime("%d/%m/%Y")
    return _(_REOPENED).format(day=day, name=found.name)
