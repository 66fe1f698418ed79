"""Emergency cases as lists show them: who, what is due, until when, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection

from app.core.i18n import N_, _
from app.core.partial_date import PartialDate
from app.core.working_days import working_days_left
from app.policy.calendar import FIRST_DAY
from app.policy.emergency import Cause
from app.policy.housing import Damage, Hardship
from app.services import choices
from app.services.emergency_minimum import GONE, HURT, RICE, Harm, Hurt, MinimumView, minimum_of
from app.storage.queries import emergencies as rows
from app.storage.queries.emergencies import CaseRow, VictimRow

NEXT = {
    "received": N_("Hold the meeting"),
    "met": N_("Enter the signed decision"),
    "decided": N_("Hand it over"),
}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One household of a list; ``days_left`` is negative when late, None once decided.

    ``total_vnd`` (đồng) and ``total_kg`` (rice) are the legal minimum; ``asks`` counts what is
    still to be asked.
    """

    id: UUID
    event: UUID | None
    event_name: str | None
    name: str
    village: str | None
    cause: str | None
    state: str
    result: str | None
    next: str | None
    due: date | None
    days_left: int | None
    working: bool
    persons: int
    hurt: int
    dead: int
    house_damage: str | None
    poverty: str | None
    months: int | None
    total_vnd: int
    total_kg: int
    asks: int
    ready: bool  # for its decision: the meeting was held, skipped or is not needed


def case_lines(
    connection: Connection, pv: int, found: Sequence[CaseRow], today: date
) -> list[CaseLine]:
    """The lines of these cases, the most urgent first."""
    victims = rows.victims_of(connection, pv, [row.id for row in found])
    lines = [_line(row, victims.get(row.id, []), today) for row in found]
    return sorted(lines, key=lambda line: (line.due or date.max, line.name))


def harm_of(row: CaseRow, victims: Sequence[VictimRow]) -> Harm:
    """What the rules look at, from a case as it was entered.

    Words that this program does not know yet are left out, so that one row that came from
    elsewhere never hides the others.
    """
    received = _lawful(row)
    return Harm(
        on=max(happened(row.happened_on) or received.date(), FIRST_DAY),
        received=received,
        cause=_known(row.cause or row.event_cause, Cause),
        persons=row.persons or 0,
        months=row.months or 1,
        needs=_needs(row),
        house_damage=_known(row.house_damage, Damage),
        no_place_to_live=row.no_place_to_live,
        ordered_to_move=row.ordered_to_move,
        poverty=_known(row.poverty, Hardship),
        hurt=tuple(
            Hurt(one.name or "", one.status or "", one.treatment_days)
            for one in victims
            if one.status != "an_toan"
        ),
    )


def _known(word: str | None, words: type[StrEnum]) -> str | None:
    return word if word in {str(one) for one in words} else None


def _needs(row: CaseRow) -> tuple[str, ...]:
    """What is needed; months without any word of needs can only be months of rice."""
    if row.needs is None and row.months:
        return (RICE,)
    return tuple(word for word in (row.needs or "").split(",") if word)


def _lawful(row: CaseRow) -> datetime:
    """When the report came in; never before the law, whose first day stands for the unreadable."""
    first = datetime.combine(FIRST_DAY, datetime.min.time())
    for text in (row.received_at, row.happened_on):
        try:
            return max(moment(text), first)
        except ValueError:
            continue
    return first


def next_step(row: CaseRow, view: MinimumView) -> str | None:
    """The state after which something is to do: a meeting may be skipped or not be needed."""
    state = known_state(row.state)
    if row.result == "refused" or state == "delivered":
        return None
    if state == "received" and (row.shortened or not needs_meeting(view)):
        return "met"
    return state


def known_state(state: str | None) -> str:
    """The state of a case; one that is not known here counts as just received."""
    return state if state in choices.CASE_STATE else "received"


def needs_meeting(view: MinimumView) -> bool:
    """Whether Điều 12.3 asks the village: for everything but funerals (Điều 14)."""
    return not view.rows or any(row.type != "14.1" for row in view.rows)


def moment(text: str | None) -> datetime:
    """When a report came in; a day without hour counts from its beginning."""
    if text and "T" in text:
        return datetime.fromisoformat(text[:16])
    return datetime.combine(PartialDate.from_iso(text or "").earliest(), datetime.min.time())


def happened(text: str | None) -> date | None:
    """The day of an event when it is known to the day."""
    return PartialDate.from_iso(text).exact() if text else None


def _line(row: CaseRow, victims: Sequence[VictimRow], today: date) -> CaseLine:
    view = minimum_of(harm_of(row, victims))
    clock, waiting = view.due, row.decided_on is None
    step = next_step(row, view)
    return CaseLine(
        id=row.id,
        event=row.event,
        event_name=row.event_name,
        name=row.head_name or row.household_name or "",
        village=row.village_name or row.place,
        cause=row.cause or row.event_cause,
        state=known_state(row.state),
        result=row.result,
        next=_(NEXT[step]) if step else None,
        due=clock.day if waiting else None,
        days_left=left(today, clock.day, working=clock.working) if waiting else None,
        working=clock.working,
        persons=row.persons or 0,
        hurt=sum(one.status in HURT for one in victims),
        dead=sum(one.status in GONE for one in victims),
        house_damage=row.house_damage,
        poverty=row.poverty,
        months=row.months,
        total_vnd=view.total_vnd,
        total_kg=view.total_kg,
        asks=len(view.questions),
        ready=step == "met",
    )


def left(today: date, day: date, *, working: bool) -> int:
    """Days (or working days) from today to a last day; negative when it has passed."""
    return working_days_left(today, day) if working else (day - today).days
