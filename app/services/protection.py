"""Persons in need of urgent protection: abuse, shelter, children left alone (Điều 18.2, 21).

Rules kept: nothing of this is shown, counted or hinted at unless the officer is cleared; care
lasts three months at most (NĐ 20/2021 Điều 18.3); meal money is that of TT 02/2021 Điều 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from app.core.clock import local
from app.core.errors import Correctable
from app.core.i18n import N_
from app.oplog.operation import Value
from app.policy import emergency
from app.policy.calendar import require_known
from app.policy.emergency import Victim
from app.policy.emergency_clock import longest_protection
from app.policy.outcome import sentences
from app.services.changes import Changes
from app.services.concerned import by_person
from app.services.drafts import DraftKey, forget_draft
from app.services.emergency_lines import happened, moment
from app.services.entry import Typed, checked
from app.services.protection_steps import (
    ProtectionLine,
    ProtectionStep,
    care_begins,
    ground_of,
    is_child,
    line_of,
    received_at,
    steps_of,
)
from app.services.session import Session
from app.services.unsettled import require_settled
from app.storage.queries import protection as rows
from app.storage.queries.protection import ProtectionRow
from app.storage.store import Store

__all__ = [
    "Protection",
    "ProtectionFile",
    "ProtectionRow",
    "check_protection",
]

KIND = "protection_case"
OPEN = ("received", "verified", "decided")
PAYING = ("decided_on", "ends_on")  # care is paid from one to the other


@dataclass(frozen=True, slots=True)
class ProtectionFile:
    """One case with its clock; ``meals_vnd`` is the meal money until ``ends_on`` (đồng)."""

    row: ProtectionRow
    child: bool | None  # None while the age is not known
    steps: tuple[ProtectionStep, ...]
    last_day: date
    meals_vnd: int
    meals_why: str


class Protection:
    """The closed cases; every method raises Correctable for an officer who is not cleared."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def intake(self, entry: Mapping[str, Typed], *, draft: DraftKey | None = None) -> Changes:
        """Take a case in; raises Correctable at the field."""
        self._session.require_clearance()
        now = local(self._store.clock.now_ms()).strftime("%Y-%m-%dT%H:%M")
        typed: dict[str, Typed] = {**entry, "state": "received"}
        typed["received_at"] = typed.get("received_at") or now
        values = checked(KIND, typed, today=self._store.clock.today())
        check_protection(values)
        with self._store.write(self._session.officer) as work:
            made = work.create(KIND, values)
            if draft is not None:
                forget_draft(work.connection, self._session.officer, draft)
            work.commit()
        return Changes.of(made, KIND)

    def edit(self, case_id: UUID, entry: Mapping[str, Typed]) -> Changes:
        """Correct or complete a case: what happened, measures taken, shelter, who was told."""
        self._session.require_clearance()
        values = checked(KIND, entry, today=self._store.clock.today())
        with self._store.write(self._session.officer) as work:
            row = self._load(work.connection, case_id)
            check_protection({name: getattr(row, name) for name in row.__slots__} | values)
            work.edit(KIND, case_id, values)
            work.commit()
        return Changes.of(case_id, KIND)

    def lines(self, *, open_only: bool = True) -> list[ProtectionLine]:
        """The cases, the most urgent first."""
        self._session.require_clearance()
        now = local(self._store.clock.now_ms()).replace(tzinfo=None)
        with self._store.read() as connection:
            found = rows.protection_cases(
                connection, self._session.pv, states=OPEN if open_only else None
            )
        lines = [line_of(row, now) for row in found]
        return sorted(lines, key=lambda line: (line.due or date.max, line.name))

    def file(self, case_id: UUID) -> ProtectionFile:
        """One case's page."""
        self._session.require_clearance()
        with self._store.read() as connection:
            row = self._load(connection, case_id)
        start = care_begins(row)
        last = longest_protection(start)
        end = happened(row.ends_on) or last
        meals = emergency.protection(
            start, victim=Victim(ground_of(row)), persons=1, days=max((end - start).days, 0)
        )
        return ProtectionFile(
            row, is_child(row), steps_of(row), last, meals.amount or 0, sentences(meals.reasons)
        )

    def verify(self, case_id: UUID, on: str) -> Changes:
        """Enter that the chairman has verified the case."""
        self._session.require_clearance()
        values = checked(
            KIND, {"verified_on": on, "state": "verified"}, today=self._store.clock.today()
        )
        return self._advance(case_id, values, "verified_on", ("received",))

    def decide(
        self,
        case_id: UUID,
        *,
        number: str,
        signed_on: str,
        signer: str,
        ends_on: str | None = None,
        late_reason: str | None = None,
    ) -> Changes:
        """Enter the signed decision; care ends after three months at the latest."""
        self._session.require_clearance()
        values = checked(
            KIND,
            {
                "decision_no": number,
                "decided_on": signed_on,
                "signer": signer,
                "ends_on": ends_on,
                "late_reason": late_reason,
                "state": "decided",
            },
            today=self._store.clock.today(),
        )
        for field in ("decision_no", "signer"):
            if not values[field]:
                raise Correctable(
                    "decision_incomplete",
                    N_("Enter number, date and signer as they stand on the decision."),
                    field=field,
                )
        return self._advance(case_id, values, "decided_on", ("received", "verified"))

    def end(self, case_id: UUID, on: str, note: str) -> Changes:
        """Enter that the care has ended, and where the person went."""
        self._session.require_clearance()
        values = checked(
            KIND, {"ends_on": on, "note": note, "state": "ended"}, today=self._store.clock.today()
        )
        return self._advance(case_id, values, "ends_on", OPEN)

    def _advance(
        self, case_id: UUID, values: dict[str, Value | UUID], field: str, states: tuple[str, ...]
    ) -> Changes:
        day = happened(str(values[field])) if values[field] else None
        if day is None:
            raise Correctable(
                "day_missing", N_("Type the whole day, like 14/11/2025."), field=field
            )
        with self._store.write(self._session.officer) as work:
            row = self._load(work.connection, case_id)
            _require(row, values, field, day, states)
            if field in PAYING:
                concerned = by_person(work.connection, self._session.pv, row.person, case_id)
                require_settled(work.connection, self._session, concerned)
            if field == "decided_on":
                limit = longest_protection(day)
                values["ends_on"] = values["ends_on"] or limit.isoformat()
                if str(values["ends_on"]) > limit.isoformat():
                    raise Correctable(
                        "too_long",
                        N_("Care lasts three months at most, here until {day} (Article 18.3)."),
                        field="ends_on",
                        day=limit.strftime("%d/%m/%Y"),
                    )
            work.edit(KIND, case_id, values)
            work.commit()
        return Changes.of(case_id, KIND)

    def _load(self, connection: Connection, case_id: UUID) -> ProtectionRow:
        found = rows.protection_cases(connection, self._session.pv, case_id=case_id)
        if not found:
            raise Correctable("no_case", N_("This case is not here. Search for it again."))
        return found[0]


def check_protection(values: Mapping[str, object]) -> None:
    """What every case needs; raises Correctable at the field."""
    if not values.get("person") and not values.get("person_name"):
        raise Correctable(
            "person_missing",
            N_("Choose the person, or type the name; without a name write how to know them."),
            field="person_name",
        )
    if not values.get("ground"):
        raise Correctable(
            "ground_missing", N_("Choose why the person needs protection."), field="ground"
        )
    require_known(moment(str(values["received_at"])).date(), field="received_at")


def _require(
    row: ProtectionRow,
    values: Mapping[str, object],
    field: str,
    day: date,
    states: tuple[str, ...],
) -> None:
    if (row.state or "received") not in states:
        raise Correctable(
            "step_done",
            N_("This case stands at another step by now. Open it again to see where it is."),
        )
    if day < received_at(row).date():
        raise Correctable(
            "before_report", N_("This day lies before the report. Check both days."), field=field
        )
    step = next((one for one in steps_of(row) if one.key == field), None)
    explained = values.get("late_reason") or row.late_reason
    if field == "decided_on" and step and step.due and day > step.due and not explained:
        raise Correctable(
            "late_reason_missing",
            N_("The limit was {day}. Say why the decision is later."),
            field="late_reason",
            day=step.due.strftime("%d/%m/%Y"),
        )
