"""What was done with a workstation itself, kept in the log: who, what, when."""

from __future__ import annotations

from uuid import UUID

from app.core.clock import local
from app.storage.unit_of_work import UnitOfWork

REOPENED_BY_WORDS, REOPENED_BY_OFFICE = "reopened_by_words", "reopened_by_office"
RECOVERY_GRANTED, RECOVERY_SECONDED = "recovery_granted", "recovery_seconded"
OFFICER_TAKEN_OUT, PASSPHRASE_RENEWED = "officer_taken_out", "passphrase_renewed"
CLEARANCE_GIVEN, CLEARANCE_TAKEN = "clearance_given", "clearance_taken"
PART_TAKEN_UP = "part_taken_up"


def leave_trace(work: UnitOfWork, what: str, *, by: UUID, pv: int | None = None) -> None:
    """Enter an event of this workstation; ``pv`` where it concerns a commune, at the office."""
    at = local(work.now_ms).isoformat(timespec="seconds")
    work.create("station_event", {"what": what, "at": at, "by": by}, pv=pv)
