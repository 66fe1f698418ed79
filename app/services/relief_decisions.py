"""Decisions on emergency cases: what was signed, line by line, for one household or many.

Rules kept: the officer sees the legal minimum and enters what stands on the signed paper; more is
never questioned, less needs its reason; after the limit the lateness needs its reason too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.money import group_digits
from app.oplog.operation import Value
from app.policy.emergency import Unit
from app.services.changes import Changes
from app.services.concerned import by_case
from app.services.emergency_cases import load_case
from app.services.emergency_lines import harm_of, needs_meeting
from app.services.emergency_minimum import MinimumView, minimum_of
from app.services.entry import checked
from app.services.session import Session
from app.services.unsettled import require_settled
from app.storage.queries import emergencies as rows
from app.storage.queries.emergencies import CaseRow
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SupportEntry:
    """One line of a decision; ``vnd`` in đồng, ``kilograms`` of rice, a source of ``choices``."""

    type: str
    persons: int | None = None
    months: int | None = None
    kilograms: int | None = None
    vnd: int | None = None
    source: str = "dia_phuong"
    basis: str | None = None
    lower_reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReliefDecision:
    """A signed decision: number, day and signer as they stand on it."""

    number: str
    signed_on: str
    signer: str
    late_reason: str | None = None


class ReliefDecisions:
    """Entering decisions on emergency cases."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def proposed(self, case_id: UUID, *, source: str = "dia_phuong") -> list[SupportEntry]:
        """The lines of the legal minimum, to be entered as they are or raised."""
        with self._store.read() as connection:
            row = load_case(connection, self._session.pv, case_id)
            victims = rows.victims_of(connection, self._session.pv, [case_id]).get(case_id, [])
        return proposal(minimum_of(harm_of(row, victims)), row.months, source)

    def decide(
        self, case_id: UUID, entry: ReliefDecision, supports: Sequence[SupportEntry]
    ) -> Changes:
        """Enter the decision on one case with its lines; raises Correctable at the field."""
        return self._decide({case_id: supports}, entry)

    def decide_all(
        self, case_ids: Sequence[UUID], entry: ReliefDecision, *, source: str = "dia_phuong"
    ) -> Changes:
        """Enter one decision for many households, each with its legal minimum."""
        return self._decide({one: self.proposed(one, source=source) for one in case_ids}, entry)

    def refuse(self, case_id: UUID, entry: ReliefDecision, reason: str) -> Changes:
        """Enter that a case gets no support, with the reason that was written to the household."""
        if not reason.strip():
            raise Correctable(
                "reason_missing",
                N_("A refusal needs its reason in words. Write it as it stands on the paper."),
                field="reason",
            )
        with self._store.write(self._session.officer) as work:
            row, _view = self._open(work, case_id, entry)
            values = _signed(entry, self._store.clock.today()) | {
                "state": "decided",
                "result": "refused",
                "note": " ".join(part for part in (row.note, reason.strip()) if part),
            }
            work.edit("emergency_case", case_id, values)
            work.commit()
        return Changes.of(case_id, "emergency_case")

    def _decide(
        self, supports: Mapping[UUID, Sequence[SupportEntry]], entry: ReliefDecision
    ) -> Changes:
        values = _signed(entry, self._store.clock.today())
        with self._store.write(self._session.officer) as work:
            for case_id, lines in supports.items():
                row, view = self._open(work, case_id, entry)
                if needs_meeting(view) and not row.shortened and not row.met_on:
                    raise Correctable(
                        "meeting_missing",
                        N_(
                            "Enter the village meeting first, or say why it is skipped"
                            " (Article 12.3)."
                        ),
                        field="met_on",
                    )
                if not lines:
                    raise Correctable(
                        "no_support",
                        N_("Enter what the household gets, or enter a refusal."),
                        field="supports",
                    )
                _require_minimum(view, lines)
                for place, line in enumerate(lines):
                    work.create("support", self._support(case_id, place, line))
                work.edit(
                    "emergency_case", case_id, values | {"state": "decided", "result": "granted"}
                )
            work.commit()
        return Changes(frozenset(("emergency_case", "support")), frozenset(supports))

    def _open(
        self, work: UnitOfWork, case_id: UUID, entry: ReliefDecision
    ) -> tuple[CaseRow, MinimumView]:
        """The case, still undecided and the decision in time or its lateness explained."""
        pv = self._session.pv
        row = load_case(work.connection, pv, case_id)
        require_settled(work.connection, self._session, by_case(case_id, row.household))
        if row.decided_on:
            raise Correctable("already_decided", N_("This case is decided already."))
        victims = rows.victims_of(work.connection, pv, [case_id]).get(case_id, [])
        view = minimum_of(harm_of(row, victims))
        signed = str(_signed(entry, self._store.clock.today())["decided_on"])
        if signed < (row.received_at or "")[:10]:
            raise Correctable(
                "before_report",
                N_("This day lies before the report. Check both days."),
                field="decided_on",
            )
        if date.fromisoformat(signed) > view.due.day and not (entry.late_reason or "").strip():
            raise Correctable(
                "late_reason_missing",
                N_("The limit was {day}. Say why the decision is later."),
                field="late_reason",
                day=view.due.day.strftime("%d/%m/%Y"),
            )
        return row, view

    def _support(self, case_id: UUID, place: int, line: SupportEntry) -> dict[str, Value | UUID]:
        basis = " · ".join(part for part in (line.basis, line.lower_reason) if part)
        try:
            values = checked(
                "support",
                {
                    "type": line.type,
                    "persons": line.persons,
                    "months": line.months,
                    "kilograms": line.kilograms,
                    "vnd": line.vnd,
                    "source": line.source,
                    "basis": basis,
                },
                today=self._store.clock.today(),
            )
        except Correctable as error:
            raise Correctable(
                error.code, error.message, field=f"supports.{place}.{error.field}", **error.params
            ) from error
        return {**values, "emergency_case": case_id}


def proposal(view: MinimumView, months: int | None, source: str) -> list[SupportEntry]:
    """One line for each kind of support that the law owes."""
    lines = []
    for code in dict.fromkeys(row.type for row in view.rows):
        fitting = [row for row in view.rows if row.type == code]
        rice = fitting[0].unit == Unit.RICE
        in_kind = fitting[0].amount is None
        total = sum(row.amount or 0 for row in fitting)
        lines.append(
            SupportEntry(
                type=code,
                persons=sum(row.persons for row in fitting),
                months=(months or 1) if rice else None,
                kilograms=total if rice else None,
                vnd=None if rice or in_kind else total,
                source=source,
                basis=fitting[0].legal,
            )
        )
    return lines


def _require_minimum(view: MinimumView, lines: Sequence[SupportEntry]) -> None:
    """Less than the law's least needs a reason; more is never asked about."""
    for place, line in enumerate(lines):
        owed = [row for row in view.rows if row.type == line.type]
        least = sum(row.amount or 0 for row in owed)
        alike = [one for one in lines if one.type == line.type]
        rice = bool(owed) and owed[0].unit == Unit.RICE
        given = sum((one.kilograms if rice else one.vnd) or 0 for one in alike)
        explained = any((one.lower_reason or "").strip() for one in alike)
        if given < least and not explained:
            raise Correctable(
                "below_minimum",
                N_(
                    "The law's minimum is {least} {unit}. Enter at least that, or write why it is"
                    " less."
                ),
                field=f"supports.{place}.{'kilograms' if rice else 'vnd'}",
                least=group_digits(least),
                unit="kg" if rice else "đồng",
            )


def _signed(entry: ReliefDecision, today: date) -> dict[str, Value | UUID]:
    values = checked(
        "emergency_case",
        {
            "decision_no": entry.number,
            "decided_on": entry.signed_on,
            "signer": entry.signer,
            "late_reason": entry.late_reason,
        },
        today=today,
    )
    for field in ("decision_no", "decided_on", "signer"):
        if not values[field] or (field == "decided_on" and len(str(values[field])) != 10):
            raise Correctable(
                "decision_incomplete",
                N_("Enter number, date and signer as they stand on the decision."),
                field=field,
            )
    return values
