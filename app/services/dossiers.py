"""Allowance dossiers: received, verified, posted, submitted, decided, each by the legal clock.

A granted dossier leaves a neutral ``allowance`` (who, how much, since when) for whoever pays;
category and coefficient stay with the dossier. A restricted dossier lives wholly in records that
only cleared officers hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from app.core.errors import Correctable
from app.core.i18n import N_, _
from app.core.partial_date import PartialDate
from app.core.working_days import working_days_left
from app.oplog.kinds import RESTRICTED_TWIN
from app.oplog.operation import Value
from app.policy import months, procedure, timing
from app.policy.procedure import StepState
from app.services.changes import Changes
from app.services.eligibility import Assessment, as_json, assess
from app.services.entry import Typed, checked
from app.services.session import Session
from app.storage.queries import allowances as allowance_rows
from app.storage.queries import dossiers as rows
from app.storage.queries import facts as fact_rows
from app.storage.queries import people as people_rows
from app.storage.queries.dossiers import DossierRow
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

OPEN = ("received", "verified", "posted", "submitted")
STEP_NAMES = {
    "received": N_("Received"),
    "verified": N_("Verified against the population data"),
    "posted": N_("Posted for 2 working days"),
    "submitted": N_("Submitted for signature"),
    "decided": N_("Decision signed"),
}


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One line of the list of dossiers; ``days_left`` in working days, negative when late."""

    id: UUID
    person: UUID
    name: str
    village: str | None
    state: str
    step: str | None  # what to do next, in words
    due: date | None
    days_left: int | None


@dataclass(frozen=True, slots=True)
class DossierFile:
    """One dossier with its steps and what the law says now."""

    row: DossierRow
    village: str | None
    steps: tuple[StepState, ...]
    now: StepState | None
    legal: str
    procedure_verified: bool
    assessment: Assessment | None
    missing: tuple[str, ...]  # what is missing for the next step only


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


class Dossiers:
    """The dossiers of monthly allowances."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def lines(self, *, open_only: bool = True) -> list[DossierLine]:
        """Dossiers that this officer may see, the most urgent first."""
        today, pv = self._store.clock.today(), self._session.pv
        with self._store.read() as connection:
            found = rows.dossiers(
                connection,
                pv,
                restricted=self._session.cleared,
                states=OPEN if open_only else None,
            )
            villages = people_rows.villages_of(connection, pv, [row.person for row in found])
        lines = [_line(row, villages.get(row.person), today) for row in found]
        return sorted(lines, key=lambda line: (line.due or date.max, line.name))

    def of_person(self, person_id: UUID, *, pv: int | None = None) -> list[DossierRow]:
        """A person's dossiers that this officer may see, oldest first."""
        with self._store.read() as connection:
            return rows.dossiers(
                connection,
                pv or self._session.pv,
                restricted=self._session.cleared,
                of_person=person_id,
            )

    def file(self, dossier_id: UUID) -> DossierFile:
        """One dossier's page; raises Correctable when this officer cannot see one such."""
        today, pv = self._store.clock.today(), self._session.pv
        with self._store.read() as connection:
            row = self._row(connection, dossier_id)
            village = people_rows.villages_of(connection, pv, [row.person]).get(row.person)
            found = None
            if row.person_birth:
                supposed = {"pension_request": "co"} if _is_pension(row) else {}
                found = assess(
                    connection,
                    pv,
                    row.person,
                    today,
                    restricted=self._session.cleared,
                    supposed=supposed,
                )
        steps = _steps(row)
        way = procedure.procedure_on(_received(row))
        now = procedure.current(steps)
        return DossierFile(
            row, village, steps, now, way.legal, way.verified, found, _missing(row, now, found)
        )

    def open(
        self, person_id: UUID, entry: Mapping[str, Typed], *, restricted: bool = False
    ) -> Changes:
        """Receive an application; raises Correctable at the field.

        The applied category decides the form; a category of HIV is always restricted.
        """
        today = self._store.clock.today()
        values: dict[str, Typed] = {
            "received_on": today.isoformat(), **entry, "person": person_id, "state": "received",
        }  # fmt: skip
        restricted = restricted or str(entry.get("category") or "").startswith(("5.3", "5.8"))
        if restricted:
            self._session.require_clearance()
        clean = checked("dossier", values, today=today)
        procedure.procedure_on(date.fromisoformat(str(clean["received_on"])))
        clean["form"] = form_for(str(clean["category"])) if clean.get("category") else None
        name = _name("dossier", restricted=restricted)
        with self._store.write(self._session.officer) as work:
            made = work.create(name, clean)
            work.commit()
        return Changes.of(made, name)

    def edit(self, dossier_id: UUID, entry: Mapping[str, Typed]) -> Changes:
        """Correct what stands in a dossier."""
        with self._store.write(self._session.officer) as work:
            row = self._row(work.connection, dossier_id)
            values = checked("dossier", entry, today=self._store.clock.today())
            if values.get("category"):
                values["form"] = form_for(str(values["category"]))
            work.edit(_name("dossier", restricted=row.restricted), dossier_id, values)
            work.commit()
        return Changes.of(dossier_id, "dossier")

    def advance(self, dossier_id: UUID, on: str | None = None) -> Changes:
        """Finish the present step on a day (today); Correctable when something is missing."""
        today = self._store.clock.today()
        with self._store.write(self._session.officer) as work:
            row = self._row(work.connection, dossier_id)
            now = procedure.current(_steps(row))
            if now is None or now.step.key == "decided":
                raise Correctable(
                    "needs_decision",
                    N_("Enter the signed decision: its number, date and signer."),
                    field="decision_no",
                )
            values = checked("dossier", {now.step.field: on or today.isoformat()}, today=today)
            values["state"] = now.step.key
            name = _name("dossier", restricted=row.restricted)
            if now.step.key == "submitted":
                found = assess(
                    work.connection,
                    self._session.pv,
                    row.person,
                    today,
                    restricted=self._session.cleared,
                    supposed={"pension_request": "co"} if _is_pension(row) else {},
                )
                work.create(
                    _name("assessment", restricted=row.restricted),
                    {
                        "dossier": dossier_id,
                        "on_date": today.isoformat(),
                        "facts": "{}",
                        "answer": as_json(found),
                    },
                )
            work.edit(name, dossier_id, values)
            work.commit()
        return Changes.of(dossier_id, name)

    def decide(self, dossier_id: UUID, entry: DecisionEntry) -> Changes:
        """Enter the signed decision; a granted one starts the allowance.

        Raises Correctable at the field, among others when the law grants nothing that day.
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
            row = self._row(work.connection, dossier_id)
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
                    supposed={"pension_request": "co"} if _is_pension(row) else {},
                )
                values |= self._grant(work, row, entry, found, signed)
            elif not values.get("reason"):
                raise Correctable(
                    "reason_missing",
                    N_("A refusal needs its reason in words. Write it as it stands on the paper."),
                    field="reason",
                )
            name = _name("dossier", restricted=row.restricted)
            work.edit(name, dossier_id, values)
            work.create(
                _name("decision", restricted=row.restricted),
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
        kinds = frozenset((name, "allowance", _name("decision", restricted=row.restricted)))
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
        if not found.parts:
            raise Correctable(
                "nothing_granted",
                N_("The law grants nothing on that day. See the reasons, or enter a refusal."),
            )
        start = _month(entry.from_month) or first_month(work, row, found, signed, self._session.pv)
        before = months.month_text(months.add_months(date.fromisoformat(f"{start}-01"), -1))
        for old in allowance_rows.of_person(work.connection, self._session.pv, row.person):
            if old.to_month is None or old.to_month >= start:
                work.edit("allowance", old.id, {"to_month": before})
        made = work.create(
            "allowance",
            {
                "person": row.person,
                "payee": row.person,
                "monthly_vnd": found.total_vnd,
                "from_month": start,
            },
        )
        coefficients = [part.coefficient for part in found.parts if part.coefficient]
        return {
            "category": " + ".join(found.codes),
            "coefficient": " + ".join(coefficients) or None,
            "monthly_vnd": found.total_vnd,
            "from_month": start,
            "allowance": made,
        }

    def _row(self, connection: Connection, dossier_id: UUID) -> DossierRow:
        found = rows.dossiers(
            connection,
            self._session.pv,
            restricted=self._session.cleared,
            dossier_id=dossier_id,
        )
        if not found:
            raise Correctable("no_dossier", N_("This dossier is not here. Search for it again."))
        return found[0]


def form_for(category: str) -> str | None:
    """The application form of a category (NĐ 20/2021/NĐ-CP Điều 7.1, Phụ lục)."""
    for prefix, form in (
        ("5.1", "1a"), ("5.2", "1a"), ("5.7", "1a"), ("5.3", "1b"), ("5.8", "1b"), ("5.4", "1c"),
        ("5.5", "1d"), ("5.6", "1đ"),
    ):  # fmt: skip
        if category.startswith(prefix):
            return form
    return None


def first_month(work: UnitOfWork, row: DossierRow, found: Assessment, signed: date, pv: int) -> str:
    """The first month that is paid; raises Correctable where the officer must say it."""
    facts = fact_rows.of_subjects(work.connection, pv, [row.person], restricted=True)
    paper = fact_rows.latest(facts, "disability", signed.isoformat())
    issued = PartialDate.from_iso(paper.issued_on).exact() if paper and paper.issued_on else None
    answer = timing.first_month(
        found.codes[0],
        birth=PartialDate.from_iso(row.person_birth) if row.person_birth else None,
        submitted=_received(row),
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


def _name(kind: str, *, restricted: bool) -> str:
    return RESTRICTED_TWIN[kind] if restricted else kind


def _is_pension(row: DossierRow) -> bool:
    return bool(row.category and row.category.startswith("HTXH"))


def _received(row: DossierRow) -> date:
    return PartialDate.from_iso(row.received_on or "").earliest()


def _day(text: str | None) -> date | None:
    return PartialDate.from_iso(text).latest() if text else None


def _month(typed: str | None) -> str | None:
    if not typed:
        return None
    found = checked("dossier", {"from_month": typed}, today=date.min)
    return str(found["from_month"])


def _steps(row: DossierRow) -> tuple[StepState, ...]:
    done = {
        "verified": _day(row.verified_on),
        "posted": _day(row.posted_to),
        "submitted": _day(row.submitted_on),
        "decided": _day(row.decided_on),
    }
    return procedure.states(_received(row), done, restricted=row.restricted)


def _line(row: DossierRow, village: str | None, today: date) -> DossierLine:
    now = procedure.current(_steps(row)) if row.state in OPEN else None
    left = working_days_left(today, now.due) if now and now.due else None
    return DossierLine(
        row.id,
        row.person,
        row.person_name,
        village,
        row.state or "received",
        _(STEP_NAMES[now.step.key]) if now else None,
        now.due if now else None,
        left,
    )


def _missing(row: DossierRow, now: StepState | None, found: Assessment | None) -> tuple[str, ...]:
    if now is None:
        return ()
    asks: list[str] = []
    if found is None:
        asks.append(_("the date of birth; the year alone will do"))
    elif now.step.key in ("submitted", "decided"):
        asks += found.missing
    if now.step.key == "decided":
        asks.append(_("number, date and signer of the decision"))
    return tuple(asks)
