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
from app.policy import procedure
from app.policy.calendar import FIRST_DAY
from app.policy.procedure import StepState
from app.services.changes import Changes
from app.services.eligibility import Assessment, as_json, assess
from app.services.entry import Typed, checked
from app.services.session import Session
from app.storage.queries import dossiers as rows
from app.storage.queries import people as people_rows
from app.storage.queries.dossiers import DossierRow
from app.storage.store import Store

OPEN = ("received", "verified", "posted", "submitted")
STEP_NAMES = {
    "received": N_("Application received"),
    "verified": N_("Verified, compared"),
    "posted": N_("Posted, 2 working days"),
    "submitted": N_("Submitted for signature"),
    "decided": N_("Decision signed"),
    "moved": N_("Goes on in another commune"),
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
    next_key: str | None = None  # the same step by its key


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
            row = load_dossier(connection, self._session, dossier_id)
            village = people_rows.villages_of(connection, pv, [row.person]).get(row.person)
            found = None
            if row.person_birth:
                found = assess(
                    connection,
                    pv,
                    row.person,
                    today,
                    restricted=self._session.cleared,
                    supposed=supposed_for(row),
                )
        steps = _steps(row)
        way = procedure.procedure_on(_lawful(row))
        now = None if row.state == "moved" else procedure.current(steps)
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
        name = kind_name("dossier", restricted=restricted)
        with self._store.write(self._session.officer) as work:
            made = work.create(name, clean)
            work.commit()
        return Changes.of(made, name)

    def edit(self, dossier_id: UUID, entry: Mapping[str, Typed]) -> Changes:
        """Correct what stands in a dossier."""
        with self._store.write(self._session.officer) as work:
            row = load_dossier(work.connection, self._session, dossier_id)
            values = checked("dossier", entry, today=self._store.clock.today())
            if values.get("received_on"):
                procedure.procedure_on(date.fromisoformat(str(values["received_on"])))
            if values.get("category"):
                values["form"] = form_for(str(values["category"]))
            work.edit(kind_name("dossier", restricted=row.restricted), dossier_id, values)
            work.commit()
        return Changes.of(dossier_id, "dossier")

    def advance(self, dossier_id: UUID, on: str | None = None) -> Changes:
        """Finish the present step on a day (today); Correctable when something is missing."""
        today = self._store.clock.today()
        with self._store.write(self._session.officer) as work:
            row = load_dossier(work.connection, self._session, dossier_id)
            require_here(row)
            now = procedure.current(_steps(row))
            if now is None or now.step.key == "decided":
                raise Correctable(
                    "needs_decision",
                    N_("Enter the signed decision: its number, date and signer."),
                    field="decision_no",
                )
            values = checked("dossier", {now.step.field: on or today.isoformat()}, today=today)
            values["state"] = now.step.key
            name = kind_name("dossier", restricted=row.restricted)
            if now.step.key == "submitted":
                found = assess(
                    work.connection,
                    self._session.pv,
                    row.person,
                    today,
                    restricted=self._session.cleared,
                    supposed=supposed_for(row),
                )
                work.create(
                    kind_name("assessment", restricted=row.restricted),
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


def load_dossier(connection: Connection, session: Session, dossier_id: UUID) -> DossierRow:
    """One dossier; raises Correctable when this officer cannot see one such."""
    found = rows.dossiers(connection, session.pv, restricted=session.cleared, dossier_id=dossier_id)
    if not found:
        raise Correctable("no_dossier", N_("This dossier is not here. Search for it again."))
    return found[0]


def require_here(row: DossierRow) -> None:
    """Raise Correctable when the person took this dossier along to another commune."""
    if row.state == "moved":
        raise Correctable(
            "dossier_moved", N_("This dossier goes on in another commune, which decides on it.")
        )


def form_for(category: str) -> str | None:
    """The application form of a category (NĐ 20/2021/NĐ-CP Điều 7.1, Phụ lục)."""
    for prefix, form in (
        ("5.1", "1a"), ("5.2", "1a"), ("5.7", "1a"), ("5.3", "1b"), ("5.8", "1b"), ("5.4", "1c"),
        ("5.5", "1d"), ("5.6", "1đ"),
    ):  # fmt: skip
        if category.startswith(prefix):
            return form
    return None


def kind_name(kind: str, *, restricted: bool) -> str:
    """The record kind, or its restricted twin."""
    return RESTRICTED_TWIN[kind] if restricted else kind


def supposed_for(row: DossierRow) -> dict[str, str | None]:
    """What a dossier tells by being there: its application for the social pension is in writing."""
    asked = bool(row.category and row.category.startswith("HTXH"))
    return {"pension_request": "co"} if asked else {}


def received(row: DossierRow) -> date:
    """The day the application came in; Correctable where none stands that a rule is loaded for."""
    day = PartialDate.from_iso(row.received_on).earliest() if row.received_on else date.min
    procedure.procedure_on(day)
    return day


def _lawful(row: DossierRow) -> date:
    """From when the steps count: the first day of the rules stands for a day that is not here, or
    lies before them. Such a row may come from any colleague, and holds up nobody's list."""
    day = PartialDate.from_iso(row.received_on).earliest() if row.received_on else FIRST_DAY
    return max(day, FIRST_DAY)


def _day(text: str | None) -> date | None:
    return PartialDate.from_iso(text).latest() if text else None


def _steps(row: DossierRow) -> tuple[StepState, ...]:
    done = {
        "verified": _day(row.verified_on),
        "posted": _day(row.posted_to),
        "submitted": _day(row.submitted_on),
        "decided": _day(row.decided_on),
    }
    return procedure.states(_lawful(row), done, restricted=row.restricted)


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
        now.step.key if now else None,
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
