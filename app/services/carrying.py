"""Everything of a person goes into another scope, each row under its own id.

Facts and open dossiers go on as they stand. A dossier by which the old commune paid becomes an
application at the new one, because only a decision there lets the money go on. The household goes
along with its head, or with who lived in it alone, and who moves later joins it; what it was
certified as (poverty, say) is the new commune's to find.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.core.clock import local
from app.core.errors import Correctable
from app.core.i18n import N_, _
from app.core.units import unit
from app.models.records import RECORDS, household, membership, person
from app.oplog.kinds import BY_NAME
from app.oplog.operation import Action, Value
from app.oplog.registry import Channel, Merge
from app.services.people import PERSON_FIELDS, load_person
from app.storage.queries import moves
from app.storage.queries import people as people_rows
from app.storage.queries.moves import MoveRow
from app.storage.unit_of_work import UnitOfWork

LEFT_BEHIND = ("moved_on", "moved_to")
OWNER = {"fact": "subject", "restricted_fact": "subject"}  # elsewhere ``person``
MOVED = "moved"  # the state of a dossier that goes on in another commune
# What an application keeps of the dossier by which the old commune paid.
APPLIED = (
    "person", "category", "form", "proxy_name", "proxy_id", "proxy_relation", "proxy_address",
)  # fmt: skip
Row = Mapping[str, Value | UUID]


class Carrying:
    """One person on the way from ``source`` to ``target``, in one transaction."""

    def __init__(self, work: UnitOfWork, source: int, target: int) -> None:
        self._work = work
        self._from = source
        self._to = target

    def require_enrolled(self, device: UUID) -> None:
        """Raise Correctable when this workstation writes nothing in the commune of arrival."""
        try:
            self._work.streams.own(device, Channel.BASE, self._to)
        except LookupError as error:
            raise Correctable(
                "not_enrolled_there",
                N_("No workstation of that commune is enrolled here. Choose another."),
                field="to",
            ) from error

    def carry(self, told: MoveRow, *, closed: bool) -> None:
        """Carry the person of ``told`` with every linked row; ``closed`` records too if asked."""
        connection = self._work.connection
        people = people_rows.rows_of(connection, self._from, told.person)
        links = {
            one.id: one.same_as
            for one in connection.execute(
                select(person.c.id, person.c.same_as).where(
                    person.c.pv == self._from, person.c.id.in_(people)
                )
            )
        }
        if self._lives_there(told.person):
            raise Correctable(
                "lives_there",
                N_("This person is on the register of the new commune already. Call the old one."),
            )
        # Who went on before stays as they are known there, and nobody is linked with them unasked.
        people = [row for row in people if not self._lives_there(row)]
        for row in people:  # the oldest first: a younger one points to what is there
            self._person(row, told)
            if links[row] in people:
                self._work.act("person", row, Action.LINK, {"same_as": links[row]}, pv=self._to)
            self._household(row, told)
            self._facts(row, "fact")
            self._dossiers(row, "dossier", told)
            if closed:
                self.carry_closed(row, told)
        if not self._anothers("move", told.id, told.person):
            self._enter("move", told.id, self._values("move", told.id))

    def carry_closed(self, row: UUID, told: MoveRow | None = None) -> None:
        """Carry what only cleared officers see."""
        self._facts(row, "restricted_fact")
        self._dossiers(row, "restricted_dossier", told)

    def _person(self, row: UUID, told: MoveRow) -> None:
        found = load_person(self._work.connection, self._from, row)
        values = {name: found[name] for name in PERSON_FIELDS if name not in LEFT_BEHIND}
        leaving = {
            "carried_to": self._to, "moved_on": told.moved_on, "moved_to": unit(self._to).name,
        }  # fmt: skip
        self._work.act("person", row, Action.TRANSFER, leaving, pv=self._from)
        if self._stands("person", row):  # back where it once came from
            back = {**values, "carried_to": None, **dict.fromkeys(LEFT_BEHIND)}
            self._work.act("person", row, Action.TRANSFER, back, pv=self._to)
        else:
            self._work.create("person", values, pv=self._to, row_id=row)

    def _household(self, row: UUID, told: MoveRow) -> None:
        connection = self._work.connection
        own = (membership.c.pv == self._from, membership.c.alive, membership.c.valid_to.is_(None))
        for one in connection.execute(
            select(membership.c.id, membership.c.household, membership.c.relation).where(
                *own, membership.c.person == row
            )
        ).all():
            others = connection.execute(
                select(membership.c.person).where(
                    *own, membership.c.household == one.household, membership.c.person != row
                )
            ).all()
            head = connection.execute(
                select(household.c.head).where(
                    household.c.pv == self._from, household.c.id == one.household
                )
            ).scalar()
            self._work.edit("membership", one.id, {"valid_to": told.moved_on}, pv=self._from)
            if not others:
                ended = {"ended_on": told.moved_on, "ended_reason": _("moved to another commune")}
                self._work.edit("household", one.household, ended, pv=self._from)
            goes, lived_in = head == row or not others, self._lived_in(one.household)
            if goes or self._stands("household", one.household):
                if goes and not lived_in:
                    self._enter("household", one.household, {"head": row, "ended_on": None})
                joining = {
                    "household": one.household, "person": row, "relation": one.relation,
                    "valid_from": told.moved_on, "valid_to": None,
                }  # fmt: skip
                if not self._anothers("membership", one.id, row):
                    self._enter("membership", one.id, joining)

    def _facts(self, row: UUID, kind: str) -> None:
        table = RECORDS[kind]
        for one in self._rows(table.c.subject == row, kind):
            if not self._anothers(kind, one, row):
                self._enter(kind, one, self._values(kind, one))

    def _dossiers(self, row: UUID, kind: str, told: MoveRow | None) -> None:
        table = RECORDS[kind]
        for one in self._rows((table.c.person == row) & table.c.result.is_(None), kind):
            values = self._values(kind, one)
            if values["state"] == MOVED or self._anothers(kind, one, row):
                continue
            self._enter(kind, one, values)
            self._work.edit(kind, one, {"state": MOVED}, pv=self._from)
        if told is None:
            told = self._told(row)
        if told is None or told.to_month is None:
            return
        for one in self._paying(row, kind, told.to_month):
            self._apply(kind, one, told)

    def _paying(self, row: UUID, kind: str, last: str) -> list[UUID]:
        """Granted dossiers whose allowance was ended by the move."""
        table, paid = RECORDS[kind], RECORDS["allowance"]
        found = self._work.connection.execute(
            select(table.c.id)
            .join(paid, (paid.c.pv == table.c.pv) & (paid.c.id == table.c.allowance))
            .where(
                table.c.pv == self._from, table.c.person == row, table.c.alive,
                table.c.result == "granted", paid.c.alive, paid.c.to_month == last,
            )
        )  # fmt: skip
        return list(found.scalars())

    def _apply(self, kind: str, row: UUID, told: MoveRow) -> None:
        """The application by which the new commune goes on."""
        if self._stands(kind, row):
            return  # it came before, or the person is back where this was decided
        old = self._values(kind, row)
        words = _("Moved here from {place}. Stopped there by decision {number} of {day}.")
        values = {
            **{name: old[name] for name in APPLIED},
            "state": "received",
            "received_on": local(self._work.now_ms).date().isoformat(),
            "note": words.format(
                place=unit(self._from).name, number=told.decision_no, day=told.decided_on
            ),
        }
        self._work.create(kind, values, pv=self._to, row_id=row)

    def _told(self, row: UUID) -> MoveRow | None:
        found = moves.of_people(self._work.connection, self._from, [row])
        leaving = [one for one in found if one.from_pv == self._from]
        return leaving[-1] if leaving else None

    def _rows(self, condition: ColumnElement[bool], kind: str) -> list[UUID]:
        table = RECORDS[kind]
        found = self._work.connection.execute(
            select(table.c.id).where(table.c.pv == self._from, table.c.alive, condition)
        )
        return list(found.scalars())

    def _values(self, kind: str, row: UUID) -> dict[str, Value | UUID]:
        table = RECORDS[kind]
        found = (
            self._work.connection.execute(
                select(table).where(table.c.pv == self._from, table.c.id == row)
            )
            .mappings()
            .one()
        )
        return {field.name: found[field.name] for field in BY_NAME[kind].fields if not field.act}

    def _stands(self, kind: str, row: UUID) -> bool:
        table = RECORDS[kind]
        query = select(table.c.id).where(table.c.pv == self._to, table.c.id == row)
        return self._work.connection.execute(query).first() is not None

    def _lives_there(self, row: UUID) -> bool:
        """Whether the commune of arrival has that row, and has not let it go on elsewhere."""
        query = select(person.c.id).where(
            person.c.pv == self._to,
            person.c.id == row,
            person.c.alive,
            person.c.carried_to.is_(None),
        )
        return self._work.connection.execute(query).first() is not None

    def _lived_in(self, home: UUID) -> bool:
        """Whether somebody of that household lives in the commune of arrival already."""
        query = select(membership.c.id).where(
            membership.c.pv == self._to, membership.c.household == home,
            membership.c.alive, membership.c.valid_to.is_(None),
        )  # fmt: skip
        return self._work.connection.execute(query).first() is not None

    def _anothers(self, kind: str, row: UUID, owner: UUID) -> bool:
        """Whether that row stands there as somebody else's: a commune knows the numbers of what
        it once carried over, and writes whatever it likes under them in its own scope."""
        table = RECORDS[kind]
        whose = table.c[OWNER.get(kind, "person")]
        query = select(whose).where(table.c.pv == self._to, table.c.id == row)
        found = self._work.connection.execute(query).scalar()
        return found is not None and found != owner

    def _enter(self, kind: str, row: UUID, values: Row) -> None:
        """Make the row there, or bring the one that stands there up to date."""
        if not self._stands(kind, row):
            self._work.create(kind, values, pv=self._to, row_id=row)
            return
        free = BY_NAME[kind].by_name
        kept = {name: value for name, value in values.items() if free[name].merge is not Merge.ONCE}
        self._work.edit(kind, row, kept, pv=self._to)
