"""Where a case of protection stands: its steps with their limits, its line in the closed list.

The steps run by NĐ 20/2021 Điều 21 (2 and 3 working days), for a child by the 12 hours of
NĐ 56/2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.core.i18n import _
from app.core.partial_date import PartialDate
from app.policy.ages import CHILD_BELOW, possible_ages
from app.policy.calendar import FIRST_DAY
from app.policy.emergency_clock import Due, due
from app.policy.limit_rows import Limit
from app.services import choices
from app.services.emergency_lines import happened, moment
from app.storage.queries.protection import ProtectionRow


@dataclass(frozen=True, slots=True)
class ProtectionStep:
    """One step: done at, or due by a day (``hour`` when the law counts hours)."""

    key: str
    label: str
    who: str
    legal: str
    done_on: str | None
    due: date | None
    hour: datetime | None
    verified: bool


@dataclass(frozen=True, slots=True)
class ProtectionLine:
    """One line of the closed list; ``due`` is the next limit."""

    id: UUID
    name: str
    ground: str
    state: str
    next: str | None
    due: date | None
    hour: datetime | None
    late: bool


def steps_of(row: ProtectionRow) -> tuple[ProtectionStep, ...]:
    """Measures for a child, verifying, deciding: each with its limit or the day it was done."""
    received = received_at(row)
    verify = due(Limit.PROTECTION_VERIFY, received)
    verified = happened(row.verified_on) or verify.day
    decide = due(Limit.PROTECTION_DECIDE, datetime.combine(verified, datetime.min.time()))
    steps = []
    if is_child(row) is not False:
        hours = due(Limit.CHILD, received)
        label = _("Take urgent measures for the child")
        steps.append(_step("measures_at", label, hours, row.measures_at))
    steps.append(_step("verified_on", _("Verify the case"), verify, row.verified_on))
    steps.append(_step("decided_on", _("Decide on temporary care"), decide, row.decided_on))
    return tuple(steps)


def _step(key: str, label: str, found: Due, done: str | None) -> ProtectionStep:
    rule = found.rule
    return ProtectionStep(
        key,
        label,
        rule.decider,
        rule.legal,
        done,
        None if done else found.day,
        None if done else found.hour,
        found.verified,
    )


def line_of(row: ProtectionRow, now: datetime) -> ProtectionLine:
    """The line of the closed list: what is next, and whether it is late at ``now``."""
    waiting = [step for step in steps_of(row) if step.due is not None]
    step = min(waiting, key=_runs_out, default=None)
    if step is None and row.ends_on and row.state != "ended":
        end = PartialDate.from_iso(row.ends_on).latest()
        return _told(row, _("End the care, or move the person on"), end, None, now)
    if step is None:
        return _told(row, None, None, None, now)
    return _told(row, step.label, step.due, step.hour, now)


def _told(
    row: ProtectionRow, step: str | None, day: date | None, hour: datetime | None, now: datetime
) -> ProtectionLine:
    ground, state = ground_of(row), row.state or "received"
    if state not in choices.PROTECTION_STATE:
        state = "received"
    late = hour < now if hour is not None else day is not None and day < now.date()
    return ProtectionLine(
        id=row.id,
        name=row.person_name or "",
        ground=_(choices.PROTECTION_GROUND[ground]),
        state=_(choices.PROTECTION_STATE[state]),
        next=step,
        due=day,
        hour=hour,
        late=late,
    )


def _runs_out(step: ProtectionStep) -> datetime:
    if step.hour is not None:
        return step.hour
    assert step.due is not None
    return datetime.combine(step.due, datetime.max.time())


def is_child(row: ProtectionRow) -> bool | None:
    """Whether the person was below 16 when the report came in; None when that is open."""
    if row.ground == "tre_em_mat_ca_cha_me":
        return True
    if not row.birth:
        return None
    ages = possible_ages(PartialDate.from_iso(row.birth), received_at(row).date())
    if all(age < CHILD_BELOW for age in ages):
        return True
    return False if all(age >= CHILD_BELOW for age in ages) else None


def received_at(row: ProtectionRow) -> datetime:
    """When the report came in; the law's first day stands for what cannot be read."""
    first = datetime.combine(FIRST_DAY, datetime.min.time())
    try:
        return max(moment(row.received_at), first)
    except ValueError:
        return first


def ground_of(row: ProtectionRow) -> str:
    """Why the person needs protection; a word that is not known here counts as another ground."""
    return row.ground if row.ground in choices.PROTECTION_GROUND else "khac"


def care_begins(row: ProtectionRow) -> date:
    """The day of the decision, before it that of the report."""
    return happened(row.decided_on) or received_at(row).date()
