"""Signed decisions: what a granted or refused dossier leaves behind.

The program shows what the law says; a named officer enters what was signed. Where the law or
the record leaves a question open, the officer's answer is kept with the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.partial_date import PartialDate
from app.oplog.operation import Value
from app.policy import months, timing
from app.services.changes import Changes
from app.services.concerned import by_person
from app.services.dossiers import (
    kind_name,
    load_dossier,
    received,
    require_here,
    supposed_for,
)
from app.services.eligibility import Assessment, OpenQuestion, Part, assess
from app.services.entry import checked
from app.services.move_months import first_month_here, require_joined
from app.services.session import Session
from app.services.unsettled import require_settled
from app.storage.queries import allowances as allowance_rows
from app.storage.queries import facts as fact_rows
from app.storage.queries import people as people_rows
from app.storage.queries.dossiers import DossierRow
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """A signed decision as it is entered; the number and date are the clerk's."""

    granted: bool
    number: str
    signed_on: str
    signer: str
    signer_title: str
    from_month: str | None = None
    reason: str | None = None
    answered: OpenQuestion | None = None  # which open question the officer decided, and how much


class Decisions:
    """Entering the decision on a dossier."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def decide(self, dossier_id: UUID, entry: DecisionEntry) -> Changes:
        """Enter the signed decision; a granted one starts the allowance.

        Raises Correctable at the field, among others when the law grants nothing that day, and
        ``unsettled`` while two different entries wait about the person, the household or both.
        """
        today, pv = self._store.clock.today(), self._session.pv
        values = checked(
            "dossier",
            {
                "decision_no": entry.number,
                "decided_on": entry.signed_on,
                "signer": entry.signer,
                "signer_title": entry.signer_title,
                "reason": entry.reason,
            },
            today=today,
        )
        for field in ("decision_no", "decided_on", "signer"):
            if not values.get(field):
                raise Correctable(
                    "decision_incomplete",
                    N_("Enter number, date and signer as they stand on the decision."),
                    field=field,
                )
        signed = date.fromisoformat(str(values["decided_on"]))
        with self._store.write(self._session.officer) as work:
            row = load_dossier(work.connection, self._session, dossier_id)
            require_settled(
                work.connection,
                self._session,
                by_person(work.connection, pv, row.person, dossier_id),
            )
            require_here(row)
            if row.result:
                raise Correctable(
                    "already_decided",
                    N_("This dossier is decided. Open a new one to change the allowance."),
                )
            values |= {"state": "decided", "result": "granted" if entry.granted else "refused"}
            if entry.granted:
                found = assess(
                    work.connection,
                    pv,
                    row.person,
                    signed,
                    restricted=self._session.cleared,
                    supposed=supposed_for(row),
                )
                values |= self._grant(work, row, entry, found, signed)
            elif not values.get("reason"):
                raise Correctable(
                    "reason_missing",
                    N_("A refusal needs its reason in words. Write it as it stands on the paper."),
                    field="reason",
                )
            name = kind_name("dossier", restricted=row.restricted)
            work.edit(name, dossier_id, values)
            work.create(
                kind_name("decision", restricted=row.restricted),
                {
                    "dossier": dossier_id,
                    "number": values["decision_no"],
                    "signed_on": values["decided_on"],
                    "signer": values["signer"],
                    "signer_title": values.get("signer_title"),
                    "result": values["result"],
                    "monthly_vnd": values.get("monthly_vnd"),
                    "from_month": values.get("from_month"),
                    "reason": values.get("reason"),
                },
            )
            work.commit()
        kinds = frozenset((name, "allowance", kind_name("decision", restricted=row.restricted)))
        return Changes(kinds, frozenset((dossier_id,)), dossier_id)

    def _grant(
        self,
        work: UnitOfWork,
        row: DossierRow,
        entry: DecisionEntry,
        found: Assessment,
        signed: date,
    ) -> dict[str, Value | UUID]:
        """Start the neutral allowance; what was paid until now ends the month before."""
        granted = _granted(found, entry.answered)
        connection, pv = work.connection, self._session.pv
        start = (
            _month(entry.from_month)
            or first_month_here(connection, pv, row.person)
            or first_month(work, row, granted[0].code, signed, pv)
        )
        require_joined(connection, pv, row.person, start, entry.reason or "")
        before = months.month_text(months.add_months(date.fromisoformat(f"{start}-01"), -1))
        for one in people_rows.rows_of(connection, pv, row.person):  # also what a second row draws
            for old in allowance_rows.of_person(connection, pv, one):
                if old.to_month is None or old.to_month >= start:
                    work.edit("allowance", old.id, {"to_month": before})
        total = sum(one.monthly_vnd or 0 for one in granted)
        made = work.create(
            "allowance",
            {
                "person": row.person,
                "payee": row.person,
                "monthly_vnd": total,
                "from_month": start,
            },
        )
        coefficients = [one.coefficient for one in granted if one.coefficient]
        return {
            "category": " + ".join(one.code for one in granted),
            "coefficient": " + ".join(coefficients) or None,
            "monthly_vnd": total,
            "from_month": start,
            "allowance": made,
        }


def _granted(found: Assessment, answered: OpenQuestion | None) -> tuple[Part | OpenQuestion, ...]:
    """What is granted: the officer's answer to an open question, else what is certain."""
    if answered is not None and answered in found.questions and answered.monthly_vnd:
        return (answered,)
    if found.parts:
        return found.parts
    raise Correctable(
        "nothing_granted",
        N_("The law grants nothing on that day. See the reasons, or enter a refusal."),
    )


def first_month(work: UnitOfWork, row: DossierRow, category: str, signed: date, pv: int) -> str:
    """The first month that is paid; raises Correctable where the officer must say it."""
    facts = fact_rows.of_subjects(work.connection, pv, [row.person], restricted=True)
    paper = fact_rows.latest(facts, "disability", signed.isoformat())
    issued = PartialDate.from_iso(paper.issued_on).exact() if paper and paper.issued_on else None
    answer = timing.first_month(
        category,
        birth=PartialDate.from_iso(row.person_birth) if row.person_birth else None,
        submitted=received(row),
        decision_signed=signed,
        certificate=issued,
    )
    if not isinstance(answer.answer, str):
        raise Correctable(
            "month_open",
            N_("The law leaves the first month open here. Enter it as the decision says."),
            field="from_month",
        )
    return answer.answer


def _month(typed: str | None) -> str | None:
    if not typed:
        return None
    found = checked("dossier", {"from_month": typed}, today=date.min)
    return str(found["from_month"])
