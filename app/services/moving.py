"""A person moves to another commune, with everything that belongs to the person.

The old commune enters the move and the decision by which it stops paying; the receiving office,
which alone writes in both scopes, carries the person over; the new commune decides about what goes
on. Rows keep their ids, so whoever holds both scopes knows them as one. Closed records go in their
own channel only, by an officer who is cleared. Which commune pays which month: ``move_months``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.units import unit
from app.oplog.fold import Entry
from app.oplog.kinds import BY_NAME
from app.services.carrying import Carrying
from app.services.changes import Changes
from app.services.concerned import by_person
from app.services.drafts import DraftKey, forget_draft
from app.services.entry import checked
from app.services.move_months import months_of
from app.services.people import load_person
from app.services.session import Session
from app.services.unsettled import require_settled
from app.storage.queries import allowances as allowance_rows
from app.storage.queries import moves as rows
from app.storage.queries import people as people_rows
from app.storage.queries.allowances import AllowanceRow
from app.storage.queries.moves import MoveRow, MovingRow
from app.storage.queries.row_history import of_row, stood_before
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

KINDS = frozenset(
    ("person", "move", "membership", "household", "allowance", "fact", "restricted_fact",
     "dossier", "restricted_dossier")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the old commune enters: where to and when, and the decision that stops the payment.

    The decision is needed when an allowance is paid; dates as they are typed.
    """

    target: int
    on: str
    decision_no: str = ""
    decided_on: str = ""
    signer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """One move as it stands; ``needs`` names what the new commune has still to do.

    ``needs`` holds ``household`` and ``decision``. ``closed`` stands for closed records that a
    cleared officer of the office has yet to carry over.
    """

    person: UUID
    name: str
    birth: str | None
    source: int
    source_name: str
    target: int
    target_name: str
    moved_on: str | None
    decision_no: str | None
    decided_on: str | None
    monthly_vnd: int | None
    to_month: str | None
    from_month: str | None
    note: str | None
    carried: bool
    needs: tuple[str, ...] = ()
    closed: bool = False


class Moving:
    """Carrying a person over from one commune to another."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def prepare(self, person_id: UUID, entry: Leaving, *, draft: DraftKey | None = None) -> Changes:
        """Enter at the old commune that somebody leaves; what is paid ends with its lawful month.

        Raises Correctable at the field, for an unknown row or one that left already, while two
        different entries wait, and when money is paid and its decision is missing.
        """
        self._session.require_role("commune")
        pv = self._session.pv
        with self._store.write(self._session.officer) as work:
            self._leave(work, person_id, pv, entry)
            if draft is not None:
                forget_draft(work.connection, self._session.officer, draft)
            work.commit()
        return Changes(KINDS, frozenset((person_id,)), person_id)

    def call_off(self, person_id: UUID) -> Changes:
        """Undo ``prepare`` while the office has not carried the person over.

        What was paid goes on as it stood. Raises Correctable when there is nothing to undo.
        """
        self._session.require_role("commune")
        pv = self._session.pv
        with self._store.write(self._session.officer) as work:
            told = self._told(work, pv, person_id)
            if told is None or told.carried:
                raise Correctable(
                    "no_move", N_("No move of this person waits here. Nothing to undo.")
                )
            for row in people_rows.rows_of(work.connection, pv, person_id):
                for one in allowance_rows.of_person(work.connection, pv, row):
                    if told.row.to_month and one.to_month == told.row.to_month:
                        self._pay_on(work, told.row, one)
                work.edit("person", row, {"moved_on": None, "moved_to": None}, pv=pv)
            work.delete("move", told.row.id, pv=pv)
            work.commit()
        return Changes(KINDS, frozenset((person_id,)), person_id)

    def move(
        self, person_id: UUID, *, source: int, target: int, on: str, entry: Leaving | None = None
    ) -> Changes:
        """Carry somebody over at the office, by what the old commune entered or by ``entry``.

        ``on`` counts where the commune entered nothing. Raises Correctable away from the office,
        for an unknown row, for a commune that is not enrolled here, while two different entries
        wait about the person, and when money is paid and no decision stops it.
        """
        if self._session.role != "office":
            raise Correctable(
                "office_only",
                N_("The receiving office moves a person to another commune. Call it."),
            )
        with self._store.write(self._session.officer) as work:
            carrying = Carrying(work, source, target)
            carrying.require_enrolled(self._store.identity.device)
            told = self._told(work, source, person_id)
            if told is None or told.carried or told.row.to_pv != target:
                told = self._leave(work, person_id, source, entry or Leaving(target, on))
            concerned = by_person(work.connection, source, person_id)
            require_settled(work.connection, self._session, concerned, pv=source)
            carrying.carry(told.row, closed=self._session.cleared)
            work.commit()
        return Changes(KINDS, frozenset((person_id,)), person_id)

    def carry_closed(self, person_id: UUID, *, source: int) -> Changes:
        """Carry the closed records of somebody over whom a colleague moved before."""
        self._session.require_clearance()
        self._session.require_role("office")
        with self._store.write(self._session.officer) as work:
            for old, new, person in rows.left_behind(work.connection):
                if (old, person) == (source, person_id):
                    Carrying(work, old, new).carry_closed(person)
            work.commit()
        return Changes(KINDS, frozenset((person_id,)), person_id)

    def waiting(self) -> list[Moved]:
        """What is to be done: the office carries over, the new commune decides on what goes on.

        The old commune sees who waits to be carried over.
        """
        office = self._session.role == "office"
        with self._store.read() as connection:
            leaving = rows.leaving(connection, None if office else self._session.pv)
            arriving = [] if office else rows.arriving(connection, self._session.pv)
            behind = (
                {(old, person) for old, _new, person in rows.left_behind(connection)}
                if office and self._session.cleared
                else set()
            )
        found = [
            _moved(one, closed=(one.row.pv, one.row.person) in behind)
            for one in leaving
            if not one.carried or (one.row.pv, one.row.person) in behind
        ]
        return found + [told for one in arriving if (told := _moved(one)).needs]

    def of_person(self, person_id: UUID, *, pv: int | None = None) -> tuple[Moved, ...]:
        """The moves of a person as told in one commune, the oldest first."""
        scope = pv or self._session.pv
        with self._store.read() as connection:
            people = people_rows.rows_of(connection, scope, person_id)
            found = [*rows.leaving(connection, scope), *rows.arriving(connection, scope)]
        return tuple(_moved(one) for one in found if one.row.person in people)

    def _told(self, work: UnitOfWork, pv: int, person_id: UUID) -> MovingRow | None:
        found = [one for one in rows.leaving(work.connection, pv) if one.row.person == person_id]
        return found[-1] if found else None

    def _leave(self, work: UnitOfWork, person_id: UUID, pv: int, entry: Leaving) -> MovingRow:
        """Write the move and end what is paid; the new row as it is told."""
        connection = work.connection
        load_person(connection, pv, person_id)
        told = self._told(work, pv, person_id)
        if told is not None and not told.carried:
            raise Correctable(
                "leaving_already",
                N_("A move of this person is entered already. Undo that one first."),
            )
        require_settled(connection, self._session, by_person(connection, pv, person_id), pv=pv)
        if entry.target == pv:
            raise Correctable("same_commune", N_("Choose another commune."), field="to")
        place = unit(entry.target)
        values = checked(
            "move",
            {
                "moved_on": entry.on, "decision_no": entry.decision_no,
                "decided_on": entry.decided_on, "signer": entry.signer, "note": entry.note,
            },
            today=self._store.clock.today(),
        )  # fmt: skip
        if not values["moved_on"]:
            raise Correctable("day_missing", N_("Enter the day of the move."), field="moved_on")
        everybody = people_rows.rows_of(connection, pv, person_id)
        paid = [one for row in everybody for one in allowance_rows.of_person(connection, pv, row)]
        paid = [one for one in paid if self._goes_on(one)]
        if paid:
            for field in ("decision_no", "decided_on", "signer"):
                day = str(values[field] or "")
                if not day or (field == "decided_on" and len(day) != len("2026-08-03")):
                    raise Correctable(
                        "stop_missing",
                        N_(
                            "An allowance is paid. Enter number, date and signer of the decision "
                            "that stops it here (Article 8.4)."
                        ),
                        field=field,
                    )
            last, first = months_of(str(values["decided_on"]))
            now = self._store.clock.today().isoformat()[:7]
            values |= {
                "monthly_vnd": sum(
                    one.monthly_vnd or 0 for one in paid if (one.from_month or "") <= now
                ),
                "to_month": last,
                "from_month": first,
            }
        work.create(
            "move", {**values, "person": person_id, "from_pv": pv, "to_pv": entry.target}, pv=pv
        )
        # After the move itself, so that calling it off knows what it had shortened.
        self._end(work, pv, paid, str(values.get("to_month")))
        for row in everybody:
            gone = {"moved_on": values["moved_on"], "moved_to": place.name}
            work.edit("person", row, gone, pv=pv)
        made = self._told(work, pv, person_id)
        assert made is not None
        return made

    def _pay_on(self, work: UnitOfWork, told: MoveRow, paid: AllowanceRow) -> None:
        """Let an allowance end as it did before the move was entered."""

        def history(kind: str, row: UUID) -> list[Entry]:
            return of_row(work.connection, work.streams, BY_NAME[kind], told.pv, row)

        entered = min(one.operation.hlc for one in history("move", told.id))
        field = BY_NAME["allowance"].by_name["to_month"].number
        before = stood_before(history("allowance", paid.id), field, paid.to_month, entered)
        work.edit("allowance", paid.id, {"to_month": before}, pv=told.pv)

    def _goes_on(self, one: AllowanceRow) -> bool:
        """Whether anything would still be paid after this month."""
        now = self._store.clock.today().isoformat()[:7]
        return one.to_month is None or one.to_month > now

    def _end(self, work: UnitOfWork, pv: int, paid: Sequence[AllowanceRow], last: str) -> None:
        for one in paid:
            if one.to_month is None or one.to_month > last:
                work.edit("allowance", one.id, {"to_month": last}, pv=pv)


def _moved(one: MovingRow, *, closed: bool = False) -> Moved:
    row: MoveRow = one.row
    here = row.pv == row.to_pv
    needs = [] if not here or one.has_household else ["household"]
    if here and row.from_month and not one.paid_here:
        needs.append("decision")
    return Moved(
        person=row.person,
        name=one.name,
        birth=one.birth,
        source=row.from_pv,
        source_name=_place(row.from_pv),
        target=row.to_pv,
        target_name=_place(row.to_pv),
        moved_on=row.moved_on,
        decision_no=row.decision_no,
        decided_on=row.decided_on,
        monthly_vnd=row.monthly_vnd,
        to_month=row.to_month,
        from_month=row.from_month,
        note=row.note,
        carried=one.carried or here,
        needs=tuple(needs),
        closed=closed,
    )


def _place(pv: int) -> str:
    """The name of a commune; its number where no list has it, as only a file can tell it."""
    try:
        return unit(pv).name
    except Correctable:
        return str(pv)
