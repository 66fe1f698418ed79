"""One person's page, read in one go: identity, household, allowances, dossiers, papers, the law.

What the officer may not see is left out without a gap, a count or a hint. Of somebody who is
written down twice the page tells what stands in the other rows too, and what is paid on each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from app.core.errors import Correctable
from app.policy import ages as policy_ages
from app.policy import timing
from app.services.dossiers import OPEN
from app.services.eligibility import Assessment, Eligibility
from app.services.moving import Moved, Moving
from app.services.people import People, Person, PersonFile, load_person
from app.services.session import Session
from app.storage.queries import allowances as allowance_rows
from app.storage.queries import dossiers as dossier_rows
from app.storage.queries import facts as fact_rows
from app.storage.queries import papers as paper_rows
from app.storage.queries import people as people_rows
from app.storage.queries.allowances import AllowanceRow
from app.storage.queries.dossiers import DossierRow
from app.storage.queries.facts import FactRow
from app.storage.queries.households import MemberRow
from app.storage.queries.papers import PaperRow
from app.storage.store import Store

__all__ = [
    "AllowanceRow", "DossierRow", "FactRow", "MemberRow", "Moved", "OtherRow", "PaperRow",
    "PersonPage", "PersonPages",
]  # fmt: skip

NEAR = 90  # days before a birthday from which it is worth preparing its paper


@dataclass(frozen=True, slots=True)
class Ahead:
    """A birthday to come that raises the sum; ``month`` (``YYYY-MM``) is the first with it."""

    day: date
    age: int
    month: str
    total_vnd: int


@dataclass(frozen=True, slots=True)
class OtherRow:
    """Another row of the same person; ``monthly_vnd`` in đồng is what is paid on it today."""

    person: Person
    younger: bool
    monthly_vnd: int
    facts: tuple[FactRow, ...]
    allowances: tuple[AllowanceRow, ...]
    dossiers: tuple[DossierRow, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything that stands on one person's page on ``today``.

    ``assessment`` is None when the law cannot be asked yet; ``unassessed`` then says what to do.
    """

    today: date
    file: PersonFile
    allowances: tuple[AllowanceRow, ...]
    dossiers: tuple[DossierRow, ...]
    papers: tuple[PaperRow, ...]
    assessment: Assessment | None
    unassessed: str
    ahead: Ahead | None
    ages: tuple[int, ...]  # every number of full years that the birth allows
    others: tuple[OtherRow, ...] = ()  # the same person, written down once more
    moves: tuple[Moved, ...] = ()  # to another commune or from one, the oldest first

    @property
    def own_vnd(self) -> int:
        """Đồng a month in payment today on this row."""
        return _paid(self.allowances, self.today)

    @property
    def paid_vnd(self) -> int:
        """Đồng a month in payment today, on every row of the person."""
        return self.own_vnd + sum(one.monthly_vnd for one in self.others)

    @property
    def paid_twice(self) -> bool:
        """Whether money goes out on more than one row of the same person."""
        return sum(1 for sum_ in (self.own_vnd, *(o.monthly_vnd for o in self.others)) if sum_) > 1

    @property
    def open_dossier(self) -> DossierRow | None:
        """The dossier under way, if there is one."""
        return next((one for one in self.dossiers if one.state in OPEN), None)


class PersonPages:
    """Reads pages."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session
        self._people = People(store, session)
        self._eligibility = Eligibility(store, session)
        self._moving = Moving(store, session)

    def page(self, person_id: UUID) -> PersonPage:
        """The page of one person; raises Correctable when there is none such here.

        A receiving office reads the pages of all its communes.
        """
        cleared, today = self._session.cleared, self._store.clock.today()
        with self._store.read() as connection:
            pv = people_rows.scope_of(connection, person_id) or self._session.pv
        found = self._people.file(person_id, pv=pv)
        with self._store.read() as connection:
            allowances = allowance_rows.of_person(connection, pv, person_id)
            dossiers = dossier_rows.dossiers(
                connection, pv, restricted=cleared, of_person=person_id
            )
            subjects = [person_id, *(one.id for one in dossiers)]
            papers = paper_rows.of_subjects(connection, pv, subjects, restricted=cleared)
            others = self._others(connection, pv, person_id)
        assessment, unassessed = None, ""
        try:
            assessment = self._eligibility.assess(person_id, pv=pv)
        except Correctable as reason:
            unassessed = reason.words()
        return PersonPage(
            today=today,
            file=found,
            allowances=tuple(allowances),
            dossiers=tuple(dossiers),
            papers=tuple(papers),
            assessment=assessment,
            unassessed=unassessed,
            ahead=self._ahead(found, assessment),
            ages=policy_ages.possible_ages(birth, today) if (birth := found.person.birth) else (),
            others=others,
            moves=self._moving.of_person(person_id, pv=pv),
        )

    def _others(self, connection: Connection, pv: int, person_id: UUID) -> tuple[OtherRow, ...]:
        cleared, found = self._session.cleared, []
        for row in people_rows.rows_of(connection, pv, person_id):
            if row != person_id:
                paid = tuple(allowance_rows.of_person(connection, pv, row))
                facts = fact_rows.of_subjects(connection, pv, [row], restricted=cleared)
                dossiers = dossier_rows.dossiers(connection, pv, restricted=cleared, of_person=row)
                found.append(
                    OtherRow(
                        load_person(connection, pv, row),
                        row.bytes > person_id.bytes,
                        _paid(paid, self._store.clock.today()),
                        tuple(facts),
                        paid,
                        tuple(dossiers),
                    )
                )
        return tuple(found)

    def _ahead(self, found: PersonFile, now: Assessment | None) -> Ahead | None:
        """The next birthday, when it is known to the day, near and changes the sum upwards."""
        born = found.person.birth.exact() if found.person.birth else None
        if born is None or now is None or found.person["death_on"] or found.person["moved_on"]:
            return None
        today = self._store.clock.today()
        age = policy_ages.completed_years(born, today) + 1
        day = policy_ages.birthday(born, age)
        if (day - today).days > NEAR:
            return None
        then = self._eligibility.assess(found.person.id, on=day, pv=found.person.pv)
        month = timing.change_in_month_of(day).answer
        if then.total_vnd <= now.total_vnd or not isinstance(month, str):
            return None
        return Ahead(day, age, month, then.total_vnd)


def _paid(allowances: Sequence[AllowanceRow], today: date) -> int:
    month = today.isoformat()[:7]
    return sum(
        one.monthly_vnd or 0
        for one in allowances
        if (one.from_month or "") <= month and (one.to_month is None or one.to_month >= month)
    )
