"""Emergency cases: taken in within a minute and a half, then decided and handed over in time.

Rules kept: an intake is one transaction, with event, household, victims and needs; the legal
minimum and the legal clock are told while typing; a sum below the minimum, a decision after the
limit and a procedure without the village meeting each need their reason (NĐ 20/2021 Điều 12–17).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from app.core.clock import local
from app.core.errors import Correctable
from app.core.i18n import N_, _
from app.oplog.operation import Value
from app.services import choices
from app.services.changes import Changes
from app.services.concerned import by_case
from app.services.drafts import DraftKey, forget_draft
from app.services.emergency_entries import (
    Values,
    Victim,
    check_case,
    checked_victim,
    completed,
    day_of_event,
    harm_typed,
)
from app.services.emergency_lines import (
    CaseLine,
    case_lines,
    happened,
    harm_of,
    needs_meeting,
)
from app.services.emergency_minimum import MinimumView, minimum_of
from app.services.entry import Typed, checked
from app.services.events import checked_event
from app.services.session import Session
from app.services.unsettled import require_settled
from app.storage.queries import emergencies as rows
from app.storage.queries.emergencies import CaseRow, SupportRow, VictimRow
from app.storage.store import Store

__all__ = [
    "CaseFile",
    "CaseLine",
    "CaseRow",
    "EmergencyCases",
    "StepLine",
    "SupportRow",
    "Timeliness",
    "VictimRow",
    "load_case",
]

WAITING = ("received", "met")
UNDELIVERED = (*WAITING, "decided")


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a case: done on a day, due by one, or not asked for (``skipped``)."""

    key: str
    label: str
    done_on: str | None
    due: date | None
    skipped: bool


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case with its victims, what was decided and what the law says."""

    row: CaseRow
    victims: tuple[VictimRow, ...]
    supports: tuple[SupportRow, ...]
    minimum: MinimumView
    steps: tuple[StepLine, ...]
    line: CaseLine


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Cases received in a period by whether their decision came within the legal time."""

    total: int
    in_time: int
    late: int
    waiting: int

    @property
    def percent(self) -> int | None:
        """Whole percent decided in time of all that had to be; None when there were none."""
        judged = self.in_time + self.late
        return None if judged == 0 else self.in_time * 100 // judged


class EmergencyCases:
    """The emergency cases of the commune."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def minimum(self, entry: Mapping[str, Typed], victims: Sequence[Victim] = ()) -> MinimumView:
        """What the law owes by what has been typed so far; unread fields are left out."""
        today = self._store.clock.today()
        values: dict[str, Value | UUID] = {}
        for name, typed in entry.items():
            try:
                values |= checked("emergency_case", {name: typed}, today=today)
            except Correctable:
                continue
        with self._store.read() as connection:
            values = self._completed(connection, values)
            event_day = day_of_event(connection, self._session.pv, values)
        return minimum_of(harm_typed(values, victims, event_day))

    def intake(
        self,
        entry: Mapping[str, Typed],
        victims: Sequence[Victim] = (),
        *,
        new_event: Mapping[str, Typed] | None = None,
        draft: DraftKey | None = None,
    ) -> Changes:
        """Take a case in, with its event when that is new, and forget its draft.

        ``victims`` are members with ``status`` and ``treatment_days``; who is safe is not kept.
        Raises Correctable at the field (``victims.1.name``); nothing is saved then.
        """
        today = self._store.clock.today()
        values = checked("emergency_case", entry, today=today)
        people = [checked_victim(place, one, today) for place, one in enumerate(victims)]
        event = None if new_event is None else checked_event(new_event, today=today)
        with self._store.write(self._session.officer) as work:
            kinds = {"emergency_case"}
            if event is not None:
                values["event"] = work.create("event", event)
                kinds.add("event")
            values = self._completed(work.connection, values)
            check_case(values)
            made = work.create("emergency_case", values | {"state": "received"})
            for person in people:
                if person is not None:
                    work.create("victim", person | {"emergency_case": made})
                    kinds.add("victim")
            if draft is not None:
                forget_draft(work.connection, self._session.officer, draft)
            work.commit()
        return Changes(frozenset(kinds), frozenset((made,)), made)

    def edit(self, case_id: UUID, entry: Mapping[str, Typed]) -> Changes:
        """Correct a case that is not decided yet."""
        values = checked("emergency_case", entry, today=self._store.clock.today())
        with self._store.write(self._session.officer) as work:
            row = self._load(work.connection, case_id)
            _require(row, WAITING)
            check_case({name: getattr(row, name) for name in CaseRow.__slots__} | values)
            work.edit("emergency_case", case_id, values)
            work.commit()
        return Changes.of(case_id, "emergency_case")

    def lines(self, *, open_only: bool = True) -> list[CaseLine]:
        """Cases that wait for a decision or a handing-over (or all), the most urgent first."""
        pv, today = self._session.pv, self._store.clock.today()
        with self._store.read() as connection:
            found = rows.cases(connection, pv, states=UNDELIVERED if open_only else None)
            found = [row for row in found if not open_only or row.result != "refused"]
            return case_lines(connection, pv, found, today)

    def file(self, case_id: UUID) -> CaseFile:
        """One case's page; raises Correctable when it is not here."""
        pv, today = self._session.pv, self._store.clock.today()
        with self._store.read() as connection:
            row = self._load(connection, case_id)
            victims = rows.victims_of(connection, pv, [case_id]).get(case_id, [])
            supports = rows.supports_of(connection, pv, [case_id]).get(case_id, [])
            line = case_lines(connection, pv, [row], today)[0]
        view = minimum_of(harm_of(row, victims))
        return CaseFile(row, tuple(victims), tuple(supports), view, _steps(row, view), line)

    def meet(self, case_id: UUID, on: str, result: str) -> Changes:
        """Enter the village meeting: its day, who took part and what it found (Điều 12.3.b)."""
        return self.meet_all([case_id], on, result)

    def meet_all(self, case_ids: Sequence[UUID], on: str, result: str) -> Changes:
        """Enter one village meeting for several households, all or none."""
        values = checked(
            "emergency_case",
            {"met_on": on, "meeting_result": result, "state": "met"},
            today=self._store.clock.today(),
        )
        if not values["met_on"]:
            raise Correctable("met_on", N_("Type the day of the village meeting."), field="met_on")
        with self._store.write(self._session.officer) as work:
            for case_id in case_ids:
                row = self._load(work.connection, case_id)
                _require(row, WAITING)
                _not_before(values, "met_on", row)
                work.edit("emergency_case", case_id, values)
            work.commit()
        return Changes(frozenset(("emergency_case",)), frozenset(case_ids))

    def deliver(self, case_id: UUID, on: str, receiver: str) -> Changes:
        """Enter who received the support and when."""
        values = checked(
            "emergency_case",
            {"delivered_on": on, "receiver": receiver, "state": "delivered"},
            today=self._store.clock.today(),
        )
        for field in ("delivered_on", "receiver"):
            if not values[field]:
                raise Correctable(
                    "delivery_incomplete",
                    N_("Enter the day of the handing-over and who received it."),
                    field=field,
                )
        with self._store.write(self._session.officer) as work:
            row = self._load(work.connection, case_id)
            _require(row, ("decided",))
            require_settled(work.connection, self._session, by_case(case_id, row.household))
            if row.result == "refused":
                raise Correctable("refused", N_("This case was decided without support."))
            _not_before(values, "delivered_on", row)
            work.edit("emergency_case", case_id, values)
            work.commit()
        return Changes.of(case_id, "emergency_case")

    def timeliness(self, first: date, last: date) -> Timeliness:
        """How many cases received from ``first`` to ``last`` were decided in the legal time."""
        pv, today = self._session.pv, self._store.clock.today()
        with self._store.read() as connection:
            found = rows.cases(connection, pv, received=(first.isoformat(), last.isoformat()))
            victims = rows.victims_of(connection, pv, [row.id for row in found])
        in_time = late = 0
        for row in found:
            due = minimum_of(harm_of(row, victims.get(row.id, []))).due.day
            decided = happened(row.decided_on)
            if decided is not None and decided <= due:
                in_time += 1
            elif decided is not None or today > due:
                late += 1
        return Timeliness(len(found), in_time, late, len(found) - in_time - late)

    def _load(self, connection: Connection, case_id: UUID) -> CaseRow:
        return load_case(connection, self._session.pv, case_id)

    def _completed(self, connection: Connection, values: Values) -> dict[str, Value | UUID]:
        now = local(self._store.clock.now_ms()).strftime("%Y-%m-%dT%H:%M")
        return completed(connection, self._session.pv, values, now)


def load_case(connection: Connection, pv: int, case_id: UUID) -> CaseRow:
    """One case by id; raises Correctable when it is not here."""
    found = rows.cases(connection, pv, case_id=case_id)
    if not found:
        raise Correctable("no_case", N_("This case is not here. Search for it again."))
    return found[0]


def _steps(row: CaseRow, view: MinimumView) -> tuple[StepLine, ...]:
    skipped = bool(row.shortened) or not needs_meeting(view)
    done = {
        "received": (row.received_at or "")[:10],
        "met": row.met_on,
        "decided": row.decided_on,
        "delivered": row.delivered_on,
    }
    return tuple(
        StepLine(
            key,
            _(choices.CASE_STATE[key]),
            done[key],
            view.due.day if key == "decided" and not done[key] else None,
            skipped=key == "met" and skipped and not row.met_on,
        )
        for key in choices.CASE_STATE
        if not (key == "delivered" and row.result == "refused")
    )


def _require(row: CaseRow, states: Sequence[str]) -> None:
    if (row.state or "received") not in states:
        raise Correctable(
            "step_done",
            N_("This case stands at another step by now. Open it again to see where it is."),
        )


def _not_before(values: Mapping[str, object], field: str, row: CaseRow) -> None:
    """A step cannot lie before the report."""
    day = str(values[field])
    if day < (row.received_at or "")[: len(day)]:
        raise Correctable(
            "before_report", N_("This day lies before the report. Check both days."), field=field
        )
