"""Two rows of one person: found, linked by somebody who knows, undone the same way.

The older row carries on: the younger is left out of lists, and its words find the older one.
Nothing is merged or lost; what belongs to either row stays there, and what is paid on each is told.
That two rows are two persons is remembered too, at every workstation of the commune and the office.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.units import unit
from app.models.records import person
from app.oplog.operation import Action
from app.services.changes import Changes
from app.services.drafts import DraftKey, forget_draft
from app.services.people import load_person
from app.services.session import Session
from app.storage.queries import allowances as allowance_rows
from app.storage.queries import dossiers as dossier_rows
from app.storage.queries import people as rows
from app.storage.queries import same_person
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

MOST = 200  # pairs that are offered at once; those with money come first


@dataclass(frozen=True, slots=True)
class RowOfPerson:
    """One of the rows of a person; ``monthly_vnd`` is what is paid on it this month."""

    id: UUID
    name: str
    birth: str | None
    same_as: UUID | None
    monthly_vnd: int | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two rows that are compared; ``monthly_vnd`` in đồng is what is paid this month."""

    pv: int
    commune: str
    id: UUID
    name: str
    other_names: str | None
    sex: str | None
    birth: str | None
    pin: str | None
    phone: str | None
    village: str | None
    head: str | None
    monthly_vnd: int | None
    paid_from: str | None
    open_dossiers: int
    died: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows side by side, the older first; ``by_number`` when they bear one personal number."""

    older: Side
    younger: Side
    by_number: bool

    @property
    def paid_twice_vnd(self) -> int:
        """Đồng a month that go out when both rows are paid; 0 when only one is, or none."""
        paid = (self.older.monthly_vnd or 0, self.younger.monthly_vnd or 0)
        return sum(paid) if all(paid) else 0

    @property
    def one_commune(self) -> bool:
        """Whether the rows may be linked: across communes the office moves the person instead."""
        return self.older.pv == self.younger.pv


class OnePerson:
    """Rows that are the same person."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def suggestions(self) -> list[Pair]:
        """Rows that may be one person, money that goes out twice first.

        The own commune's, or at the receiving office those of all communes. Restricted records
        are never looked at.
        """
        pv = None if self._session.role == "office" else self._session.pv
        with self._store.read() as connection:
            found = same_person.alike(connection, pv)
            sides = self._sides(connection, [row for one in found for row in _both(one)])
        pairs = [
            Pair(sides[one.older], sides[one.younger], one.by_number)
            for one in found
            if one.older in sides and one.younger in sides
        ]
        return sorted(pairs, key=_most_money)[:MOST]

    def compare(self, one: UUID, other: UUID) -> Pair:
        """Two rows side by side, whether they look alike or not; Correctable for unknown rows."""
        older, younger = sorted((one, other), key=lambda row: row.bytes)
        with self._store.read() as connection:
            keys = []
            for row in (older, younger):
                scope = rows.scope_of(connection, row) or self._session.pv
                load_person(connection, scope, row)
                keys.append((scope, row))
            sides = self._sides(connection, keys)
        here, there = (sides[key] for key in keys)
        return Pair(here, there, here.pin is not None and here.pin == there.pin)

    def link(
        self,
        one: UUID,
        other: UUID,
        reason: str,
        *,
        pv: int | None = None,
        draft: DraftKey | None = None,
    ) -> Changes:
        """Say that both rows are the same person; the younger row points to the older.

        Raises Correctable without a reason, for an unknown row, or when the younger one is
        linked already.
        """
        scope = pv or self._session.pv
        older, younger = sorted((one, other), key=lambda row: row.bytes)
        with self._store.write(self._session.officer) as work:
            for row in (older, younger):
                load_person(work.connection, scope, row)
            if one == other or _older_of(work.connection, scope, younger) is not None:
                raise Correctable(
                    "linked_already",
                    N_("Choose two different rows, of which the newer is not linked yet."),
                )
            made = self._enter(work, younger, older, reason, scope)
            for row in same_person.apart_rows(work.connection, scope, one, other):
                work.delete("apart", row, pv=scope)
            self._forget(work, draft)
            work.commit()
        return Changes.of(made, "person")

    def unlink(
        self, row: UUID, reason: str, *, pv: int | None = None, draft: DraftKey | None = None
    ) -> Changes:
        """Take a link back: they were two persons after all. Raises Correctable as ``link``."""
        scope = pv or self._session.pv
        with self._store.write(self._session.officer) as work:
            older = _older_of(work.connection, scope, row)
            if older is None:
                raise Correctable("not_linked", N_("This row is not linked. Nothing to undo."))
            made = self._enter(work, row, None, reason, scope)
            self._tell_apart(work, older, row, reason, scope)
            self._forget(work, draft)
            work.commit()
        return Changes.of(made, "person")

    def tell_apart(
        self,
        one: UUID,
        other: UUID,
        reason: str,
        *,
        pv: int | None = None,
        draft: DraftKey | None = None,
    ) -> Changes:
        """Remember that these rows are two persons: they are not offered again.

        Raises Correctable without a reason, and for an unknown row.
        """
        with self._store.write(self._session.officer) as work:
            scope = pv or self._session.pv
            for row in (one, other):
                home = scope if self._session.role == "commune" else None
                home = home or rows.scope_of(work.connection, row) or scope
                load_person(work.connection, home, row)
            made = self._tell_apart(work, one, other, reason, scope)
            self._forget(work, draft)
            work.commit()
        return Changes.of(made, "apart")

    def rows(self, row: UUID, *, pv: int | None = None) -> tuple[RowOfPerson, ...]:
        """Every row of the person, the oldest first, with what is paid on each."""
        scope, month = pv or self._session.pv, self._store.clock.today().isoformat()[:7]
        with self._store.read() as connection:
            found = rows.rows_of(connection, scope, row)
            sums = rows.sums_of(connection, scope, found, month)
            shown = connection.execute(
                select(person.c.id, person.c.name, person.c.birth, person.c.same_as)
                .where(person.c.pv == scope, person.c.id.in_(found), person.c.alive)
                .order_by(person.c.id)
            ).all()
        return tuple(
            RowOfPerson(one.id, one.name or "", one.birth, one.same_as, sums.get(one.id))
            for one in shown
        )

    def _sides(
        self, connection: Connection, wanted: list[tuple[int, UUID]]
    ) -> dict[tuple[int, UUID], Side]:
        month = self._store.clock.today().isoformat()[:7]
        known = same_person.rows(connection, wanted)
        found = {}
        for pv in {scope for scope, _row in known}:
            ids = [row for scope, row in known if scope == pv]
            paid = allowance_rows.paid_in(connection, pv, ids, month)
            # Restricted dossiers are no part of this, whoever asks.
            waiting = dossier_rows.open_of(connection, pv, ids)
            for row in ids:
                one, money = known[pv, row], paid.get(row)
                found[pv, row] = Side(
                    pv, unit(pv).name, row, one.name, one.other_names, one.sex, one.birth, one.pin,
                    one.phone, one.village, one.head,
                    money[0] if money else None, money[1] if money else None,
                    waiting.get(row, 0), one.death_on is not None,
                )  # fmt: skip
        return found

    def _enter(self, work: UnitOfWork, row: UUID, older: UUID | None, reason: str, pv: int) -> UUID:
        words = _reason(reason)
        work.act("person", row, Action.LINK, {"same_as": older}, pv=pv)
        return work.create(
            "settlement",
            {"subject": row, "record": "person", "field": "same_as", "reason": words},
            pv=pv,
        )

    def _tell_apart(self, work: UnitOfWork, one: UUID, other: UUID, reason: str, pv: int) -> UUID:
        older, younger = sorted((one, other), key=lambda row: row.bytes)
        office = self._session.role == "office"  # its word counts across communes, others' do not
        known = same_person.apart_rows(work.connection, pv, older, younger, offices=office)
        if known:
            return known[0]
        return work.create(
            "apart", {"person": older, "other": younger, "reason": _reason(reason)}, pv=pv
        )

    def _forget(self, work: UnitOfWork, draft: DraftKey | None) -> None:
        if draft is not None:
            forget_draft(work.connection, self._session.officer, draft)


def _reason(typed: str) -> str:
    if not typed.strip():
        raise Correctable("reason_missing", N_("Write how you know this."), field="reason")
    return typed.strip()


def _both(one: same_person.Alike) -> tuple[tuple[int, UUID], tuple[int, UUID]]:
    return one.older, one.younger


def _most_money(one: Pair) -> tuple[int, int, bool, str, bytes]:
    paid = (one.older.monthly_vnd or 0) + (one.younger.monthly_vnd or 0)
    return (-one.paid_twice_vnd, -paid, not one.by_number, one.older.name, one.younger.id.bytes)


def _older_of(connection: Connection, pv: int, row: UUID) -> UUID | None:
    older: UUID | None = connection.execute(
        select(person.c.same_as).where(person.c.pv == pv, person.c.id == row)
    ).scalar()
    return older
